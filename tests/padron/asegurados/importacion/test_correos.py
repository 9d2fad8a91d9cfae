import pytest

from padron.asegurados.importacion.correos import read_correo

REPARADOS = {
    "ana@gmial.com": "ana@gmail.com",
    "ana@gmail.co": "ana@gmail.com",
    "ana@gmail.con": "ana@gmail.com",
    "ana@hotmial.com": "ana@hotmail.com",
    "ana@outlok.com": "ana@outlook.com",
    "ana@yaho.com.mx": "ana@yahoo.com.mx",
    "ana@alumnos.udg.mxx": "ana@alumnos.udg.mx",
    "ana.lopezgmail.com": "ana.lopez@gmail.com",
    "ana#gmail.com": "ana@gmail.com",
    "ana(arroba)gmail.com": "ana@gmail.com",
    " ana @ gmail .com ": "ana@gmail.com",
    "ana@gmail.com.": "ana@gmail.com",
    "ana@gmail,com": "ana@gmail.com",
    "ana@@gmail.com": "ana@gmail.com",
    "ana..lopez@gmail.com": "ana.lopez@gmail.com",
    "ana@hotmailcom": "ana@hotmail.com",
    "MAILTO:Ana@gmail.com": "ana@gmail.com",
    "Ana López <ana@gmail.com>": "ana@gmail.com",
}
BUENOS = (
    *("ana@gmail.com", "ana@ymail.com", "ana@mail.com", "ana@yahoo.com.ar", "ana@hotmail.fr", "ana@alumnos.udg.mx"),
    *("ana@me.com", "ana@outlook.com.mx", "ana@protonmail.com", "a.b+c_d-e@uady.mx", "ana@live.com", "ana@up.example"),
)


@pytest.mark.parametrize(("text", "correo"), REPARADOS.items())
def test_an_error_that_shows_what_was_meant_is_repaired_with_a_reason(text: str, correo: str) -> None:
    leido = read_correo(text, {})
    assert (leido.correo, bool(leido.motivo)) == (correo, True)


@pytest.mark.parametrize("text", BUENOS)
def test_a_right_address_of_any_domain_stays_without_a_word(text: str) -> None:
    leido = read_correo(text, {})
    assert (leido.correo, leido.motivo, leido.duda, leido.otro) == (text, "", "", "")


@pytest.mark.parametrize(
    "text", ["ana", "ana@", "@gmail.com", "ana2gmail.com", "ana@lopez@gmail.com", "ñ@gmail.com", "ana@hotmail"]
)
def test_an_error_that_may_be_several_addresses_is_not_repaired(text: str) -> None:
    leido = read_correo(text, {})
    assert (leido.correo, bool(leido.motivo)) == ("", True)


@pytest.mark.parametrize("text", ["", "-", "N/A", "no tiene", "Ninguno"])
def test_a_cell_that_says_there_is_no_address_is_empty(text: str) -> None:
    leido = read_correo(text, {})
    assert (leido.correo, leido.motivo) == ("", "")


def test_the_domain_of_many_students_is_no_typing_error() -> None:
    assert read_correo("ana@gmial.com", {"gmial.com": 500, "gmail.com": 90}).correo == "ana@gmial.com"
    assert read_correo("ana@gmial.com", {"gmial.com": 30, "gmail.com": 90}).correo == "ana@gmail.com"


def test_a_domain_that_only_looks_like_another_is_kept_with_a_doubt() -> None:
    leido = read_correo("ana@lice.com.mx", {})
    assert (leido.correo, leido.motivo) == ("ana@lice.com.mx", "")
    assert "ana@live.com.mx" in leido.duda


def test_a_second_address_in_the_cell_is_not_lost() -> None:
    leido = read_correo("ana@gmail.com; ana@up.mx", {})
    assert (leido.correo, leido.otro) == ("ana@gmail.com", "ana@up.mx")
