"""Which spellings of a cycle are the same cycle."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from padron.asegurados.importacion.columnas import simplify

_PARTES: Final = re.compile(r"\d+|[a-z]+")
_SIN_PESO: Final = frozenset({"ciclo", "periodo", "escolar", "de", "del", "a", "al", "semestre"})
_MESES: Final = frozenset("ene feb mar abr may jun jul ago sep oct nov dic".split())  # noqa: SIM905
_ANIO_CON_LETRAS: Final = re.compile(r"(?<![a-z])2[0o]\d[\do](?![\do])|(?<![a-z])2[0o][\do]\d(?![\do])")
_RARO: Final = 0.02
_POCAS: Final = 20


def make_clave(ciclo: str) -> tuple[str, ...]:
    """Return what all spellings of a cycle share: «2026-B», «2026 b», «26B», «B/2026» and «CICLO 2O26B»."""
    text = _ANIO_CON_LETRAS.sub(lambda match: match[0].replace("o", "0"), simplify(ciclo))
    partes = [_shorten(part) for part in _PARTES.findall(text)]
    partes = [part for part in partes if part not in _SIN_PESO or len(partes) <= 2] or partes
    numeros = [part for part in partes if part.isdigit()]
    return (*_complete(numeros), *(part for part in partes if not part.isdigit()))


def unify(vistos: Mapping[str, int], guardados: Iterable[str]) -> dict[str, str]:
    """Return, for each other spelling in the file, the spelling that is stored.

    A spelling on record wins, then the one of most rows. `guardados` are the cycles on record, preferred first.
    """
    elegidos: dict[tuple[str, ...], str] = {}
    for ciclo in [*guardados, *sorted(vistos, key=lambda ciclo: (-vistos[ciclo], ciclo))]:
        elegidos.setdefault(make_clave(ciclo), ciclo)
    return {ciclo: elegido for ciclo in vistos if (elegido := elegidos[make_clave(ciclo)]) != ciclo}


def find_dudosos(vistos: Mapping[str, int], unidos: Mapping[str, str], guardados: Iterable[str]) -> dict[str, str]:
    """Return the cycles of few rows that are not on record, each with the cycle of most rows."""
    totales: dict[str, int] = {}
    for ciclo, total in vistos.items():
        totales[unidos.get(ciclo, ciclo)] = totales.get(unidos.get(ciclo, ciclo), 0) + total
    if not totales:
        return {}
    comun, conocidos = max(totales, key=totales.__getitem__), set(guardados)
    limite = min(_POCAS, _RARO * sum(totales.values()))
    return {ciclo: comun for ciclo, total in totales.items() if total <= limite and ciclo not in {comun, *conocidos}}


def _shorten(parte: str) -> str:
    return parte[:3] if parte[:3] in _MESES and len(parte) > 2 else parte


def _complete(numeros: list[str]) -> list[str]:
    """Write years in full: 26 is 2026, and 2026-27 is 2026-2027."""
    if numeros and len(numeros[0]) == 2 and not (len(numeros) == 1 and numeros[0] < "20"):
        numeros = [f"20{numeros[0]}", *numeros[1:]]
    if len(numeros) == 1 and len(numeros[0]) == 8:
        numeros = [numeros[0][:4], numeros[0][4:]]
    if len(numeros) == 1 and len(numeros[0]) in (5, 6) and numeros[0].startswith("20"):
        numeros = [numeros[0][:4], numeros[0][4:]]
    if (
        len(numeros) == 2
        and len(numeros[0]) == 4
        and len(numeros[1]) == 2
        and int(numeros[1]) == int(numeros[0][2:]) + 1
    ):
        numeros = [numeros[0], f"20{numeros[1]}"]
    anio = next((n for n in numeros if len(n) == 4), "")
    resto = [n.lstrip("0") or "0" for n in numeros if n is not anio]
    return [anio, *resto] if anio else resto
