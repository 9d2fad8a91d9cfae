import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.tramites.student import make_gate_data, unknown_curp
from tramites.camino.forms import MENSAJE_CORREO, CodigoForm, PuertaForm

CURP = unknown_curp()


@pytest.mark.parametrize("typed", [f" {CURP} ", CURP.lower(), f"{CURP[:4]}-{CURP[4:10]} {CURP[10:]}", f"\u200b{CURP}"])
def test_the_gate_form_ignores_case_spaces_hyphens_and_invisible_characters_in_a_curp(typed: str) -> None:
    form = PuertaForm(make_gate_data(typed, "ana@example.com"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["curp"] == CURP


def test_the_gate_form_trims_the_email_address_and_converts_it_to_lower_case() -> None:
    form = PuertaForm(make_gate_data(CURP, "  Ana@Example.COM ", correo2="ana@example.com"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["correo"] == "ana@example.com"


@pytest.mark.parametrize(
    "typed",
    ["", "ana", "ana@", "@example.com", "ana @example.com", "a@b\x00.com", "ñ@", "a@x.mx" * 99, "<script>@x.mx"],
)
def test_an_invalid_email_address_gets_exactly_one_error_message(typed: str) -> None:
    assert PuertaForm(make_gate_data(CURP, typed)).errors["correo"] == [MENSAJE_CORREO]


def test_two_different_email_addresses_give_an_error_only_at_the_second_field() -> None:
    form = PuertaForm(make_gate_data(CURP, "ana@example.com", correo2="ana@exmaple.com"))
    assert list(form.errors) == ["correo2"]


def test_the_same_gate_form_gives_the_same_solicitud_id_unless_the_data_change() -> None:
    sent = make_gate_data(CURP, "ana@example.com")
    first, again = PuertaForm(sent), PuertaForm(sent)
    corrected = PuertaForm({**sent, "correo": "eva@example.com", "correo2": "eva@example.com"})
    other_form = PuertaForm(make_gate_data(CURP, "ana@example.com"))
    assert all(form.is_valid() for form in (first, again, corrected, other_form))
    assert first.get_id("nss") == again.get_id("nss")
    ids = {first.get_id("nss"), first.get_id("vigencia"), corrected.get_id("nss"), other_form.get_id("nss")}
    assert len(ids) == 4


@pytest.mark.parametrize("intento", ["", "x", "a:b:c", "\x00", "ñ" * 100])
def test_a_gate_form_with_a_forged_intento_gives_a_random_solicitud_id(intento: str) -> None:
    """`intento` is a hidden field that the portal signs.

    The id of the Solicitud is computed from `intento` and the typed data. If `intento` is forged, the id is random.
    """
    form = PuertaForm(make_gate_data(CURP, "ana@example.com", intento=intento))
    assert form.is_valid(), form.errors
    assert form.get_id("nss") != form.get_id("nss")


def test_a_gate_form_without_intento_is_valid_and_gives_a_solicitud_id() -> None:
    sent = make_gate_data(CURP, "ana@example.com")
    del sent["intento"]
    form = PuertaForm(sent)
    assert form.is_valid()
    assert form.get_id("nss")


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "1 2 3 4 5 6"])
def test_a_mailed_code_typed_with_spaces_or_hyphens_is_accepted(typed: str) -> None:
    form = CodigoForm({"codigo": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["codigo"] == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "①②③④⑤⑥", "12345\x00", "1" * 100_000])
def test_a_mailed_code_that_is_not_six_ascii_digits_gets_one_error_message(typed: str) -> None:
    assert len(CodigoForm({"codigo": typed}).errors["codigo"]) == 1


@given(curp=st.text(), correo=st.text(), codigo=st.text(), intento=st.text())
def test_gate_form_and_code_form_raise_no_exception_for_any_typed_text(
    curp: str, correo: str, codigo: str, intento: str
) -> None:
    form = PuertaForm({**make_gate_data(curp, correo), "intento": intento})
    assert form.is_valid() or form.errors
    assert CodigoForm({"codigo": codigo}).is_valid() in (True, False)
