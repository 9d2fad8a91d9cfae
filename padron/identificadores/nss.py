"""The NSS, Número de Seguridad Social: 11 digits, for life, of which the last one checks the others (Luhn).

2 series of the office · 2 year of registration · 2 year of birth · 4 consecutive · 1 check digit.
"""

import datetime as dt
from typing import Final

from stdnum import luhn

from padron.identificadores.errors import InvalidIdentificador
from padron.identificadores.texto import compact, is_digits

__all__ = ["LARGO", "agrupado", "anio_nacimiento_coincide", "compact", "is_valid", "make", "validate"]

LARGO: Final = 11
CONSECUTIVO_MAXIMO: Final = 9999


def validate(text: str) -> str:
    """Return the 11 digits of the NSS that was typed.

    Raises InvalidIdentificador with the first that fails of: vacio, formato (something else than ASCII digits, with
    its `posicion`), largo, ceros, digito. Series and years are never a reason to refuse.
    Source: docs/reglas.md, «NSS»; check digit as in `stdnum.luhn`.
    """
    nss = compact(text)
    if not nss:
        raise InvalidIdentificador("vacio")
    if not is_digits(nss):
        raise InvalidIdentificador("formato", next(n for n, char in enumerate(nss, start=1) if not is_digits(char)))
    if len(nss) != LARGO:
        raise InvalidIdentificador("largo")
    if not nss.strip("0"):
        raise InvalidIdentificador("ceros")
    if not luhn.is_valid(nss):
        raise InvalidIdentificador("digito", LARGO)
    return nss


def is_valid(text: str) -> bool:
    """Tell whether `validate` takes the text. Raises nothing."""
    try:
        validate(text)
    except InvalidIdentificador:
        return False
    return True


def make(*, serie: str, anio_registro: int, anio_nacimiento: int, consecutivo: int) -> str:
    """Return the NSS of these parts: series of two digits, two years of four digits, consecutive from 1 to 9999.

    Raises InvalidIdentificador: formato, when a part does not fit in its digits.
    Source: docs/reglas.md, «Assignment». Which consecutive is free is the caller's affair.
    """
    if len(serie) != 2 or not is_digits(serie):
        raise InvalidIdentificador("formato", 1)
    if not 1 <= consecutivo <= CONSECUTIVO_MAXIMO:
        raise InvalidIdentificador("formato", 7)
    first10 = f"{serie}{anio_registro % 100:02}{anio_nacimiento % 100:02}{consecutivo:04}"
    return first10 + luhn.calc_check_digit(first10)


def agrupado(nss: str) -> str:
    """Return the NSS as it is shown: «04 23 05 0001 1».

    Raises nothing: what has not 11 digits comes back compact, because staff must see the faulty NSS of a roster too.
    """
    nss = compact(nss)
    if not _has_forma(nss):
        return nss
    return f"{nss[:2]} {nss[2:4]} {nss[4:6]} {nss[6:10]} {nss[10]}"


def anio_nacimiento_coincide(nss: str, fecha_nacimiento: dt.date) -> bool:
    """Tell whether positions 5 and 6 are the year of birth; false also for what has not 11 digits.

    A warning to staff, never a reason to refuse (docs/reglas.md, «NSS»): numbers with another year exist.
    """
    nss = compact(nss)
    return _has_forma(nss) and int(nss[4:6]) == fecha_nacimiento.year % 100


def _has_forma(nss: str) -> bool:
    return len(nss) == LARGO and is_digits(nss)
