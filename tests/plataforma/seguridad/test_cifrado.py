"""Encrypted text: what comes back, what is equal, what another key or kind makes of it."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from plataforma.seguridad.cifrado import decrypt, encrypt

OTRA_CLAVE = base64.b64encode(bytes(range(64))).decode()
TEXTO = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
KIND = st.text(st.characters(codec="ascii"), max_size=20)


@given(TEXTO, KIND)
def test_comes_back_as_it_was(text: str, kind: str) -> None:
    assert decrypt(encrypt(text, kind=kind), kind=kind) == text


@given(TEXTO, TEXTO, KIND)
def test_equal_if_and_only_if_the_text_is(one: str, other: str, kind: str) -> None:
    assert (encrypt(one, kind=kind) == encrypt(other, kind=kind)) == (one == other)


@given(TEXTO, KIND, KIND)
def test_a_value_is_nothing_as_another_kind(text: str, kind: str, other: str) -> None:
    token = encrypt(text, kind=kind)
    if kind == other:
        return
    assert encrypt(text, kind=other) != token
    with pytest.raises(InvalidTag):
        decrypt(token, kind=other)


@given(st.text("ABCDEFGHJK0123456789", min_size=6, max_size=40))
def test_nothing_of_the_text_is_seen(text: str) -> None:
    token = encrypt(text, kind="curp")
    assert text not in token
    assert text.encode() not in base64.urlsafe_b64decode(token)


def test_another_key_opens_nothing(settings: LazySettings) -> None:
    token = encrypt("PEGL050909MJCRMSZ1", kind="curp")
    settings.CLAVE_CIFRADO = OTRA_CLAVE
    assert encrypt("PEGL050909MJCRMSZ1", kind="curp") != token
    with pytest.raises(InvalidTag):
        decrypt(token, kind="curp")


@given(TEXTO, st.data())
def test_a_changed_byte_is_noticed(text: str, data: st.DataObject) -> None:
    raw = bytearray(base64.urlsafe_b64decode(encrypt(text, kind="curp")))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(InvalidTag):
        decrypt(base64.urlsafe_b64encode(raw).decode(), kind="curp")
