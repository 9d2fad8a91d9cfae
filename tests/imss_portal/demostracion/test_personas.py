"""The named people of the demonstration."""

import datetime as dt

import pytest

from imss_portal.demostracion.generador import generate_filas
from imss_portal.demostracion.personas import PERSONAS, Persona
from padron.identificadores import curp, nss

ESCENARIOS = {
    *("localizado", "por_asignar", "inconsistente_plantel", "inconsistente_subdelegacion", "dos_correos"),
    *("sin_correo", "otro_correo", "sin_padron", "menor", "correo_compartido"),
}
RESERVADOS = (".example", "example.com", "example.org", "example.net")


def test_each_scenario_has_its_person() -> None:
    names = [persona.escenario for persona in PERSONAS]
    assert set(names) >= ESCENARIOS
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.escenario)
def test_each_person_is_valid_and_nobody(persona: Persona) -> None:
    assert curp.validate(persona.curp, hoy=dt.date(2026, 11, 20)) == persona.curp
    assert persona.curp[16] == ("9" if curp.decode(persona.curp).fecha_nacimiento.year < 2000 else "Z")
    assert not persona.nss or nss.is_valid(persona.nss)
    assert persona.explicacion.endswith(".")
    assert len(persona.explicacion.split()) <= 20
    assert list(persona.as_linea()) == ["escenario", "curp", "nss", "correo", "codigo"]


def test_the_roster_is_the_same_every_time() -> None:
    first, again = (list(generate_filas(total=300, referencia=dt.date(2026, 11, 20))) for _ in range(2))
    assert first == again
    assert len({fila.valores["curp"] for fila in first}) == 300
    assert "GARB040909HTSRXRZ5" not in {fila.valores["curp"] for fila in first}


def test_nobody_of_the_roster_can_be_real() -> None:
    filas = [fila.valores for fila in generate_filas(total=2000, referencia=dt.date(2026, 11, 20))]
    assert {fila["curp"][16] for fila in filas} == {"9", "Z"}
    correos = {fila[name] for fila in filas for name in ("correo", "correo_alterno")} - {""}
    assert all(correo.endswith(RESERVADOS) and correo.isascii() for correo in correos)
    numeros = [fila["nss"] for fila in filas if fila["nss"]]
    assert len(set(numeros)) == len(numeros)


def test_names_of_many_kinds_are_there() -> None:
    filas = [fila.valores for fila in generate_filas(total=300, referencia=dt.date(2026, 11, 20))]
    assert any("Ñ" in fila["primer_apellido"] for fila in filas)
    assert any(fila["primer_apellido"].startswith("De la ") for fila in filas)
    assert any(not fila["segundo_apellido"] for fila in filas)
    assert any(len(fila["nombres"]) > 18 for fila in filas)
