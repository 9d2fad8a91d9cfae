"""What an answer is worth: in which browser, how often, how long."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from captcha.models import CaptchaStore
from hypothesis import given
from hypothesis import strategies as st

from plataforma.captcha.forms import DE_NUEVO
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_row
from tests.plataforma.captcha.ayudas import PreguntaForm, answer, look

NO = ["Las letras no coinciden. Escribe o escucha las nuevas"]
Reopen = Callable[[Navegador], Navegador]
db = pytest.mark.django_db


@db
def test_T8_the_letters_of_ones_own_image_are_right_once(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    form = answer(reopen(navegador), f" {letras[:2]} {letras[2:]} ")
    assert form.is_valid(), form.errors
    assert form.use_captcha()
    again = answer(reopen(navegador), letras)
    assert again.errors == {"captcha": NO}
    assert not CaptchaStore.objects.exists()


@db
def test_T8_the_answer_of_another_session_is_refused(reopen: Reopen) -> None:
    mine, other = Navegador(), Navegador()
    letras = look(other)
    look(mine)
    assert answer(reopen(mine), letras).errors == {"captcha": NO}
    assert answer(Navegador(), letras).errors == {"captcha": NO}
    assert answer(reopen(other), letras).is_valid()


@db
@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase])
@pytest.mark.usefixtures("letras_fijas")
def test_T8_case_counts(change: Callable[[str], str]) -> None:
    navegador = Navegador()
    assert answer(navegador, change(look(navegador))).errors == {"captcha": NO}


@db
def test_T8_after_half_an_hour_the_letters_are_worth_nothing(reopen: Reopen) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False) as clock:
        navegador = Navegador()
        letras = look(navegador, seconds=0)
        clock.shift(29 * 60)
        assert answer(reopen(navegador), letras).is_valid()
        clock.shift(61)
        assert answer(navegador, letras).errors == {"captcha": NO}
        navegador = Navegador()
        look(navegador)
        assert CaptchaStore.objects.count() == 1, "the expired ones go when new ones come"


@db
def test_T8_letters_that_expire_while_the_form_is_read_are_not_used() -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False) as clock:
        navegador = Navegador()
        form = answer(navegador, look(navegador))
        assert form.is_valid()
        clock.shift(31 * 60)
        assert not form.use_captcha()
        assert form.errors == {"captcha": NO}


@db
def test_T8_nobody_guesses_twice(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    assert answer(reopen(navegador), "aaaaa").errors == {"captcha": NO}
    assert answer(reopen(navegador), letras).errors == {"captcha": NO}, "not even with the cookie from before"


@db
def test_T8_nothing_typed_is_no_guess(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    assert answer(reopen(navegador), " ").errors == {"captcha": ["Escribe las letras de la imagen o del audio"]}
    assert answer(reopen(navegador), letras).is_valid()


@db
def test_T8_five_tabs_may_be_open(reopen: Reopen) -> None:
    navegador = Navegador()
    shown = [look(navegador) for _ in range(6)]
    assert answer(reopen(navegador), shown[1]).is_valid()
    assert answer(reopen(navegador), shown[5]).is_valid()
    assert answer(reopen(navegador), shown[0]).errors == {"captcha": NO}


@db
def test_T8_a_good_answer_stays_while_another_field_is_corrected(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    (key,) = navegador.keys
    page = reopen(navegador)
    form = answer(page, letras, nombre="")
    html = str(form)
    assert list(form.errors) == ["nombre"]
    assert f'value="{letras}"' in html
    assert f"/captcha/imagen/{key}/" in html
    corrected = answer(reopen(page), letras)
    assert corrected.is_valid()
    assert corrected.use_captcha()


@db
def test_T8_a_bad_answer_goes_and_another_image_comes(reopen: Reopen) -> None:
    navegador = Navegador()
    look(navegador)
    (key,) = navegador.keys
    html = str(answer(reopen(navegador), "aaaaa"))
    assert "aaaaa" not in html
    assert f"/captcha/imagen/{key}/" not in html
    assert "/captcha/imagen/" in html


@db
def test_T8_an_old_cookie_does_not_revive_an_answer(reopen: Reopen) -> None:
    """The key is asked for again after its letters were used: it gets new ones, and the old answer is worth nothing."""
    navegador = Navegador()
    letras = look(navegador)
    (key,) = navegador.keys
    form, late = answer(reopen(navegador), letras), answer(reopen(navegador), letras)
    assert form.is_valid()
    assert late.is_valid()
    assert form.use_captcha()
    assert get_row(key).challenge.strip() != letras
    assert not late.use_captcha()
    assert answer(reopen(navegador), letras).errors == {"captcha": NO}


@db
def test_T8_a_filled_trap_is_answered_kindly_and_comes_back_empty() -> None:
    navegador = Navegador()
    form = answer(navegador, look(navegador), comentario="https://example.com")
    assert form.errors == {"__all__": [DE_NUEVO]}
    assert "https://example.com" not in str(form)


@db
@pytest.mark.parametrize(("seconds", "errors"), [(0.5, {"__all__": [DE_NUEVO]}), (2.5, {})])
def test_T8_nobody_types_in_less_than_two_seconds(seconds: float, errors: dict[str, Any]) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        navegador = Navegador()
        letras = look(navegador, seconds=seconds)
        assert answer(navegador, letras).errors == errors


@db
def test_T8_who_was_too_fast_presses_again(reopen: Reopen) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False) as clock:
        navegador = Navegador()
        letras = look(navegador, seconds=1)
        fast = reopen(navegador)
        assert f'value="{letras}"' in str(answer(fast, letras))
        clock.shift(2)
        assert answer(reopen(fast), letras).is_valid()


@db
@given(typed=st.text())
def test_T8_no_text_makes_it_fail(typed: str) -> None:
    navegador = Navegador()
    look(navegador)
    assert "captcha" in PreguntaForm({"captcha": typed}, navegador=navegador).errors


@db
def test_T8_the_test_answer_works_only_in_the_test_mode(settings: Any) -> None:
    assert answer(Navegador(), "PRUEBA").errors == {"captcha": NO}
    settings.CAPTCHA_PRUEBA = True
    form = answer(Navegador(), "PRUEBA")
    assert form.is_valid()
    assert form.use_captcha()
    assert answer(Navegador(), "prueba").errors == {"captcha": NO}
