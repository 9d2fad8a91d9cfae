"""What the letter M means in a column of sexes: mujer, as in the CURP, or masculino."""

from collections.abc import Mapping
from typing import Final

from padron.asegurados.importacion.columnas import simplify

HOMBRE, MUJER = "H", "M"
AMBIGUA: Final = "m"
_PALABRAS: Final = {
    **dict.fromkeys(("h", "hombre", "masculino", "masc", "masc.", "varon", "male"), HOMBRE),
    **dict.fromkeys(("f", "mujer", "femenino", "fem", "fem.", "female"), MUJER),
    **dict.fromkeys(("x", "no_binario", "nb", "no_binaria"), "X"),
}
_MAYORIA: Final = 0.9


def read_sexo(text: str, sexo_m: str) -> str | None:
    """Return the sex in the letter of the CURP, or None if the text does not tell."""
    clave = simplify(text)
    return (sexo_m or None) if clave == AMBIGUA else _PALABRAS.get(clave)


def settle_sexo_m(vistos: Mapping[tuple[str, str], int]) -> str:
    """Return what «M» means in this column, or "" if nothing shows it.

    `vistos` counts pairs of what the roster says and the sex in the CURP of the same row. «H» beside «M» shows that M
    is mujer, «F» beside «M» that it is masculino. The CURPs must not contradict that, and they decide if M is alone.
    """
    por_letra: dict[str, int] = {}
    for (texto, _), total in vistos.items():
        por_letra[simplify(texto)] = por_letra.get(simplify(texto), 0) + total
    propuesta = {(True, False): MUJER, (False, True): HOMBRE}.get(("h" in por_letra, "f" in por_letra))
    de_m = {
        sexo: sum(n for (text, other), n in vistos.items() if simplify(text) == AMBIGUA and other == sexo)
        for sexo in "HM"
    }
    total = sum(de_m.values())
    probada = next((sexo for sexo, n in de_m.items() if total and n >= _MAYORIA * total), "")
    if propuesta is None:
        return "" if "h" in por_letra and "f" in por_letra else probada
    return "" if total and de_m[propuesta] < total - de_m[propuesta] else propuesta
