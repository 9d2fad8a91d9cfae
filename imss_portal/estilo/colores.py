"""The colours of static/css/tokens.css with their contrast, read and reckoned, so that /estilo/ cannot be wrong."""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings

TOKENS: Final = settings.BASE_DIR / "static" / "css" / "tokens.css"
# Colour, the ground that it stands on, what it is for.
USOS: Final = (
    ("tinta", "papel", "Texto"),
    ("gris", "papel", "Texto secundario"),
    ("azul", "papel", "Acción y liga"),
    ("azul-oscuro", "papel", "Al pasar el puntero"),
    ("morado", "papel", "Liga visitada"),
    ("verde", "verde-fondo", "Hecho"),
    ("chile", "chile-fondo", "Error"),
    ("ambar", "ambar-fondo", "Atención"),
    ("borde", "papel", "Borde de un campo"),
    ("noche", "cempasuchil", "Barra y halo del foco"),
)


@dataclass(frozen=True)
class Color:
    """A colour on its ground, by day and by night."""

    nombre: str
    fondo: str
    uso: str
    dia: float
    noche: float


def list_colores() -> list[Color]:
    """Return the colours that carry words or borders."""
    dia, noche = _read_tokens()
    return [
        Color(nombre, fondo, uso, get_contraste(dia[nombre], dia[fondo]), get_contraste(noche[nombre], noche[fondo]))
        for nombre, fondo, uso in USOS
    ]


def get_contraste(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, «#rrggbb» or «#rgb» (WCAG 2.2, «contrast ratio»)."""
    light, dark = sorted((_get_luminancia(one), _get_luminancia(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 1)


def _read_tokens() -> tuple[dict[str, str], dict[str, str]]:
    day, _, night = TOKENS.read_text().partition("@media")
    dia = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", day))
    return dia, dia | dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", night))


def _get_luminancia(color: str) -> float:
    digits = color[1:] if len(color) > len("#rgb") else "".join(2 * digit for digit in color[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
