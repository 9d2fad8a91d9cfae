"""The letters spoken, for whoever does not see them: espeak-ng, and no network."""

import io
import logging
import shutil
import subprocess
import wave
from array import array
from functools import cache
from typing import Final

logger = logging.getLogger(__name__)
PROGRAMA: Final = "espeak-ng"
ARGUMENTOS: Final = ("-v", "es-419", "-s", "115", "-g", "12", "--stdout")  # slowly, and a pause between the words
PACIENCIA: Final = 10  # seconds; it takes a tenth of one


class SinVoz(Exception):
    """This machine does not speak."""


@cache
def find_programa() -> str | None:
    """Return where espeak-ng is, or None: then the page offers no audio."""
    return shutil.which(PROGRAMA)


def speak(text: str) -> bytes:
    """Return the text spoken in Spanish as a WAV file. Raises SinVoz."""
    programa = find_programa()
    if programa is None:
        raise SinVoz
    try:
        # No shell, and `text` is made of our own words (letras.spell).
        done = subprocess.run([programa, *ARGUMENTOS, text], check=True, capture_output=True, timeout=PACIENCIA)  # noqa: S603
        return _shrink(done.stdout)
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
        logger.warning("espeak-ng does not work: %s", type(error).__name__)
        raise SinVoz from None


def _shrink(spoken: bytes) -> bytes:
    """Half the samples, half the bits: a quarter of the bytes, and still clear. Also puts the length right."""
    with wave.open(io.BytesIO(spoken)) as source:
        rate = source.getframerate()
        samples = array("h", source.readframes(source.getnframes()))
    pairs = zip(samples[::2], samples[1::2], strict=False)
    output = io.BytesIO()
    with wave.open(output, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(1)
        target.setframerate(rate // 2)
        target.writeframes(bytes((one + two >> 9) + 128 for one, two in pairs))
    return output.getvalue()
