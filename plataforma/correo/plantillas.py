"""The mail templates: each has a subject, a text and an HTML file, and may complete its data when it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Datos = dict[str, Any]


def _as_it_is(datos: Datos) -> Datos:
    return datos


@dataclass(frozen=True)
class Plantilla:
    """What a kind of mail is made of.

    `completar(datos)` turns what the row holds into what the words need. It is where a link or a code is derived, so
    that the database never holds one, and where one learns at the last moment that the mail is no longer wanted.
    """

    slug: str
    asunto: str
    completar: Callable[[Datos], Datos] = _as_it_is

    @property
    def texto(self) -> str:
        return f"correo/{self.slug}.txt"

    @property
    def html(self) -> str:
        return f"correo/{self.slug}.html"


_plantillas: dict[str, Plantilla] = {}


def register_plantilla(slug: str, *, asunto: str, completar: Callable[[Datos], Datos] = _as_it_is) -> None:
    """Make a mail template known; `asunto` may use the data as in `str.format`. Called from an app's `ready()`."""
    _plantillas[slug] = Plantilla(slug=slug, asunto=asunto, completar=completar)


def get_plantilla(slug: str) -> Plantilla:
    """Return the template `slug`. Raises KeyError if no app registered it."""
    return _plantillas[slug]


def list_slugs() -> list[str]:
    """Return the templates that there are, in the order of the alphabet."""
    return sorted(_plantillas)
