"""The agregado médico, eight characters beside the NSS: 1M2005ES."""

from typing import Final

from padron.identificadores.errors import InvalidIdentificador

# The CURP says H man and M woman; the agregado says M man and F woman. The same M means both.
_LETRA_DE_SEXO: Final = {"H": "M", "M": "F", "X": "X"}

_TITULAR: Final = "1"
_ESTUDIANTE: Final = "ES"


def make(*, sexo: str, anio_nacimiento: int) -> str:
    """Return the agregado of a student, from the sex as the CURP writes it (H, M, X) and the year of birth.

    Raises InvalidIdentificador: formato, for another sex or a year that has not four digits.
    Source: docs/reglas.md, «Agregado médico». Nothing is ever decoded from it.
    """
    letra = _LETRA_DE_SEXO.get(sexo)
    if letra is None or not 1000 <= anio_nacimiento <= 9999:
        raise InvalidIdentificador("formato")
    return f"{_TITULAR}{letra}{anio_nacimiento}{_ESTUDIANTE}"
