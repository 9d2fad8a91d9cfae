import io
import logging
import random
import wave
from collections.abc import Iterator

import pytest

from plataforma.captcha import ruido, voz
from plataforma.captcha.letras import LARGO
from plataforma.captcha.voz import SinVoz, find_programa, speak


@pytest.fixture(autouse=True)
def _look_again() -> Iterator[None]:
    find_programa.cache_clear()
    speak.cache_clear()
    yield
    find_programa.cache_clear()
    speak.cache_clear()


def measure_seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 1)
        return sound.getnframes() / sound.getframerate()


def test_T8_speak_returns_a_small_wav_file_that_is_never_silent() -> None:
    spoken = speak("AbQqh", semilla="1")
    assert 8 < measure_seconds(spoken) < 25
    assert len(spoken) < 280_000
    tenths = [spoken[start : start + ruido.RITMO // 10] for start in range(44, len(spoken) - 2000, ruido.RITMO // 10)]
    loud = [max(tenth) - min(tenth) > 8 for tenth in tenths]
    assert sum(loud) > 0.97 * len(loud), "a program cannot cut the words at pauses"


@pytest.mark.parametrize("letra", ["A", "h", "q"])
def test_T8_the_audio_of_any_five_letters_takes_less_than_25_seconds(letra: str) -> None:
    assert measure_seconds(speak(letra * LARGO, semilla=letra)) < 25


def test_T8_the_same_seed_gives_the_same_audio_and_another_seed_gives_another() -> None:
    """Otherwise a program could ask again and again, and remove the noise by the mean of all audios."""
    first = speak("AbQqh", semilla="1")
    speak.cache_clear()
    assert speak("AbQqh", semilla="1") == first
    assert len({speak("AbQqh", semilla=str(n)) for n in range(4)}) == 4


def test_T21_an_audio_is_made_once_for_all_its_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    first = speak("AbQqh", semilla="1")
    monkeypatch.setattr(voz, "_say", lambda *args: pytest.fail("espeak-ng runs again"))
    assert speak("AbQqh", semilla="1") is first


def test_T8_the_letters_are_louder_than_the_background() -> None:
    """People must understand them: the reading voice has VENTAJA decibels more than all other voices together."""
    azar = random.Random(1)  # noqa: S311
    palabra, fondo = [0.5, -0.5] * 5000, [0.3, -0.3, 0.3] * 3000
    mixed = ruido.mix([palabra], [fondo], azar)
    loud = [abs(sample - 128) for sample in mixed]
    quiet = sorted(loud)[len(loud) // 4]
    assert 2.0 < max(loud) / quiet < 4.0
    assert max(loud) in (127, 128)


@pytest.mark.parametrize("programa", ["no-such-program", "false", "true"])
def test_T8_speak_raises_sinvoz_if_espeak_is_not_installed_or_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, programa: str
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(voz, "PROGRAMA", programa)
    with pytest.raises(SinVoz):
        speak("AbQqh", semilla="1")
