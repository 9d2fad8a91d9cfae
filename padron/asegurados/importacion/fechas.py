"""Dates as rosters write them. If a date can be read in two ways, the rest of the file decides, or nobody does."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

DIA_PRIMERO: Final = "dma"  # 17/08/2026
MES_PRIMERO: Final = "mda"  # 08/17/2026
SIN_ORDEN: Final = ""  # the file has both
_ANIO_PRIMERO: Final = "amd"

_HORA: Final = re.compile(r"[ t]+\d{1,2}:\d{2}.*$")
_NUMEROS: Final = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})")
_JUNTA: Final = re.compile(r"\d{8}")
_SERIE: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_CON_MES: Final = re.compile(r"(\d{1,2})[-/. ]*(?:de )?([a-zñ]{3,10})\.?[-/. ]*(?:del? )?(\d{4}|\d{2})")
_MESES: Final = {
    **{name: n for n, name in enumerate("ene feb mar abr may jun jul ago sep oct nov dic".split(), start=1)},  # noqa: SIM905
    "jan": 1,
    "apr": 4,
    "aug": 8,
    "set": 9,
    "dec": 12,
}
_CERO_DE_EXCEL: Final = dt.date(1899, 12, 30)
_SERIES: Final = range(20_000, 60_000)  # from 1954 to 2064
_ANIOS: Final = range(1900, 2101)


class Lectura(dict[str, dt.date]):
    """The dates that a text may mean, by the order of day, month and year that it takes to read it so."""

    is_serie = False  # the text is a serial number of Excel
    is_corta = False  # the year has two digits

    @property
    def unica(self) -> dt.date | None:
        """Return the date if the text means one date only."""
        fechas = set(self.values())
        return fechas.pop() if len(fechas) == 1 else None

    def choose(self, orden: str) -> dt.date | None:
        """Return the date if the text means one date only, or else the date in the order of the file, or None."""
        if self.unica or (len(self) > 1 and _ANIO_PRIMERO in self):
            return self.unica
        return self.get(orden)


@lru_cache(maxsize=16_384)  # a roster repeats few dates many times
def parse(text: str) -> Lectura:
    """Return all that the text may mean; nothing if it is no date."""
    text = _HORA.sub("", text.strip().lower()) if text.isascii() else ""
    if match := _NUMEROS.fullmatch(text):
        return _parse_numeros(match)
    if _JUNTA.fullmatch(text):
        partes = {_ANIO_PRIMERO: (text[:4], text[4:6], text[6:]), DIA_PRIMERO: (text[4:], text[2:4], text[:2])}
        return _collect(partes)
    if match := _SERIE.fullmatch(text):
        return _parse_serie(int(match[1]))
    if (match := _CON_MES.fullmatch(text)) and (mes := _MESES.get(match[2][:3])):
        return _collect({DIA_PRIMERO: (match[3], str(mes), match[1])})
    return Lectura()


def _parse_numeros(match: re.Match[str]) -> Lectura:
    uno, signo, dos, tres = match.groups()
    if len(uno) > 2:
        return _collect({_ANIO_PRIMERO: (uno, dos, tres)}) if len(uno) == 4 and len(tres) <= 2 else Lectura()
    if len(tres) == 4:
        return _collect({DIA_PRIMERO: (tres, dos, uno), MES_PRIMERO: (tres, uno, dos)})
    if len(tres) != 2:
        return Lectura()
    partes = {DIA_PRIMERO: (tres, dos, uno), MES_PRIMERO: (tres, uno, dos)}
    if signo == "-":  # the year may also come first: 26-08-10
        partes[_ANIO_PRIMERO] = (uno, dos, tres)
    return _collect(partes)


def _parse_serie(numero: int) -> Lectura:
    lectura = Lectura()
    if numero in _SERIES:
        lectura[DIA_PRIMERO] = _CERO_DE_EXCEL + dt.timedelta(days=numero)
        lectura.is_serie = True
    return lectura


def _collect(partes: dict[str, tuple[str, str, str]]) -> Lectura:
    """Return the dates that exist, by order. `partes` are year, month and day."""
    lectura = Lectura()
    for orden, (anio, mes, dia) in partes.items():
        lectura.is_corta = lectura.is_corta or len(anio) == 2
        try:
            fecha = dt.date(int(anio) + (2000 if len(anio) == 2 else 0), int(mes), int(dia))
        except ValueError:
            continue
        if fecha.year in _ANIOS:
            lectura[orden] = fecha
    return lectura


def list_ordenes(text: str, aammdd: str) -> list[str]:
    """Return the order of day and month in which a birth date is the one of the CURP, if only one order gives it."""
    ordenes = [orden for orden, fecha in parse(text).items() if f"{fecha:%y%m%d}" == aammdd]
    return ordenes if len(ordenes) == 1 and ordenes[0] in (DIA_PRIMERO, MES_PRIMERO) else []
