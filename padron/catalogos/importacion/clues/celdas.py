"""From the text of one cell to its value. What the register does not know is empty, never guessed."""

import re
from typing import Final

from padron.catalogos.estados import ESTADOS, NOMBRES_LARGOS
from padron.catalogos.rules import Punto, get_orden, is_en_mexico

_CP_DESCONOCIDO: Final = "99999"
_DOS_DIGITOS: Final = ("33", "55", "56", "81")  # area codes of Guadalajara, México and Monterrey; elsewhere three
_SIGLAS: Final = re.compile(
    r"CFE|HGO|HGR|HGRMF|HGSMF|HGZ|HGZMF|IMSS|ISSSTE|PEMEX|UMAA|UMF|UMFH|UMM|UMR|UMRM|[IVX]{2,}", re.ASCII
)
_MINUSCULAS: Final = frozenset(
    {"a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "y"}
)
_ESTADOS: Final = {get_orden(nombre): clave for nombre, clave in NOMBRES_LARGOS.items()}
_VACIOS: Final = frozenset({"", "ninguno", "no aplica", "no disponible", "no especificado", "s n", "sin dato"})


def read_cp(text: str) -> str:
    """Return the postal code, or "" for one that is unknown. A spreadsheet drops the zeros at its beginning."""
    cp = text.zfill(5)
    is_cp = len(cp) == 5 and cp.isascii() and cp.isdigit() and cp not in (_CP_DESCONOCIDO, "00000")
    return cp if is_cp else ""


def read_telefono(text: str, extension: str) -> str:
    """Return the number as it is dialled, «951 513 1217 ext. 61400», or "" for one that is unknown or none."""
    digits = "".join(char for char in text if char in "0123456789")
    if len(digits) != 10 or digits == "0" * 10:
        return ""
    lada = 2 if digits.startswith(_DOS_DIGITOS) else 3
    numero = f"{digits[:lada]} {digits[lada:-4]} {digits[-4:]}"
    return f"{numero} ext. {extension}" if extension.isdigit() and len(extension) <= 6 and int(extension) else numero


def read_punto(latitud: str, longitud: str) -> Punto | None:
    """Return the place, or None where it is not said or cannot be in Mexico."""
    try:
        punto = Punto(round(float(latitud), 6), round(float(longitud), 6))
    except ValueError:
        return None
    return punto if is_en_mexico(punto) else None


def read_estado(text: str) -> str | None:
    """Return the state's two digits, by any name that registers give it."""
    return _ESTADOS.get(get_orden(text))


def read_numero(nombre: str) -> int | None:
    """Return the number of «UMF 1 OAXACA» or «… NO. 20»: the first in the name."""
    found = re.search(r"\b\d{1,4}\b", nombre, re.ASCII)
    return int(found[0]) if found else None


def get_ooad(estado: str) -> str:
    """Return the OOAD of the state, which has its name; "" for the three states that two of them share."""
    return "" if estado in ("09", "15", "30") else ESTADOS[estado]


def read_consultorios(text: str) -> int:
    """Return how many consulting rooms of family medicine there are: one where the file does not say."""
    return min(int(text), 99) if text.isascii() and text.isdigit() and int(text) else 1


def make_direccion(*, tipo: str, vialidad: str, exterior: str, interior: str) -> str:
    """Return street and number: «Calle Jacobo Dalevuelta, sin número»."""
    calle = _write(" ".join(part for part in (tipo, vialidad) if not _is_vacio(part)))
    if vialidad.endswith(f" {exterior}"):
        numero = ""  # some write it in both columns
    elif get_orden(exterior) in ("sin numero", "s n") or _is_vacio(exterior):
        numero = ", sin número" if calle else ""
    else:
        numero = f" {_write(exterior)}"
    dentro = "" if _is_vacio(interior) or get_orden(interior) == "sin numero" else f", interior {_write(interior)}"
    return f"{calle}{numero}{dentro}".strip()


def make_colonia(*, tipo: str, nombre: str) -> str:
    """Return the colonia, with what it is where it is something else: «Barrio La Soledad»."""
    if _is_vacio(nombre):
        return ""
    is_otra = not _is_vacio(tipo) and get_orden(tipo) != "colonia"
    return f"{_write(tipo)} {_write(nombre)}" if is_otra else _write(nombre)


def write_nombre(text: str) -> str:
    """Return a name that is all capitals as it is written: «UMF 1 Oaxaca», «San Juan del Río»."""
    return _write(text)


def _is_vacio(text: str) -> bool:
    return get_orden(text) in _VACIOS


def _write(text: str) -> str:
    if text != text.upper():
        return text
    words = text.split()
    return " ".join(_write_palabra(word, is_first=n == 0) for n, word in enumerate(words))


def _write_palabra(word: str, *, is_first: bool) -> str:
    if any(char.isdigit() for char in word) or "." in word[:-1]:
        return word
    if all(_SIGLAS.fullmatch(part) for part in re.split(r"[/-]", word)):
        return word
    low = word.lower()
    return low if low in _MINUSCULAS and not is_first else "-".join(part.capitalize() for part in low.split("-"))
