"""From a clinic's opening hours to its shifts, and to a sentence. Pure. Source: docs/reglas.md, «Clinics».

The hours are minutes from midnight; what ends the next day counts on, up to 48 hours.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

DIAS: Final = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_ENTRE_SEMANA: Final = frozenset(range(5))
DIA: Final = 24 * 60
_HOLGURA: Final = 5  # registers write 23:59, 23:55 and 00:01 for midnight
_TARDE, _NOCHE = 14 * 60, 20 * 60
_MINIMO: Final = 4 * 60  # a shorter rest belongs to the shift beside it: 8–15:30 is one shift


class Tramo(NamedTuple):
    """Hours at which a clinic is open on some days (0 is Monday)."""

    dias: frozenset[int]
    desde: int
    hasta: int

    @property
    def is_todo_el_dia(self) -> bool:
        """Tell whether it is open day and night."""
        return self.hasta - self.desde >= DIA


class Jornada(NamedTuple):
    """A shift as the hours suggest it."""

    nombre: str
    desde: dt.time
    hasta: dt.time


USUALES: Final = (
    Jornada("matutino", dt.time(8), dt.time(14)),
    Jornada("vespertino", dt.time(14), dt.time(20)),
)


def make_tramo(*, dias: Iterable[int], desde: int, hasta: int) -> Tramo:
    """Return the hours with midnight put right: 23:59 is the day's end; what ends before it begins ends tomorrow."""
    desde = 0 if desde <= _HOLGURA or desde >= DIA - _HOLGURA else desde
    hasta = DIA if hasta <= _HOLGURA or hasta >= DIA - _HOLGURA else hasta
    return Tramo(frozenset(dias), desde, hasta if hasta > desde else hasta + DIA)


def derive_jornadas(tramos: Sequence[Tramo]) -> tuple[Jornada, ...]:
    """Return the shifts of a clinic that is open at these hours.

    The hours of Monday to Friday count (those of other days where there are none) and are cut at 14:00 and 20:00. A
    piece under four hours joins the one beside it. Open day and night is the emergency room's schedule: family
    medicine then works its usual two shifts, as where no hours are known. Staff adds what no register says.
    """
    contados = [tramo for tramo in tramos if tramo.dias & _ENTRE_SEMANA] or tramos
    if not contados or any(tramo.is_todo_el_dia for tramo in contados):
        return USUALES
    jornadas: dict[str, tuple[int, int]] = {}
    for tramo in contados:
        for nombre, desde, hasta in _cut(tramo):
            antes = jornadas.get(nombre, (desde, hasta))
            jornadas[nombre] = (min(antes[0], desde), max(antes[1], hasta))
    ordered = sorted(jornadas.items(), key=lambda pair: pair[1])
    return tuple(Jornada(nombre, _to_time(desde), _to_time(hasta)) for nombre, (desde, hasta) in ordered)


def _cut(tramo: Tramo) -> list[tuple[str, int, int]]:
    limites = (("matutino", 0, _TARDE), ("vespertino", _TARDE, _NOCHE), ("nocturno", _NOCHE, 2 * DIA))
    piezas = [(nombre, max(tramo.desde, a), min(tramo.hasta, b)) for nombre, a, b in limites]
    piezas = [pieza for pieza in piezas if pieza[1] < pieza[2]]
    if len(piezas) > 1 and _is_corta(piezas[-1]):
        *piezas, (_, _, hasta) = piezas
        piezas[-1] = (*piezas[-1][:2], hasta)
    if len(piezas) > 1 and _is_corta(piezas[0]):
        (_, desde, _), *piezas = piezas
        piezas[0] = (piezas[0][0], desde, piezas[0][2])
    return piezas


def _is_corta(pieza: tuple[str, int, int]) -> bool:
    return pieza[2] - pieza[1] < _MINIMO


def _to_time(minutos: int) -> dt.time:
    return dt.time(minutos // 60 % 24, minutos % 60)


def describe_horario(tramos: Iterable[Tramo]) -> str:
    """Return the hours as people say them: «lunes a viernes de 8:00 a 20:00; sábado y domingo las 24 horas»."""
    horas: dict[str, set[int]] = {}
    for tramo in tramos:
        text = "las 24 horas" if tramo.is_todo_el_dia else f"de {_say(tramo.desde)} a {_say(tramo.hasta)}"
        horas.setdefault(text, set()).update(tramo.dias)
    ordered = sorted((sorted(dias), text) for text, dias in horas.items() if dias)
    return "; ".join(f"{_describe_dias(dias)} {text}" for dias, text in ordered)


def _say(minutos: int) -> str:
    return f"{minutos // 60 % 24}:{minutos % 60:02}"


def _describe_dias(dias: Sequence[int]) -> str:
    if len(dias) == len(DIAS):
        return "todos los días"
    if len(dias) > 2 and dias[-1] - dias[0] == len(dias) - 1:
        return f"{DIAS[dias[0]]} a {DIAS[dias[-1]]}"
    *otros, ultimo = (DIAS[dia] for dia in dias)
    return f"{', '.join(otros)} y {ultimo}" if otros else ultimo
