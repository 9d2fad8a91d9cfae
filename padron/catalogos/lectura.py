"""What every reader of files that somebody else made needs, whatever their format."""

import unicodedata
from pathlib import Path


class ArchivoIlegible(Exception):
    """The file as a whole cannot be what it should be. Its message is the sentence for staff."""


def check_archivo(archivo: Path, *, max_bytes: int) -> None:
    """Raise ArchivoIlegible unless there is a file there, neither empty nor too big."""
    if not archivo.is_file():
        raise ArchivoIlegible("Eso es una carpeta, no un archivo." if archivo.is_dir() else "No existe ese archivo.")
    if not 0 < (size := archivo.stat().st_size) <= max_bytes:
        raise ArchivoIlegible(f"El archivo pasa de {max_bytes // 2**20} MB." if size else "El archivo está vacío.")


def clean(cell: str) -> str:
    """Return a cell as it is stored: NFC, single spaces, without the invisible characters that a copy drags along."""
    if not cell.isascii():
        cell = "".join(char for char in unicodedata.normalize("NFC", cell) if unicodedata.category(char) != "Cf")
    return " ".join(cell.split())


def cite(text: str) -> str:
    """Return what a file says in a form that is safe to print: short, and nothing that a terminal would obey."""
    visible = "".join(char if char.isprintable() else "·" for char in text[:31])
    return visible if len(visible) <= 30 else visible[:30] + "…"
