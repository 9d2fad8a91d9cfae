"""A program that reads the audio of captchas, used to test how well the noise protects the letters.

The program has the source of the portal and the same espeak-ng. It synthesises each word that the audio can contain,
with every voice that the portal uses, and looks for the sequence of five letters and cases that fits the sound best.
It does not depend on pauses: one search (connected word recognition, Viterbi) places all ten words at once, and skips
the sound between them. Two comparisons are tried. The plain one compares spectra. The masked one ignores energy that
the audio has and the word does not have, because noise only adds energy. The better fit of all voices wins.
"""

import io
import subprocess
import wave
from dataclasses import dataclass
from functools import cache

import numpy as np

from plataforma.captcha.letras import LARGO, NOMBRES

RITMO = 11025  # samples a second
VENTANA, PASO = 400, 330  # samples of a frame, and from one frame to the next
BANDAS = 24
HUECO = 0.6  # greatest cost of a frame between two words, as a share of the distance of a usual wrong frame
PARADO, SALTO = 0.5, 0.5  # cost of staying in a frame of the word, and of leaving one out, in decibels
SUELO, SOBRA = 40.0, 0.1  # decibels under the loudest that count; cost of energy that the word does not have
CASOS = {"mayúscula": str.upper, "minúscula": str.lower}
Sonido = np.ndarray


@dataclass(frozen=True)
class Palabra:
    """A word of the audio, as one voice speaks it: its meaning and its frames."""

    sentido: str
    cuadros: np.ndarray


