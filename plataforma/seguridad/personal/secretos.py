"""Values that lists and pages show masked, and in clear only to who asks for each, which is written down (T13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from plataforma.seguridad.personal.enlaces import get_url_name

OCULTO = "•••"
# The id of the form in admin/change_form.html that the buttons belong to: with one of its own, Enter in a field saves.
FORMULARIO = "mostrar"
BOTON = '{} <button class="mostrar" form="{}" formaction="{}">Mostrar<span class="visually-hidden"> {}</span></button>'


def hide(value: Any) -> str:
    """Return nothing of the value, but whether there is one."""
    return OCULTO if value else ""


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Secreto:
    """A column whose value is masked: how it is called, what of it anybody may see, and what «Mostrar» shows of it.

    In the `secretos` of a PersonalAdmin it gives its lists the column `mascara_<campo>`, its pages the field
    `ver_<campo>` with the button that shows the value.
    """

    campo: str
    titulo: str
    mask: Callable[[Any], str] = hide
    describe: Callable[[Any], Any] = _as_it_is

    def column(self) -> Callable[[Model], str]:
        """Return the column of a list."""

        def show(obj: Model) -> str:
            return self.get_mascara(obj) or "–"

        return _describe(show, self)

    def field(self) -> Callable[[Model], str | SafeString]:
        """Return the field of a page, with the button that shows the value."""

        def show(obj: Model) -> str | SafeString:
            if not (mascara := self.get_mascara(obj)):
                return "–"
            url = reverse(f"{get_url_name(type(obj))}_mostrar", args=[obj.pk, self.campo])
            return format_html(BOTON, mascara, FORMULARIO, url, self.titulo)

        return _describe(show, self)

    def get_mascara(self, obj: Model) -> str:
        """Return what anybody may see of the value; nothing where there is none."""
        value = getattr(obj, self.campo)
        return self.mask(value) if value else ""

    def list_valores(self, obj: Model) -> list[tuple[str, str]]:
        """Return the value in clear, as lines to read."""
        return list_valores(self.describe(getattr(obj, self.campo)))


def _describe(show: Callable[[Model], Any], secreto: Secreto) -> Callable[[Model], Any]:
    show.short_description = secreto.titulo  # type: ignore[attr-defined]
    return show


def list_valores(value: Any) -> list[tuple[str, str]]:
    """Return a value as lines to read: of a JSON object each of its keys, of anything else the text alone."""
    if isinstance(value, Mapping):
        return [(str(key).replace("_", " "), _say(each)) for key, each in value.items()]
    return [("", _say(value))]


def _say(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_say(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_say, value))
    return "–" if value in (None, "") else str(value)
