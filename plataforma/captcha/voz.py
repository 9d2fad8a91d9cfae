"""Reads the letters of a captcha aloud, for people who cannot see them.

It uses the program espeak-ng, and no network.
"""

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
ARGUMENTOS: Final = ("-v", "es-419", "-s", "115", "-g", "12", "--stdout")  # slow, with a pause between the words
PACIENCIA: Final = 10  # seconds; normally espeak-ng needs 0.1


class SinVoz(Exception):
    """espeak-ng is not installed or does not work."""


@cache
def find_programa() -> str | None:
    """Return the path of espeak-ng, or None if it is not installed. Without espeak-ng, the page offers no audio."""
    return shutil.which(PROGRAMA)


def speak(text: str) -> bytes:
    """Return a WAV file in which the text is spoken in Spanish. Raises SinVoz."""
    programa = find_programa()
    if programa is None:
        raise SinVoz
    try:
        # This is safe: no shell is used, and `text` contains only the words of `letras.spell`.
        done = subprocess.run([programa, *ARGUMENTOS, text], check=True, capture_output=True, timeout=PACIENCIA)  # noqa: S603
        return _shrink(done.stdout)
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
        logger.warning("espeak-ng does not work: %s", type(error).__name__)
        raise SinVoz from None


def _shrink(spoken: bytes) -> bytes:
    """Make the WAV file four times smaller: half the sample rate, and 8 bits instead of 16. The speech is still clear.

    The new header also has the right length, which the header of espeak-ng does not have.
    """
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