def read_wav(content: bytes) -> Sonido:
    """Return the samples, between -1 and 1, at RITMO."""
    with wave.open(io.BytesIO(content)) as source:
        rate, width, frames = source.getframerate(), source.getsampwidth(), source.readframes(source.getnframes())
    if width == 1:
        samples = (np.frombuffer(frames, np.uint8).astype(float) - 128) / 128
    else:
        samples = np.frombuffer(frames, "<i2").astype(float) / 32768
    if rate == RITMO:
        return samples
    if rate == 2 * RITMO:
        return (samples[: len(samples) // 2 * 2 : 2] + samples[1::2][: len(samples) // 2]) / 2
    places = np.arange(0, len(samples) - 1, rate / RITMO)
    return np.interp(places, np.arange(len(samples)), samples)


Slot = tuple[tuple[Palabra, ...], ...]  # the words that can stand in one place, by voice
Paso = tuple[np.ndarray, np.ndarray]


@cache
def _make_filters() -> np.ndarray:
    """Return triangular filters, equally spaced on the mel scale from 100 to 5000 Hz."""
    mel = np.linspace(1127 * np.log1p(100 / 700), 1127 * np.log1p(5000 / 700), BANDAS + 2)
    corners = 700 * np.expm1(mel / 1127) * VENTANA / RITMO
    bins = np.arange(VENTANA // 2 + 1)
    rising = (bins - corners[:-2, None]) / np.diff(corners)[:-1, None]
    falling = (corners[2:, None] - bins) / np.diff(corners)[1:, None]
    return np.clip(np.minimum(rising, falling), 0, None)


def measure(sound: Sonido) -> np.ndarray:
    """Return the energy of each band in each frame, in decibels under the loudest."""
    frames = np.lib.stride_tricks.sliding_window_view(np.append(sound, np.zeros(VENTANA)), VENTANA)[::PASO]
    power = np.abs(np.fft.rfft(frames * np.hanning(VENTANA), axis=1)) ** 2
    level = 10 * np.log10(power @ _make_filters().T + 1e-7)
    return level - np.percentile(level, 99)


@cache
def list_palabras(voz: str, timbre: float) -> tuple[tuple[Palabra, ...], tuple[Palabra, ...]]:
    """Return the letters and the cases as this voice speaks them, played so many times faster."""
    letters = tuple(_make_palabra(letra, name, voz, timbre) for letra, name in NOMBRES.items())
    return letters, tuple(_make_palabra(caso, caso, voz, timbre) for caso in CASOS)


def _make_palabra(sentido: str, text: str, voz: str, timbre: float) -> Palabra:
    command = ["espeak-ng", "-v", voz, "-s", "130", "--stdout", text]
    spoken = read_wav(subprocess.run(command, check=True, capture_output=True).stdout)
    spoken = np.interp(np.arange(0, len(spoken) - 1, timbre), np.arange(len(spoken)), spoken)
    loud = np.flatnonzero(np.abs(spoken) > 0.02)
    return Palabra(sentido, measure(spoken[loud[0] : loud[-1]]))


def solve(wav: bytes, voces: tuple[str, ...], *, masked: bool = True, timbres: tuple[float, ...] = (1.0,)) -> str:
    """Return the five letters that the program hears."""
    heard = measure(read_wav(wav))
    bancos = [list_palabras(voz, timbre) for voz in voces for timbre in timbres]
    slots = tuple(zip(*bancos, strict=True)) * LARGO  # the words of each slot, by voice
    costs, back = _search(heard, slots, masked=masked)
    voice = int(costs.argmin())
    return _read_back(bancos[voice] * LARGO, [(one[voice], other[voice]) for one, other in back], len(heard))


def _compare(heard: np.ndarray, word: np.ndarray, *, masked: bool) -> np.ndarray:
    """Return the distance of each frame of the audio to each frame of the word."""
    if masked:
        lack = np.maximum(word[None] - heard[:, None], 0)
        spare = np.maximum(heard[:, None] - word[None], 0)
        return np.minimum(lack, SUELO).mean(axis=2) + SOBRA * np.minimum(spare, SUELO).mean(axis=2)
    one, other = np.maximum(heard, -SUELO), np.maximum(word, -SUELO)
    return np.sqrt(((one[:, None] - other[None]) ** 2).mean(axis=2))


def _search(heard: np.ndarray, slots: tuple[Slot, ...], *, masked: bool) -> tuple[np.ndarray, list[Paso]]:
    """Return for each voice the cost of the best way to place all words in the audio, and how it goes."""
    grids = {id(slot): _make_grid(heard, slot, masked=masked) for slot in slots[:2]}
    # A frame between two words costs what it differs from silence, but not more than a usual wrong frame.
    quiet = np.percentile(heard, 5, axis=0)[None]
    usual = float(np.median([np.median(grid[np.isfinite(grid)]) for grid in grids.values()]))
    silent = np.minimum(_compare(heard, quiet, masked=masked)[:, 0], HUECO * usual)
    gaps = np.append(0, np.cumsum(silent)).astype(np.float32)[None]
    cost, back = np.repeat(gaps, len(slots[0]), axis=0), []
    for slot in slots:
        ends, begins = _place(
            grids[id(slot)], np.array([[len(word.cuadros) for word in words] for words in slot]), cost
        )
        chosen = ends.argmin(axis=2)
        begin = np.take_along_axis(begins, chosen[..., None], axis=2)[..., 0]
        waited = ends.min(axis=2) - gaps  # after the word, a gap of any length
        running = np.minimum.accumulate(waited, axis=1)
        times = np.where(waited <= running, np.arange(gaps.shape[1]), 0)
        source = np.maximum.accumulate(times, axis=1)
        cost = running + gaps
        back.append((np.take_along_axis(chosen, source, axis=1), np.take_along_axis(begin, source, axis=1)))
    return cost[:, -1], back


def _make_grid(heard: np.ndarray, slot: Slot, *, masked: bool) -> np.ndarray:
    """Return the distances: frames of the audio x voices x words x frames of the longest word.

    They are infinite where a word has no frame.
    """
    longest = max(len(word.cuadros) for words in slot for word in words)
    grid = np.full((len(heard), len(slot), len(slot[0]), longest), np.inf, np.float32)
    for voice, words in enumerate(slot):
        for number, word in enumerate(words):
            grid[:, voice, number, : len(word.cuadros)] = _compare(heard, word.cuadros, masked=masked)
    return grid


def _place(grid: np.ndarray, lengths: np.ndarray, cost: np.ndarray) -> Paso:
    """Return, for each end in the audio and each word, the least cost and where the word then begins.

    A frame of the audio stays in the same frame of the word, or goes on by one or two.
    """
    frames, voices, words, states = grid.shape
    ends = np.full((voices, frames + 1, words), np.inf, np.float32)
    begins = np.zeros((voices, frames + 1, words), np.int32)
    now = np.full((voices, words, states + 2), np.inf, np.float32)  # two more states, for the steps by one and two
    start = np.zeros((voices, words, states + 2), np.int32)
    last = lengths[..., None] + 1
    for t in range(frames):
        now[..., 1], start[..., 1] = cost[:, t, None], t
        best, begin = now[..., 1:-1], start[..., 1:-1]
        for other, since, price in ((now[..., 2:], start[..., 2:], PARADO), (now[..., :-2], start[..., :-2], SALTO)):
            better = other + price < best
            best, begin = np.where(better, other + price, best), np.where(better, since, begin)
        now[..., 2:], start[..., 2:] = best + grid[t], begin
        ends[:, t + 1] = np.take_along_axis(now, last, axis=2)[..., 0]
        begins[:, t + 1] = np.take_along_axis(start, last, axis=2)[..., 0]
    return ends, begins


def _read_back(slots: tuple[tuple[Palabra, ...], ...], back: list[Paso], end: int) -> str:
    words: list[str] = []
    for slot, (chosen, begin) in reversed(list(zip(slots, back, strict=True))):
        words.append(slot[chosen[end]].sentido)
        end = int(begin[end])
    words.reverse()
    return "".join(CASOS[caso](letra) for letra, caso in zip(words[::2], words[1::2], strict=True))
