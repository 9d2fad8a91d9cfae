"""What the rules of the manifestación need of the database."""

import datetime as dt
from dataclasses import dataclass

from padron.asegurados.manifestacion.rules import Situacion, is_preguntada, is_retirable
from padron.asegurados.models import Asegurado, Inscripcion, Manifestacion
from padron.asegurados.vigencia.rules import CONSERVAN
from padron.asegurados.vigencia.selectors import get_vigencia
from padron.identificadores.edad import is_menor


@dataclass(frozen=True)
class EstadoManifestacion:
    """Where a student stands: the statement that holds (or None), and what the student may do now.

    `inscripcion` is the latest enrolment. `is_menor` tells whether the student must name mother, father or guardian.
    """

    manifestacion: Manifestacion | None
    inscripcion: Inscripcion | None
    is_preguntada: bool
    is_retirable: bool
    is_menor: bool


def get_manifestacion(asegurado: Asegurado, *, hoy: dt.date) -> EstadoManifestacion:
    """Return the statement of the student, and whether the portal asks for one today."""
    manifestacion = Manifestacion.objects.filter(asegurado=asegurado, retirada=None).first()
    rows = asegurado.inscripciones.select_related("plantel__institucion").order_by("-fecha_inscripcion", "-pk")
    inscripcion = rows.first()
    situacion = _make_situacion(asegurado, inscripcion, manifestacion, hoy) if inscripcion else None
    return EstadoManifestacion(
        manifestacion=manifestacion,
        inscripcion=inscripcion,
        is_preguntada=situacion is not None and is_preguntada(situacion),
        is_retirable=situacion is not None and is_retirable(situacion),
        is_menor=is_menor(nacimiento=asegurado.fecha_nacimiento, hoy=hoy),
    )


def _make_situacion(
    asegurado: Asegurado, inscripcion: Inscripcion, manifestacion: Manifestacion | None, hoy: dt.date
) -> Situacion:
    return Situacion(
        pide=inscripcion.plantel.pide_manifestacion,
        tiene_nss=asegurado.nss is not None,
        sigue=inscripcion.estatus in CONSERVAN,
        is_reportada=inscripcion.fecha_reporte_imss is not None,
        is_aceptada=inscripcion.fecha_alta_imss is not None,
        is_vigente=get_vigencia(asegurado, hoy=hoy).is_vigente,
        has_otra=bool(inscripcion.otra_cobertura or inscripcion.fecha_renuncia),
        is_manifestada=manifestacion is not None,
    )
