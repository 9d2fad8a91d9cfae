"""Derived tokens and codes: the same again, and never the same for other parts."""

from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from plataforma.seguridad.derivacion import derive, derive_code, derive_token, is_same

PARTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4)


@given(PARTS, PARTS)
def test_the_same_if_and_only_if_the_parts_are(one: list[str], other: list[str]) -> None:
    assert (derive("liga", *one) == derive("liga", *other)) == (one == other)


@given(PARTS)
def test_a_purpose_is_not_another(parts: list[str]) -> None:
    assert derive("liga", *parts) != derive("codigo", *parts)


@given(PARTS)
def test_tokens_and_codes_have_their_form(parts: list[str]) -> None:
    token, code = derive_token("liga", *parts), derive_code("codigo", *parts)
    assert len(token) == 22
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(code) == 6
    assert code.isdecimal()


def test_another_installation_derives_another(settings: LazySettings) -> None:
    here = derive_token("liga", "1")
    settings.SECRET_KEY = "another"  # noqa: S105 (a test's)
    assert derive_token("liga", "1") != here


def test_comparison() -> None:
    assert is_same("ñandú", "ñandú")
    assert not is_same("123456", "123457")
    assert not is_same("", "123456")
