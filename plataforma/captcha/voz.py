"""Reads the letters of a captcha aloud, for people who cannot see them.

It uses the program espeak-ng, and no network. A program could cut a plain reading at its pauses, and compare the pieces
with its own espeak-ng (60 of 60 were solved). So voice, speed, pitch and pauses are random, and four other voices speak
words of the same kind in the background. The student attends to the loudest voice (`ruido.py`).
"""

import io
import logging
import shutil
import subprocess
import wave
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from random import Random
from typing import Final

from plataforma.captcha.letras import CASOS, NOMBRES, spell
from plataforma.captcha.ruido import RITMO, Sonido, mix, thin_out

logger = logging.getLogger(__name__)
PROGRAMA: Final = "espeak-ng"
PACIENCIA: Final = 10  # seconds; normally espeak-ng needs 0.1
VOCES: Final = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5")
OTRAS: Final = 4  # voices in the background
FRASES: Final = 5  # letters that each of them reads, over and over
GUARDADOS: Final = 32  # audios of 180 KB that a process keeps: a browser asks for one in several parts


class SinVoz(Exception):
    """espeak-ng is not installed or does not work."""


@cache
def find_programa() -> str | None:
    """Return the path of espeak-ng, or None if it is not installed. Without espeak-ng, the page offers no audio."""
    return shutil.which(PROGRAMA)


@lru_cache(maxsize=GUARDADOS)
def speak(letras: str, *, semilla: str) -> bytes:
    """Return a WAV file in which the letters are spoken in Spanish. Raises SinVoz.

    The same `semilla`, which must be secret, gives the same audio: a program cannot ask again for another noise.
    """
    azar = Random(semilla)  # noqa: S311 (the seed is the secret)
    voz, *otras = azar.sample(VOCES, 1 + OTRAS)
    palabras = list(_read_slowly(spell(letras), voz, azar))
    fondo = [_read_fast(otra, azar) for otra in otras]
    return _make_wav(mix(palabras, fondo, azar))


def _read_slowly(palabras: list[str], voz: str, azar: Random) -> Iterator[Sonido]:
    velocidad, tono, timbre = azar.randint(105, 135), azar.randint(25, 75), azar.uniform(0.9, 1.1)
    for palabra in palabras:
        rapidez = round(velocidad * azar.uniform(0.92, 1.12))
        yield _say(palabra, voz, rapidez, tono + azar.randint(-12, 12), timbre * azar.uniform(0.97, 1.03))


def _read_fast(voz: str, azar: Random) -> Sonido:
    letras, casos = azar.choices(list(NOMBRES.values()), k=FRASES), azar.choices(CASOS, k=FRASES)
    text = " ".join(f"{letra} {caso}" for letra, caso in zip(letras, casos, strict=True))
    return _say(text, voz, azar.randint(130, 180), azar.randint(20, 80), azar.uniform(0.85, 1.15))


def _say(text: str, voz: str, velocidad: int, tono: int, timbre: float) -> Sonido:
    """Return the text as spoken at so many words a minute. A `timbre` above 1 makes the voice higher and faster."""
    programa = find_programa()
    if programa is None:
        raise SinVoz
    arguments = ("-v", f"es-419+{voz}", "-s", str(velocidad), "-p", str(tono), "--stdout", text)
    try:
        # This is safe: no shell is used, and `text` contains only words of `letras`.
        done = subprocess.run([programa, *arguments], check=True, capture_output=True, timeout=PACIENCIA)  # noqa: S603
        with wave.open(io.BytesIO(done.stdout)) as source:
            samples, rate = array("h", source.readframes(source.getnframes())), source.getframerate()
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
        logger.warning("espeak-ng does not work: %s", type(error).__name__)
        raise SinVoz from None
    return thin_out(samples, rate / RITMO * timbre)


def _make_wav(samples: bytes) -> bytes:
    output = io.BytesIO()
    with wave.open(output, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(1)
        target.setframerate(RITMO)
        target.writeframes(samples)
    return output.getvalue()
