"""An NSS that a spreadsheet damaged: repaired only where the check digit proves it."""

import datetime as dt
import re
from typing import Final

from padron.identificadores import nss as nss_rules
from padron.identificadores.texto import compact

__all__ = ["repair"]

_PREFIJO: Final = re.compile(r"^(?:N\.?S\.?S\.?|IMSS|NO)[.:#]*(?=\d)")
_DECIMALES: Final = re.compile(r"\.0*$")
_MILES: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_CIENTIFICA: Final = re.compile(r"(\d)[.,](\d{9,10})E\+?0?(\d{1,2})")
_PARECIDAS: Final = str.maketrans("OIL", "011")
_MAS_LARGO: Final = 40


def repair(text: str, fecha_nacimiento: dt.date) -> str | None:
    """Return the 11 digits that the text must have been, or None if nothing proves them.

    Repairs an apostrophe, «.0», separators of thousands, scientific notation with all digits, a lost leading zero,
    and the letters O, I and L. The check digit must agree. It alone misses one error in ten, so where a digit was
    added or changed the year of birth must agree too.
    """
    cifras = _strip(compact(text)[:_MAS_LARGO])
    if nss_rules.is_valid(cifras):
        return cifras
    supuesto = cifras.translate(_PARECIDAS)
    supuesto = f"0{supuesto}" if len(supuesto) == nss_rules.LARGO - 1 else supuesto
    is_probado = nss_rules.is_valid(supuesto) and nss_rules.anio_nacimiento_coincide(supuesto, fecha_nacimiento)
    return supuesto if is_probado else None


def _strip(cifras: str) -> str:
    cifras = _PREFIJO.sub("", cifras.strip("'’‘´`\""))
    if match := _CIENTIFICA.fullmatch(cifras):
        return _expand(match)
    cifras = _DECIMALES.sub("", cifras)
    return cifras.replace(",", "") if _MILES.fullmatch(cifras) else cifras


def _expand(match: re.Match[str]) -> str:
    """Return the digits of a number in scientific notation; the text as it is if digits were lost."""
    entero, decimales, exponente = match.groups()
    return entero + decimales if int(exponente) == len(decimales) else match[0]
