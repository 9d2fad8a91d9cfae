"""The services of the vigencia procedure (docs/reglas.md, «Vigencia»). Alta and cambio also use some of them."""

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
    """Return an Impedimento if the NSS is wrong or missing, otherwise None.

    The NSS is wrong if the student typed an NSS that is not the NSS of the CURP. The page about a wrong NSS does not
    show the correct NSS.
    """
    if is_otro_nss(escrito=solicitud.nss_escrito, registrado=solicitud.get_asegurado().nss):
        return Impedimento("tramites/vigencia/no_coincide.html")
    return need_nss(solicitud)


def al_confirmar(solicitud: Solicitud) -> None:
    """Decide how the Solicitud continues after the e-mail address is confirmed.

    If the student's record has data faults, incidents stop the Solicitud. If the student has typed a wrong NSS or has
    no NSS, a page tells the student so. Otherwise the Solicitud is submitted at once, without questions.
    """
    if hold(solicitud, actor=ACTOR):
        return
    if not find_impedimento(solicitud, timezone.localdate()):
        submit_solicitud(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Issue today's constancia, which says whether the student is vigente (SI or NO).

    The function reads the student's record again, because the record may have changed after the submission.
    """
    hoy = timezone.localdate()
    if hold(solicitud, actor=ACTOR):
        return
    if find_impedimento(solicitud, hoy):
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    issue_documentos(solicitud, [build_constancia(solicitud.get_asegurado(), hoy=hoy)])


def report_sin_vigencia(solicitud: Solicitud) -> Incidencia | None:
    """Open an incident because the student should be vigente and is not.

    If the student already has such an open incident, return it. Returns None if there is no reason for an incident any
    more, for example because the vigencia has begun.
    """
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=timezone.localdate())
    if not cobertura.reporte:
        return None
    detalle = dict(cobertura.reporte)
    return open_incidencia(causa=SIN_VIGENCIA, solicitud=solicitud, plantel=cobertura.plantel, detalle=detalle)


def build_constancia(asegurado: Asegurado, *, hoy: date) -> DatosVigencia:
    """Return the data of today's constancia, which says whether the student is vigente (SI or NO).

    Raises ValueError if the student has no NSS.
    """
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
    """Return the clinic as documents print it. All fields are empty for a student who has no clinic yet."""
    if adscripcion is None:
        return ClinicaImpresa(delegacion="", unidad="", turno="", consultorio="")
    return ClinicaImpresa(
        delegacion=adscripcion.clinica.ooad,
        unidad=adscripcion.clinica.nombre_corto,
        turno=adscripcion.turno.get_nombre_display().capitalize(),
        consultorio=str(adscripcion.consultorio.numero),
    )


def _get_alta(cobertura: Cobertura) -> tuple[date | None, str]:
    """Return the first day of the vigencia, and the registro patronal.

    The registro patronal is the number of the employer at the IMSS. If the student is not vigente, the day is None, and
    the employer is the institution of the student's campus.
    """
    if isinstance(cobertura.vigencia, Vigente):
        return cobertura.vigencia.inicio, cobertura.vigencia.registro_patronal
    return None, cobertura.plantel.institucion.registro_patronal
