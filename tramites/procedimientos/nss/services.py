"""The services of the NSS procedure (docs/reglas.md, «The NSS procedure»)."""

from typing import Any

from django.utils import timezone

from documentos.contexts import DatosNSS, DatosTarjeta
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import get_fallas_abiertas
from padron.asegurados.services import LoTramitaPlantel, SerieAgotada, assign_nss
from tramites.preguntas.domicilio import seed_domicilio
from tramites.procedimientos.nss.rules import Decision, decide
from tramites.solicitud.documentos import describe_asegurado, describe_nacimiento, issue_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SERIE_AGOTADA
from tramites.solicitud.incidencias.services import hold, open_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import enqueue_work, queue_correo_to_alumno, submit_solicitud, transition

ACTOR = "sistema"


def get_decision(asegurado: Asegurado) -> Decision:
    """Read the student's record, and return how the NSS procedure continues."""
    return decide(has_falla=bool(get_fallas_abiertas(asegurado)), has_nss=asegurado.nss is not None)


def al_confirmar(solicitud: Solicitud) -> None:
    """Decide how the Solicitud continues after the e-mail address is confirmed.

    If the student's record has data faults, incidents stop the Solicitud. If the student has an NSS, or has already
    submitted the Solicitud, the Solicitud is submitted without questions. Otherwise the wizard asks for the postal
    address.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is Decision.INCONSISTENTE:
        hold(solicitud, actor=ACTOR)
    elif decision is Decision.LOCALIZADO or solicitud.datos:
        submit_solicitud(solicitud)
    else:
        seed_domicilio(solicitud)


def procesar(solicitud: Solicitud) -> None:
    """Assign an NSS if the student has none, and issue the documents.

    The function reads the student's record again, because the record may have changed after the submission.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is Decision.INCONSISTENTE:
        hold(solicitud, actor=ACTOR)
    elif decision is Decision.LOCALIZADO or _assign(solicitud):
        datos = build_datos_nss(solicitud.get_asegurado(), solicitud.get_inscripcion())
        issue_documentos(solicitud, [datos, DatosTarjeta.from_contexto(datos)])


def _assign(solicitud: Solicitud) -> bool:
    """Assign an NSS, and return whether the student has an NSS now.

    If no NSS can be assigned, the function changes the state of the Solicitud.
    """
    # `datos` is None if the student had an NSS when the Solicitud was submitted, because the wizard then asked nothing.
    # After that, a new roster has removed the NSS. So the wizard must ask the questions now.
    if solicitud.datos is None:
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return False
    estado, hoy = solicitud.datos["estado"], timezone.localdate()
    try:
        assign_nss(asegurado=solicitud.get_asegurado(), estado=estado, hoy=hoy)
    except LoTramitaPlantel:
        transition(solicitud, Estado.EN_ESPERA, actor=ACTOR)
        queue_correo_to_alumno(solicitud, "nss_pedido", clave=f"nss_pedido:{solicitud.pk}")
        return False
    except SerieAgotada:
        transition(solicitud, Estado.CON_INCIDENCIA, actor=ACTOR)
        open_incidencia(causa=SERIE_AGOTADA, solicitud=solicitud, plantel=solicitud.get_inscripcion().plantel)
        return False
    return True


def reanudar(solicitud: Solicitud) -> bool:
    """Continue a Solicitud that waits until the campus obtains an NSS.

    If the student has an NSS now, a Celery worker issues the documents. If the student's record has a data fault now,
    the Celery worker opens an incident. Returns True only if the student has an NSS and no data fault.
    """
    decision = get_decision(solicitud.get_asegurado())
    if decision is not Decision.POR_ASIGNAR:
        enqueue_work(solicitud, actor=ACTOR)
    return decision is Decision.LOCALIZADO


def build_datos_nss(asegurado: Asegurado, inscripcion: Inscripcion) -> DatosNSS:
    """Return the data that the document of the NSS prints.

    Raises ValueError if the student has no NSS.
    """
    persona: dict[str, Any] = describe_asegurado(asegurado, inscripcion.plantel) | describe_nacimiento(asegurado)
    is_asignado = asegurado.origen_nss == Asegurado.Origen.ASIGNADO
    return DatosNSS(**persona, situacion="asignado" if is_asignado else "localizado")
