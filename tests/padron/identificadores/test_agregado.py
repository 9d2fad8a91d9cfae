"""Agregado médico: its M is the man, the M of the CURP the woman."""

import pytest

from padron.identificadores import agregado
from padron.identificadores.errors import InvalidIdentificador


@pytest.mark.parametrize(
    ("sexo", "anio", "expected"), [("H", 2006, "1M2006ES"), ("M", 2005, "1F2005ES"), ("X", 2003, "1X2003ES")]
)
def test_make(sexo: str, anio: int, expected: str) -> None:
    assert agregado.make(sexo=sexo, anio_nacimiento=anio) == expected


@pytest.mark.parametrize(("sexo", "anio"), [("F", 2005), ("", 2005), ("h", 2005), ("H", 5), ("H", 20055)])
def test_make_refuses_what_does_not_fit(sexo: str, anio: int) -> None:
    with pytest.raises(InvalidIdentificador):
        agregado.make(sexo=sexo, anio_nacimiento=anio)
