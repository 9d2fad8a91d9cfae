"""Mixes the voice that reads a captcha with the voices in the background. Pure: no Django, no program."""

import math
from array import array
from collections.abc import Sequence
from itertools import chain, cycle, islice, repeat
from operator import add, mul
from random import Random
from typing import Final

RITMO: Final = 11025  # samples a second
# How much louder the reading voice is than all others together, in decibels: 7 more than each of them. The program of
# tests/helpers/plataforma/audio_solver.py solved 2 of 85 audios with 1, and 4 of 25 with 2. Nobody has tried yet how
# well people understand it: raise the value if they do not.
VENTAJA: Final = 1.0
CALLADO: Final = 0.01  # a sample under this is silence; the loudest possible is 1
SISEO: Final = 0.003  # noise in the pauses
VOLUMEN: Final = 0.1  # of a word, before the loudest sample of all is made 1
BLOQUE: Final = 4096  # samples of noise, used again and again
Sonido = Sequence[float]


def thin_out(samples: "array[int]", step: float) -> Sonido:
    """Return every so many-th sample, each a mean of two, between -1 and 1, without silence at both ends."""
    means = list(map(add, samples, samples[1:]))
    picked = _scale([means[int(number * step)] for number in range(int(len(means) / step))], 1 / 65536)
    loud = [place for place, sample in enumerate(picked) if sample > CALLADO]
    return picked[loud[0] : loud[-1]] if len(loud) > 1 else [0.0]


def mix(palabras: Sequence[Sonido], fondo: Sequence[Sonido], azar: Random) -> bytes:
    """Return the words one after the other, with random pauses and the background, as samples of 8 bits."""
    parts = [_make_pause(azar, 0.8, 1.6)]
    for palabra in palabras:
        parts += [_make_loud(palabra, VOLUMEN * _from_decibels(azar.uniform(-1.5, 1.5))), _make_pause(azar, 0.12, 0.55)]
    parts.append(_make_pause(azar, 0.5, 1.2))
    voice = list(chain.from_iterable(parts))
    tracks = [_repeat(_make_loud(track, _from_decibels(azar.uniform(-2, 2))), len(voice), azar) for track in fondo]
    noise = list(map(sum, zip(*tracks, strict=True)))
    level = VOLUMEN * _from_decibels(-VENTAJA) / (_measure(noise) or 1.0)
    hiss = cycle([azar.gauss(0, SISEO) for _ in range(BLOQUE)])
    mixed = list(map(add, map(add, voice, _scale(noise, level)), hiss))
    peak = 127 / max(map(abs, mixed))
    return bytes(map(round, map(add, _scale(mixed, peak), repeat(128.0))))


def _make_pause(azar: Random, shortest: float, longest: float) -> Sonido:
    return [0.0] * int(RITMO * azar.uniform(shortest, longest))


def _repeat(track: Sonido, length: int, azar: Random) -> Sonido:
    """Return so many samples of the track, repeated from a random place."""
    begin = azar.randrange(len(track))
    return list(islice(cycle([*track[begin:], *track[:begin]]), length))


def _make_loud(sound: Sonido, loudness: float) -> Sonido:
    """Return the sound so loud that its samples that are not silent have this root mean square."""
    loud = [sample for sample in sound if sample > CALLADO or sample < -CALLADO]
    return _scale(sound, loudness / (_measure(loud) if loud else 1.0))


def _measure(sound: Sonido) -> float:
    return math.sqrt(sum(map(mul, sound, sound)) / len(sound))


def _scale(sound: Sequence[float], factor: float) -> Sonido:
    return list(map(mul, sound, repeat(factor)))


def _from_decibels(decibels: float) -> float:
    return float(10 ** (decibels / 20))
