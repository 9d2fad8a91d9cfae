"""Rows of a file that takes long to read, kept compressed in memory so that they can be read again."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from typing import Final

from plataforma.archivos.delimitados import Renglon

_NIVEL: Final = 1  # rows of text shrink to a fifth even so, and much faster than with more


class Copia:
    """A compressed copy of rows. A row of a roster takes about 50 bytes, and nothing is written to the disk."""

    def __init__(self, renglones: Iterable[Renglon]) -> None:
        self._data = io.BytesIO()
        with (
            gzip.GzipFile(fileobj=self._data, mode="wb", compresslevel=_NIVEL) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
        ):
            csv.writer(text).writerows([linea, *celdas] for linea, celdas, _ in renglones)

    def __iter__(self) -> Iterator[Renglon]:
        source = io.BytesIO(self._data.getvalue())
        with gzip.GzipFile(fileobj=source) as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
            for linea, *celdas in csv.reader(text):
                yield Renglon(int(linea), celdas)
