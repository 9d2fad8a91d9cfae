"""From the text of one cell to its value. What cannot be read is left out with a warning, never guessed."""

import datetime as dt
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from padron.asegurados.importacion.columnas import simplify
from padron.asegurados.models import Inscripcion
from padron.asegurados.rules import is_nss, normalize_correo
from padron.identificadores import nss as nss_rules
from padron.identificadores.curp import DatosCurp

ESTATUS: Final = frozenset(Inscripcion.Estatus.values)
# What rosters write where there is no other cover; taken at its word, the student would lose theirs.
_SIN_COBERTURA: Final = frozenset({"", "-", "0", "no", "n/a", "na", "ninguna", "ninguno", "no_tiene", "sin_cobertura"})
_LARGOS_DE_FECHA: Final = ([4, 2, 2], [4, 1, 2], [4, 2, 1], [4, 1, 1])


def read_code(name: str, valores: Mapping[str, str], codes: Container[str], avisos: list[str]) -> str | None:
    """Return the datum where it is written as the CURP writes it; in other letters «M» could be either sex."""
    code = valores.get(name, "").upper()
    if code and code not in codes:
        avisos.append(f"{name} no está escrito como en la CURP; no se compara")
        return None
    return code or None


def read_codigo(text: str, avisos: list[str]) -> str:
    """Return the student code; «0» and «S/N», which half a roster may share, must open nobody's record."""
    if text and not any(char in "123456789" for char in text):
        avisos.append("lo que dice codigo no es un código de estudiante; se omite")
        return ""
    return text


def read_cobertura(text: str) -> str:
    """Return which other cover the student has, or "" where the cell says in one way or another that there is none."""
    return "" if simplify(text).rstrip(".") in _SIN_COBERTURA else text


def read_correo(name: str, text: str, avisos: list[str]) -> str:
    """Return the address as it is stored, or "" for what is none."""
    correo = normalize_correo(text)
    if correo and not _is_correo(correo):
        avisos.append(f"{name} no es una dirección; se guarda sin ella")
        return ""
    return correo


def _is_correo(correo: str) -> bool:
    try:
        validate_email(correo)
    except ValidationError:
        return False
    return len(correo) <= 254


def read_estatus(text: str) -> str | None:
    """Return the status, or None for one that does not exist: nobody guesses who is covered."""
    estatus = text if text in ESTATUS else simplify(text)
    return estatus if estatus in ESTATUS else None


def read_fecha(name: str, valores: Mapping[str, str], avisos: list[str]) -> dt.date | None:
    """Return the date of that column, or None where it is empty, missing or not one."""
    text = valores.get(name, "")
    fecha = _parse_fecha(text)
    if text and fecha is None:
        avisos.append(f"{name} no es una fecha (AAAA-MM-DD o DD/MM/AAAA); se omite")
    return fecha


@lru_cache(maxsize=4096)  # a roster repeats few dates many times
def _parse_fecha(text: str) -> dt.date | None:
    partes = text.split("-") if "-" in text else text.split("/")[::-1]
    if [len(parte) for parte in partes] not in _LARGOS_DE_FECHA or not text.isascii():
        return None
    try:
        fecha = dt.date(*map(int, partes))
    except ValueError:
        return None
    return fecha if 1900 <= fecha.year <= 2100 else None


def read_nss(text: str, datos: DatosCurp, avisos: list[str]) -> str | None:
    """Return what the roster gives as NSS, right or wrong; «N/A» and zeros are none.

    A wrong one is kept, for it becomes a fault: dropped, the student would be assigned a second number.
    """
    nss = nss_rules.compact(text)[:20]
    if not any(char in "123456789" for char in nss):
        if nss:
            avisos.append("lo que dice nss no es un NSS; se omite")
        return None
    if is_nss(nss) and not nss_rules.anio_nacimiento_coincide(nss, datos.fecha_nacimiento):
        avisos.append("el año de nacimiento del NSS no es el de la CURP")
    return nss
