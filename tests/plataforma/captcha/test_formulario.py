"""Tests of the captcha form: in which browser, how often and for how long an answer is accepted."""

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
from tests.helpers.plataforma.captcha import PreguntaForm, answer, look

NO = ["Las letras no coinciden. Escribe o escucha las nuevas"]
Reopen = Callable[[Navegador], Navegador]
db = pytest.mark.django_db


@db
def test_T8_the_letters_of_an_image_are_accepted_only_once(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    form = answer(reopen(navegador), f" {letras[:2]} {letras[2:]} ")
    assert form.is_valid(), form.errors
    assert form.use_captcha()
    again = answer(reopen(navegador), letras)
    assert again.errors == {"captcha": NO}
    assert not CaptchaStore.objects.exists()


@db
def test_T8_the_letters_of_an_image_shown_to_another_browser_are_rejected(reopen: Reopen) -> None:
    mine, other = Navegador(), Navegador()
    letras = look(other)
    look(mine)
    assert answer(reopen(mine), letras).errors == {"captcha": NO}
    assert answer(Navegador(), letras).errors == {"captcha": NO}
    assert answer(reopen(other), letras).is_valid()


@db
@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase])
@pytest.mark.usefixtures("letras_fijas")
def test_T8_letters_in_the_wrong_case_are_rejected(change: Callable[[str], str]) -> None:
    navegador = Navegador()
    assert answer(navegador, change(look(navegador))).errors == {"captcha": NO}


@db
def test_T8_letters_are_rejected_after_half_an_hour(reopen: Reopen) -> None:
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
def test_T8_letters_that_expire_between_is_valid_and_use_captcha_are_rejected() -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False) as clock:
        navegador = Navegador()
        form = answer(navegador, look(navegador))
        assert form.is_valid()
        clock.shift(31 * 60)
        assert not form.use_captcha()
        assert form.errors == {"captcha": NO}


@db
def test_T8_the_correct_letters_are_rejected_after_a_wrong_answer(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    assert answer(reopen(navegador), "aaaaa").errors == {"captcha": NO}
    assert answer(reopen(navegador), letras).errors == {"captcha": NO}, "not even with the cookie from before"


@db
def test_T8_the_correct_letters_are_accepted_after_an_empty_answer(reopen: Reopen) -> None:
    navegador = Navegador()
    letras = look(navegador)
    assert answer(reopen(navegador), " ").errors == {"captcha": ["Escribe las letras de la imagen o del audio"]}
    assert answer(reopen(navegador), letras).is_valid()


@db
def test_T8_the_letters_of_the_last_five_images_of_a_browser_are_accepted(reopen: Reopen) -> None:
    navegador = Navegador()
    shown = [look(navegador) for _ in range(6)]
    assert answer(reopen(navegador), shown[1]).is_valid()
    assert answer(reopen(navegador), shown[5]).is_valid()
    assert answer(reopen(navegador), shown[0]).errors == {"captcha": NO}


@db
def test_T8_a_correct_answer_stays_on_the_page_while_the_student_corrects_another_field(reopen: Reopen) -> None:
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
def test_T8_after_a_wrong_answer_the_page_shows_an_empty_box_and_another_image(reopen: Reopen) -> None:
    navegador = Navegador()
    look(navegador)
    (key,) = navegador.keys
    html = str(answer(reopen(navegador), "aaaaa"))
    assert "aaaaa" not in html
    assert f"/captcha/imagen/{key}/" not in html
    assert "/captcha/imagen/" in html


@db
def test_T8_used_letters_are_rejected_even_if_the_browser_sends_an_old_cookie(reopen: Reopen) -> None:
    """After the letters of a key are used, a request for this key creates new letters. The old letters are rejected."""
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
def test_T8_a_form_with_a_filled_trap_field_is_rejected_and_shown_with_the_trap_field_empty() -> None:
    navegador = Navegador()
    form = answer(navegador, look(navegador), comentario="https://example.com")
    assert form.errors == {"__all__": [DE_NUEVO]}
    assert "https://example.com" not in str(form)


@db
@pytest.mark.parametrize(("seconds", "errors"), [(0.5, {"__all__": [DE_NUEVO]}), (2.5, {})])
def test_T8_an_answer_less_than_two_seconds_after_the_image_is_rejected(seconds: float, errors: dict[str, Any]) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        navegador = Navegador()
        letras = look(navegador, seconds=seconds)
        assert answer(navegador, letras).errors == errors


@db
def test_T8_an_answer_rejected_as_too_fast_is_accepted_if_it_is_sent_again_later(reopen: Reopen) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False) as clock:
        navegador = Navegador()
        letras = look(navegador, seconds=1)
        fast = reopen(navegador)
        assert f'value="{letras}"' in str(answer(fast, letras))
        clock.shift(2)
        assert answer(reopen(fast), letras).is_valid()


@db
@given(typed=st.text())
def test_T8_any_wrong_text_in_the_captcha_field_gives_an_error_message_and_no_exception(typed: str) -> None:
    navegador = Navegador()
    look(navegador)
    assert "captcha" in PreguntaForm({"captcha": typed}, navegador=navegador).errors


@db
def test_T8_the_answer_prueba_is_accepted_only_if_the_setting_captcha_prueba_is_true(settings: Any) -> None:
    assert answer(Navegador(), "PRUEBA").errors == {"captcha": NO}
    settings.CAPTCHA_PRUEBA = True
    form = answer(Navegador(), "PRUEBA")
    assert form.is_valid()
    assert form.use_captcha()
    assert answer(Navegador(), "prueba").errors == {"captcha": NO}
