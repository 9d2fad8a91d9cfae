import io
import logging
import wave
from collections.abc import Iterator

import pytest

from plataforma.captcha import voz
from plataforma.captcha.letras import ALFABETO, LARGO, spell
from plataforma.captcha.voz import SinVoz, find_programa, speak


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    find_programa.cache_clear()
    yield
    find_programa.cache_clear()


def test_T8_speak_returns_a_small_wav_file_that_is_not_silent() -> None:
    spoken = speak(spell("AbQqh"))
    with wave.open(io.BytesIO(spoken)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        assert sound.getnchannels() == 1
    assert 5 < seconds < 20
    assert len(spoken) < 220_000
    assert len(set(spoken)) > 50, "not silence"


@pytest.mark.parametrize("letra", ALFABETO)
def test_T8_the_audio_of_any_five_letters_takes_less_than_twenty_seconds(letra: str) -> None:
    with wave.open(io.BytesIO(speak(spell(letra * LARGO)))) as sound:
        assert sound.getnframes() / sound.getframerate() < 20


def test_T8_the_audio_of_five_letters_is_more_than_twice_as_long_as_the_audio_of_two() -> None:
    assert len(speak(spell("AbQqh"))) > 2 * len(speak(spell("Ab")))


@pytest.mark.parametrize("programa", ["no-such-program", "false", "true"])
def test_T8_speak_raises_sinvoz_if_espeak_is_not_installed_or_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, programa: str
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(voz, "PROGRAMA", programa)
    with pytest.raises(SinVoz):
        speak("a mayúscula.")


def test_T8_speak_does_not_execute_shell_commands_in_the_text(tmp_path: object) -> None:
    hostile = f"a; touch {tmp_path}/x $(touch {tmp_path}/y)"
    assert speak(hostile)
    assert list(tmp_path.iterdir()) == []  # type: ignore[attr-defined]
