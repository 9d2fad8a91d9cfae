"""What the vigencia writes (docs/reglas.md, «Vigencia»), and the constancia that other procedures issue too."""

from datetime import date
from typing import Any

from django.utils import timezone

from documentos.contexts import ClinicaImpresa, DatosVigencia
from padron.asegurados.models import Adscripcion, Asegurado
from padron.asegurados.selectors import get_adscripcion
from padron.asegurados.vigencia.rules import Vigente
from padron.identificadores import agregado
from tramites.preguntas.pasos import Impedimento
from tramites.procedimientos.vigencia.cobertura import Cobertura, get_cobertura, need_nss
from tramites.procedimientos.vigencia.rules import is_otro_nss
from tramites.solicitud.documentos import describe_asegurado, describe_nacimiento, issue_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SIN_VIGENCIA, Incidencia
from tramites.solicitud.incidencias.services import hold, open_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import submit_solicitud, transition

__all__ = [
    "al_confirmar",
    "build_constancia",
    "find_impedimento",
    "print_clinica",
    "procesar",
    "report_sin_vigencia",
]

ACTOR = "sistema"


def find_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return the page for a typed NSS that is not the student's, or for a student without one.

    The page does not tell the right NSS.
    """
    if is_otro_nss(escrito=solicitud.nss_escrito, registrado=solicitud.get_asegurado().nss):
        return Impedimento("tramites/vigencia/no_coincide.html")
    return need_nss(solicitud)


def al_confirmar(solicitud: Solicitud) -> None:
    """Submit at once, without questions. A student whose data have faults is stopped instead."""
    if hold(solicitud, actor=ACTOR):
        return
    if not find_impedimento(solicitud, timezone.localdate()):
        submit_solicitud(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Issue the constancia of today, of a SI or of a NO.

    The record is read again, because it may have changed since the Solicitud was submitted.
    """
    hoy = timezone.localdate()
    if hold(solicitud, actor=ACTOR):
        return
    if find_impedimento(solicitud, hoy):
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    issue_documentos(solicitud, [build_constancia(solicitud.get_asegurado(), hoy=hoy)])


def report_sin_vigencia(solicitud: Solicitud) -> Incidencia | None:
    """Report to the campus that the student should be covered and is not. Does nothing while a report is open.

    Returns None if there is nothing to report: the cover began meanwhile, or the NO has another reason now.
    """
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=timezone.localdate())
    if not cobertura.reporte:
        return None
    detalle = dict(cobertura.reporte)
    return open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=cobertura.plantel, detalle=detalle)


def build_constancia(asegurado: Asegurado, *, hoy: date) -> DatosVigencia:
    """Return what the constancia of today prints, of a SI or of a NO. Raises ValueError for a student without NSS."""
    cobertura = get_cobertura(asegurado, hoy=hoy)
    persona: dict[str, Any] = describe_asegurado(asegurado, cobertura.plantel) | describe_nacimiento(asegurado)
    inicio, registro = _get_alta(cobertura)
    return DatosVigencia(
        **persona,
        con_derecho=inicio is not None,
        vigente_al=hoy if inicio else None,
        clinica=print_clinica(get_adscripcion(asegurado)),
        agregado_medico=agregado.make(sexo=asegurado.sexo, anio_nacimiento=asegurado.fecha_nacimiento.year),
        registro_patronal=registro,
        patron=cobertura.plantel.institucion.nombre,
        inicio_vigencia=inicio,
        fecha_constancia=hoy,
        motivo=f"{cobertura.razon.titulo}." if cobertura.razon else "",
    )


def print_clinica(adscripcion: Adscripcion | None) -> ClinicaImpresa:
    """Return the clinic as documents print it. All fields are empty before the alta."""
    if adscripcion is None:
        return ClinicaImpresa(delegacion="", unidad="", turno="", consultorio="")
    return ClinicaImpresa(
        delegacion=adscripcion.clinica.ooad,
        unidad=adscripcion.clinica.nombre_corto,
        turno=adscripcion.turno.get_nombre_display().capitalize(),
        consultorio=str(adscripcion.consultorio.numero),
    )


def _get_alta(cobertura: Cobertura) -> tuple[date | None, str]:
    """Return the first day of cover and the employer's registro patronal. A NO has no day, and the campus's own."""
    if isinstance(cobertura.vigencia, Vigente):
        return cobertura.vigencia.inicio, cobertura.vigencia.registro_patronal
    return None, cobertura.plantel.institucion.registro_patronal
