"""The services of alta and cambio (docs/reglas.md, «Clinics»)."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from documentos.contexts import DatosCambioClinica
from padron.asegurados.models import Adscripcion
from padron.asegurados.selectors import get_domicilio
from padron.asegurados.services import (
    CambioReciente,
    SinCambio,
    SinClinica,
    SinLugar,
    YaTieneClinica,
    adscribir,
    cambiar_clinica,
    save_domicilio,
)
from padron.catalogos.models import Clinica
from tramites.preguntas.domicilio import seed_domicilio
from tramites.preguntas.storage import ask_again, get_respuestas, seed_respuestas
from tramites.procedimientos.clinica.cercanas import find_lugar, get_cercanas, get_incidencia_lugar
from tramites.procedimientos.clinica.datos import CLINICA, TELEFONOS, Eleccion
from tramites.procedimientos.clinica.documentos import issue_documentos_alta, issue_documentos_cambio
from tramites.procedimientos.clinica.rules import Lugar
from tramites.procedimientos.vigencia.cobertura import need_nss, need_vigencia
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SIN_CLINICA, SIN_LUGAR
from tramites.solicitud.incidencias.services import hold, open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import queue_correo_to_alumno, submit_solicitud, transition

__all__ = ["al_confirmar", "procesar_alta", "procesar_cambio", "report_sin_lugar", "settle_sin_lugar"]

ACTOR = "sistema"
TakePlace = Callable[[Solicitud, Eleccion, Clinica, date], Adscripcion]


def al_confirmar(solicitud: Solicitud) -> None:
    """Decide how the Solicitud continues after the e-mail address is confirmed.

    If the student's record has data faults, incidents stop the Solicitud. If the student has already submitted the
    Solicitud, it is submitted again without questions. Otherwise the wizard asks the questions, and fills in known
    answers.
    """
    if hold(solicitud, actor=ACTOR):
        return
    if solicitud.datos:
        submit_solicitud(solicitud)
        return
    seed_domicilio(solicitud)
    if conocido := get_domicilio(solicitud.get_asegurado()):
        seed_respuestas(solicitud, {TELEFONOS: {"celular": conocido.celular, "telefono": conocido.telefono}})


def procesar_alta(solicitud: Solicitud) -> None:
    """Register the student at the clinic and issue the documents. A second call changes nothing."""
    if done := _register(solicitud, _take_first_place):
        issue_documentos_alta(solicitud, *done)


def procesar_cambio(solicitud: Solicitud) -> None:
    """Change the student's clinic and issue the documents. A second call changes nothing."""
    if get_documentos(solicitud, [DatosCambioClinica.tipo]).exists():
        return  # the clinic was already changed, and a second call of `cambiar_clinica` would raise SinCambio
    if done := _register(solicitud, _take_other_place):
        issue_documentos_cambio(solicitud, *done)


def _take_first_place(solicitud: Solicitud, eleccion: Eleccion, clinica: Clinica, hoy: date) -> Adscripcion:
    return adscribir(asegurado=solicitud.get_asegurado(), clinica=clinica, turno=eleccion.turno, hoy=hoy)


def _take_other_place(solicitud: Solicitud, eleccion: Eleccion, clinica: Clinica, hoy: date) -> Adscripcion:
    return cambiar_clinica(
        asegurado=solicitud.get_asegurado(),
        clinica=clinica,
        turno=eleccion.turno,
        motivo=eleccion.motivo,
        hoy=hoy,
    )


def _register(solicitud: Solicitud, take_place: TakePlace) -> tuple[Eleccion, Adscripcion] | None:
    """Register the student at the chosen clinic, and store the postal address.

    The function reads the student's record again, because the record may have changed after the submission. Returns
    None if the student cannot be registered. For example, the shift is full, and the wizard then asks for another
    clinic. The caller has locked the row of the Solicitud.
    """
    if hold(solicitud, actor=ACTOR):
        return None
    hoy = timezone.localdate()
    if solicitud.datos is None or need_nss(solicitud) or need_vigencia(solicitud, hoy):
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return None
    eleccion = Eleccion.from_json(solicitud.datos)
    adscripcion = _try_to_take(solicitud, eleccion, take_place, hoy)
    if adscripcion is None:
        return None
    save_domicilio(asegurado=solicitud.get_asegurado(), domicilio=eleccion.domicilio, hoy=hoy)
    return eleccion, adscripcion


def _try_to_take(solicitud: Solicitud, eleccion: Eleccion, take_place: TakePlace, hoy: date) -> Adscripcion | None:
    elegido = find_lugar(eleccion.lugar)
    try:
        if elegido is not None:
            with transaction.atomic():
                return take_place(solicitud, eleccion, elegido.clinica, hoy)
    except (YaTieneClinica, SinClinica, SinCambio, CambioReciente):
        # The student's clinic has changed after the Solicitud was submitted. So this registration is no longer
        # possible. The next page or step says why.
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return None
    except SinLugar:
        pass
    _ask_clinica_again(solicitud, perdido=eleccion.lugar)
    return None


def _ask_clinica_again(solicitud: Solicitud, *, perdido: Lugar) -> None:
    """Make the wizard ask for another clinic, because the chosen place is not available.

    The wizard asks only the clinic step again. The clinic step and a mail tell the student why.
    """
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    cuantas = get_respuestas(solicitud).get(CLINICA, {}).get("cuantas", "")
    solicitud.datos = None
    solicitud.save(update_fields=["datos", "actualizada"])
    ask_again(solicitud, {CLINICA: {"lugar": "", "cuantas": cuantas, "perdido": str(perdido)}})
    clave = f"lugar_perdido:{solicitud.pk}:{solicitud.transiciones.count()}"
    queue_correo_to_alumno(solicitud, "lugar_perdido", clave=clave)


def report_sin_lugar(solicitud: Solicitud, *, cuantas: int) -> None:
    """Report to the campus that no clinic is near, or that none of the first `cuantas` clinics has a free place.

    If a clinic has a free place, the function does nothing. If the student already has such an open incident, the
    function opens no second incident.
    """
    cercanas = get_cercanas(get_respuestas(solicitud), cuantas=cuantas)
    if cercanas.has_lugar:
        return
    vistas = ", ".join(cercana.clinica.nombre_corto for cercana in cercanas.clinicas)
    falta = "un lugar" if cercanas.has_cercana else "una clínica"
    open_incidencia(
        causa=SIN_LUGAR if cercanas.has_cercana else SIN_CLINICA,
        solicitud=solicitud,
        plantel=solicitud.get_inscripcion().plantel,
        detalle={"visto": vistas or "ninguna", "esperado": f"{falta} cerca del código postal {cercanas.cp}"},
    )


def settle_sin_lugar(solicitud: Solicitud) -> None:
    """Close the student's incident about clinics without a free place.

    The student has chosen a clinic now, so the campus need not answer the incident.
    """
    if incidencia := get_incidencia_lugar(solicitud):
        solve_incidencia(incidencia, actor="alumno", avisar=False)
