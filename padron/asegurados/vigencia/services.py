"""What a campus records of a student who does not need the cover. Source: docs/reglas.md, «Vigencia»."""

import datetime as dt

from django.db import transaction

from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.vigencia.rules import list_presentes
from padron.asegurados.vigencia.selectors import make_inscritas
from padron.planteles.models import Plantel
from plataforma.seguridad.auditoria import audit

ACTOR = "sistema"


def record_renuncia(
    *, asegurado: Asegurado, plantel: Plantel, hoy: dt.date, otra_cobertura: str = "", actor: str = ACTOR
) -> int:
    """Record that the campus received the student's renuncia today, and which other cover is its reason.

    Return how many enrolments that changed; an earlier day of receipt stays, so again it changes nothing.
    """
    with transaction.atomic():
        rows = _lock_inscripciones(asegurado, plantel, hoy)
        cambiadas = [
            row for row in rows if _write(row, otra_cobertura or row.otra_cobertura, row.fecha_renuncia or hoy)
        ]
        _audit("recibir_renuncia", asegurado, plantel, actor, cambiadas)
    return len(cambiadas)


def record_otra_cobertura(
    *, asegurado: Asegurado, plantel: Plantel, otra_cobertura: str, hoy: dt.date, actor: str = ACTOR
) -> int:
    """Record which other cover the student has; "" that they have none. Return how many enrolments that changed."""
    with transaction.atomic():
        rows = _lock_inscripciones(asegurado, plantel, hoy)
        cambiadas = [row for row in rows if _write(row, otra_cobertura, row.fecha_renuncia)]
        _audit("registrar_cobertura", asegurado, plantel, actor, cambiadas)
    return len(cambiadas)


def _lock_inscripciones(asegurado: Asegurado, plantel: Plantel, hoy: dt.date) -> list[Inscripcion]:
    """Return the enrolments at that campus that count today or later, locked. Older ones are history."""
    rows = Inscripcion.objects.select_for_update(of=("self",)).filter(asegurado=asegurado, plantel=plantel)
    ordered = list(rows.select_related("plantel__institucion").order_by("fecha_inscripcion", "pk"))
    return [ordered[lugar] for lugar in list_presentes(make_inscritas(ordered), hoy)]


def _write(row: Inscripcion, otra_cobertura: str, fecha_renuncia: dt.date | None) -> bool:
    """Store both on the enrolment. Tell whether that changed it."""
    if (row.otra_cobertura, row.fecha_renuncia) == (otra_cobertura, fecha_renuncia):
        return False
    row.otra_cobertura, row.fecha_renuncia = otra_cobertura, fecha_renuncia
    row.save(update_fields=["otra_cobertura", "fecha_renuncia"])
    return True


def _audit(accion: str, asegurado: Asegurado, plantel: Plantel, actor: str, cambiadas: list[Inscripcion]) -> None:
    if cambiadas:
        valores = {"plantel": plantel.clave, "otra_cobertura": cambiadas[-1].otra_cobertura}
        audit(accion, objeto=f"asegurado:{asegurado.titular}", actor=actor, valores=valores)
