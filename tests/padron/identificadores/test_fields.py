"""Form fields: the sentences of docs/reglas.md, «Words», and no text that makes a page fail."""

import datetime as dt
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from padron.identificadores import curp
from padron.identificadores.fields import CURPField, IdentificadorField, NSSField
from tests.helpers.padron.vectors import BASE, INVALIDAS, NSS_VALIDOS, VALIDAS

MEGABYTE = 1_048_576


def messages_of(field: IdentificadorField, text: str | None) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages


@pytest.mark.parametrize("text", VALIDAS)
def test_curp_is_normalised(text: str) -> None:
    assert CURPField().clean(f" {text[:4].lower()}-{text[4:10]} {text[10:]}\n") == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Escribe tu CURP"),
        (None, "Escribe tu CURP"),
        (" -\u200b", "Escribe tu CURP"),
        ("PEGL 050909 MJCRMS", "Tu CURP debe tener 18 letras y números; escribiste 16"),
        (
            "PEGL050909MJCRMSZ1",
            "Revisa tu CURP: un carácter no coincide. Fíjate si confundiste la letra O con el número 0",
        ),
    ],
)
def test_curp_messages_of_the_specification(text: str | None, message: str) -> None:
    assert messages_of(CURPField(), text) == [message]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("PEÑL050909MJCRMSZ1", "Revisa el carácter 3 de tu CURP"),
        ("PEGL051309MJCRMSZ4", "Revisa los caracteres 5 a 10 de tu CURP"),
        ("PEGL050909MXXRMSZ3", "Revisa los caracteres 12 y 13 de tu CURP"),
        ("PEGL560909MJCRMSA9", "Revisa los caracteres 5, 6 y 17 de tu CURP"),
    ],
)
def test_curp_messages_say_where_to_look(text: str, start: str) -> None:
    (message,) = messages_of(CURPField(), text)
    assert message.startswith(start)


@pytest.mark.parametrize(("text", "code"), INVALIDAS)
def test_curp_errors_keep_their_code(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CURPField().clean(text)
    assert caught.value.code == code


def test_curp_today_is_the_date_of_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "PEGL251121MJCRMSZ"
    text += curp.check_digit(text)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2025, 11, 21))
    assert CURPField().clean(text) == text
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2025, 11, 20))
    assert "aún no llega" in messages_of(CURPField(), text)[0]


@pytest.mark.parametrize("text", NSS_VALIDOS)
def test_nss_is_normalised(text: str) -> None:
    assert NSSField().clean(f" {text[:2]} {text[2:4]}-{text[4:]} ") == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Escribe tu NSS"),
        ("0423050001", "Tu NSS debe tener 11 números; escribiste 10"),
        ("0423O500011", "Tu NSS lleva solo números. Fíjate si escribiste la letra O en lugar del número 0"),
        ("0" * 11, "Revisa tu NSS: los 11 números no pueden ser cero. Cópialo de tu tarjeta o de tu constancia"),
        ("04230500012", "Revisa tu NSS: un número no coincide. Compáralo con tu tarjeta o tu constancia"),
    ],
)
def test_nss_messages(text: str, message: str) -> None:
    assert messages_of(NSSField(), text) == [message]


@pytest.mark.parametrize("field", [CURPField(required=False), NSSField(required=False)], ids=["curp", "nss"])
def test_optional(field: IdentificadorField) -> None:
    assert field.clean("  ") == ""


def test_attributes() -> None:
    class GateForm(forms.Form):
        curp = CURPField()
        nss = NSSField()

    html = GateForm(use_required_attribute=False)
    assert 'autocomplete="off" autocapitalize="characters" spellcheck="false"' in str(html["curp"])
    assert 'autocomplete="off"' in str(html["nss"])
    assert 'inputmode="numeric"' in str(html["nss"])
    assert "maxlength" not in str(html["curp"]) + str(html["nss"])


@pytest.mark.parametrize("field", [CURPField(), NSSField()], ids=["curp", "nss"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\x00", id="NUL"),
        pytest.param(BASE[:-1] + "\x00", id="NUL in a CURP"),
        pytest.param("0423050001\x00", id="NUL in an NSS"),
        pytest.param("😀" * 18, id="emoji"),
        pytest.param("٠" * 11, id="Arabic digits"),
        pytest.param("\ud800" * 18, id="lone surrogates"),
        pytest.param("%s%(largo)s{}", id="format strings"),
        pytest.param("A" * MEGABYTE, id="megabyte of letters"),
        pytest.param("0" * MEGABYTE, id="megabyte of zeros"),
        pytest.param("\u0315\u0300" * (MEGABYTE // 4), id="megabyte of accents"),
        pytest.param("\ufdfa" * (MEGABYTE // 3), id="megabyte that NFKC makes 18 times as long"),
    ],
)
def test_hostile_text_gets_one_message(field: IdentificadorField, text: str) -> None:
    assert len(messages_of(field, text)) == 1


@settings(max_examples=60, deadline=None)
@given(st.text() | st.integers() | st.lists(st.text(), max_size=2))
def test_nothing_raises_anything_else(value: object) -> None:
    for field in (CURPField(required=False), NSSField(required=False)):
        try:
            field.clean(value)
        except ValidationError as error:
            assert len(error.messages) == 1  # noqa: PT017 - most examples do not raise


@pytest.mark.parametrize("kind", [CURPField, NSSField])
def test_words(kind: type[IdentificadorField]) -> None:
    """docs/reglas.md, «Words»: at most 20 words a sentence, no blame, no courtesy that says nothing."""
    for message in map(str, kind.default_error_messages.values()):
        assert not re.search(r"inválid|por favor|oops|error|incorrect|usted|\bsu\b", message, re.IGNORECASE)
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.;] ", message))
