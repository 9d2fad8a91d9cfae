import datetime as dt

import pytest

from padron.asegurados.rules import (
    Diferencia,
    Persona,
    compare_curp,
    compare_nss,
    is_correo_abierto,
    is_nss,
    normalize_correo,
)
from padron.identificadores import curp

# The vectors of docs/reglas.md, «Invented people»: name and CURP of invented people.
VECTORES = [
    ("QUZX050309MJCNXMZ2", "Ximena", "Quintanar", "Zúñiga"),
    ("EAAF040721MMCSRRZ0", "María Fernanda", "Escamilla", "Arroyo"),
    ("VITE030105HPLLPMZ2", "José Emiliano", "Villagrán", "Tapia"),
    ("MOSA980502MSPRNN98", "Ma. de los Ángeles", "Moreno", "Sandoval"),
    ("XAOA010228HGTNRLZ1", "Alonso", "Ñandú", "Orozco"),
    ("GARB040909HTSRXRZ5", "Bruno", "De la Garza", "Del Río"),
    ("PEXS020131HZSRXLZ6", "Saúl", "Perea", ""),
    ("PXDO950312MCLDRF93", "Ofelia", "Pedroza", "Duarte"),
    ("DXIR050505MDFXBNZ3", "Renata", "D/Amico", "Ibarra"),
    ("RONA030303XJCBVLZ9", "Alex", "Robledo", "Nava"),
]


def compare(clave: str, *nombre: str, **extra: object) -> dict[str, Diferencia | None]:
    return compare_curp(curp=clave, datos=curp.decode(clave), persona=Persona(*nombre, **extra))  # type: ignore[arg-type]


@pytest.mark.parametrize(("clave", "nombres", "primero", "segundo"), VECTORES)
def test_a_curp_agrees_with_its_name(clave: str, nombres: str, primero: str, segundo: str) -> None:
    assert compare(clave, nombres, primero, segundo) == {"curp_nombre": None}
    assert compare(clave, nombres.upper(), primero.upper(), segundo.upper()) == {"curp_nombre": None}


def test_swapped_surnames_are_a_fault() -> None:
    fallas = compare("EAAF040721MMCSRRZ0", "María Fernanda", "Arroyo", "Escamilla")
    assert fallas == {"curp_nombre": Diferencia(visto="EAAFSRR", esperado="AOEFRSR")}


def test_a_name_without_letters_is_a_fault() -> None:
    assert compare("EAAF040721MMCSRRZ0", "María", "", "")["curp_nombre"] == Diferencia("EAAFSRR", "")


def test_only_what_the_roster_says_is_compared() -> None:
    nombre = ("Ximena", "Quintanar", "Zúñiga")
    good = {"fecha_nacimiento": dt.date(2005, 3, 9), "sexo": "M", "entidad": "JC"}
    assert compare("QUZX050309MJCNXMZ2", *nombre, **good) == dict.fromkeys(
        ("curp_nombre", "curp_fecha", "curp_sexo", "curp_entidad")
    )
    wrong = {"fecha_nacimiento": dt.date(2005, 9, 3), "sexo": "H", "entidad": "OC"}
    assert compare("QUZX050309MJCNXMZ2", *nombre, **wrong) == {
        "curp_nombre": None,
        "curp_fecha": Diferencia("2005-03-09", "2005-09-03"),
        "curp_sexo": Diferencia("M", "H"),
        "curp_entidad": Diferencia("JC", "OC"),
    }


@pytest.mark.parametrize(
    ("padron", "registrado", "causa"),
    [
        (None, None, ""),
        (None, "04230500011", ""),
        ("04230500011", None, ""),
        ("04230500011", "04230500011", ""),
        ("04230500012", None, "nss_digito"),
        ("04230500012", "04230500011", "nss_digito"),
        ("4230500011", None, "nss_digito"),  # a spreadsheet ate the first zero
        ("04240600025", "04230500011", "nss_distinto"),
    ],
)
def test_nss_of_the_roster(padron: str | None, registrado: str | None, causa: str) -> None:
    fallas = compare_nss(padron=padron, registrado=registrado)
    assert set(fallas) == {"nss_digito", "nss_distinto"}
    assert [name for name, dato in fallas.items() if dato] == [causa] * bool(causa)


@pytest.mark.parametrize("text", ["04230500011", "01190101236", "90927512344"])
def test_is_nss(text: str) -> None:
    assert is_nss(text)
    assert not is_nss(text[:-1])


@pytest.mark.parametrize(
    ("correo", "padron", "vinculado", "opens"),
    [
        ("ana@example.com", ["ana@example.com"], None, True),
        (" ANA@Example.com ", ["ana@example.com"], None, True),
        ("otra@example.com", ["ana@example.com", "otra@example.com"], None, True),
        ("otra@example.com", ["ana@example.com"], "otra@example.com", True),
        ("ana@example.com", ["ana@example.com"], "otra@example.com", True),
        ("ana+x@example.com", ["ana@example.com"], None, False),
        ("a.na@example.com", ["ana@example.com"], None, False),
        ("otra@example.com", ["ana@example.com"], None, False),
        ("otra@example.com", [], None, False),
        ("", ["", "ana@example.com"], None, False),
    ],
)
def test_which_address_opens(correo: str, padron: list[str], vinculado: str | None, opens: bool) -> None:
    assert is_correo_abierto(correo=correo, padron=padron, vinculado=vinculado) is opens


def test_an_address_is_stored_in_one_form() -> None:
    assert normalize_correo("  Ana.Lopez+X@Example.COM\n") == "ana.lopez+x@example.com"
