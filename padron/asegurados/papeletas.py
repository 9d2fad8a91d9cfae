"""Hands out claim keys to one student or to a group, as lines, as a CSV file, or as a page of slips to print."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TextIO

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from padron.asegurados.claves import create_clave
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import get_asegurado_by_curp, get_correos_registrados
from padron.asegurados.vigencia.rules import CONSERVAN
from padron.identificadores.clave import format_clave
from padron.identificadores.texto import compact
from padron.planteles.models import Plantel

__all__ = ["NoEncontrado", "Papeleta", "find_inscripcion", "hand_out", "list_sin_correo", "write_csv", "write_hoja"]

COLUMNAS: Final = ("plantel", "codigo", "nombre", "clave", "vence")
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins with one of these


class NoEncontrado(Exception):
    """No single student belongs to the typed CURP or student code. The text of the exception says why, in Spanish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papeleta:
    """One key as the campus hands it to one student. `clave` has its hyphen; `vence` is the last whole day."""

    plantel: str
    codigo: str
    nombre: str
    clave: str
    vence: dt.date


def find_inscripcion(quien: str, *, plantel: Plantel | None = None) -> Inscripcion:
    """Return the latest enrolment of the student with this CURP or student code. With `plantel`, only at this campus.

    Raises NoEncontrado.
    """
    codigo = quien.strip()
    rows = Inscripcion.objects.filter(plantel=plantel) if plantel else Inscripcion.objects.all()
    if asegurado := get_asegurado_by_curp(compact(quien)):
        rows = rows.filter(asegurado=asegurado)
    else:
        rows = rows.filter(codigo__in={codigo, codigo.upper()}).exclude(codigo="")
    found = list(rows.select_related("plantel", "asegurado").order_by("-fecha_inscripcion", "-pk"))
    if not found:
        raise NoEncontrado(f"«{quien}»: no está en el padrón{f' de {plantel.clave}' if plantel else ''}.")
    if len({row.asegurado_id for row in found}) > 1:
        raise NoEncontrado(f"«{quien}»: lo tienen varios estudiantes. Usa la CURP, o agrega --plantel.")
    return found[0]


def list_sin_correo(plantel: Plantel) -> list[Inscripcion]:
    """Return the enrolled students of a campus who have no e-mail address: neither on a roster nor bound."""
    rows = Inscripcion.objects.filter(plantel=plantel, estatus__in=CONSERVAN, correo="", correo_alterno="")
    newest: dict[int, Inscripcion] = {}
    for row in rows.select_related("plantel", "asegurado").order_by("-fecha_inscripcion", "-pk"):
        newest.setdefault(row.asegurado_id, row)
    return [row for row in newest.values() if not get_correos_registrados(row.asegurado)]


@transaction.atomic
def hand_out(inscripciones: Iterable[Inscripcion], *, actor: str) -> list[Papeleta]:
    """Create a key for each student, and return the keys. Nobody can read them again afterwards."""
    return [_hand_out_one(inscripcion, actor) for inscripcion in inscripciones]


def _hand_out_one(inscripcion: Inscripcion, actor: str) -> Papeleta:
    asegurado: Asegurado = inscripcion.asegurado
    clave, vence = create_clave(asegurado=asegurado, plantel=inscripcion.plantel, actor=actor)
    return Papeleta(
        plantel=inscripcion.plantel.nombre,
        codigo=inscripcion.codigo,
        nombre=asegurado.nombre_completo,
        clave=format_clave(clave),
        vence=timezone.localdate(vence) - dt.timedelta(days=1),
    )


def write_csv(papeletas: Iterable[Papeleta], archivo: TextIO) -> None:
    """Write the keys as CSV. No cell begins with a character that a spreadsheet would run as a formula (T14)."""
    writer = csv.writer(archivo)
    writer.writerow(COLUMNAS)
    for papeleta in papeletas:
        writer.writerow([_neutralise(str(getattr(papeleta, columna))) for columna in COLUMNAS])


def write_hoja(papeletas: Iterable[Papeleta], archivo: TextIO) -> None:
    """Write the keys as an HTML page of slips, for printing and cutting."""
    contexto = {
        "papeletas": list(papeletas),
        "portal_nombre": settings.PORTAL_NOMBRE,
        "url": settings.SITE_URL,
        "demostracion": settings.MODO_DEMOSTRACION,
    }
    archivo.write(render_to_string("claves/hoja.html", contexto))


def _neutralise(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
