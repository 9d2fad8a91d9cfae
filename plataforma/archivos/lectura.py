"""What every reader of files from outside needs, whatever the format."""

import unicodedata
from pathlib import Path


class ArchivoIlegible(Exception):
    """The file as a whole is not what the importer expects. The message is a sentence for staff."""


def check_archivo(archivo: Path, *, max_bytes: int) -> None:
    """Raise ArchivoIlegible if there is no such file, or if the file is empty or too big."""
    if not archivo.is_file():
        raise ArchivoIlegible("Eso es una carpeta, no un archivo." if archivo.is_dir() else "No existe ese archivo.")
    if not 0 < (size := archivo.stat().st_size) <= max_bytes:
        raise ArchivoIlegible(f"El archivo pasa de {max_bytes // 2**20} MB." if size else "El archivo está vacío.")


def clean(cell: str) -> str:
    """Return a cell as it is stored: NFC, single spaces, no invisible format characters such as the soft hyphen."""
    if not cell.isascii():
        cell = "".join(char for char in unicodedata.normalize("NFC", cell) if unicodedata.category(char) != "Cf")
    return " ".join(cell.split())


def cite(text: str) -> str:
    """Return text of a file in a form that is safe to print: at most 30 characters, no terminal escape codes."""
    visible = "".join(char if char.isprintable() else "·" for char in text[:31])
    return visible if len(visible) <= 30 else visible[:30] + "…"
