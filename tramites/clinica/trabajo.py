"""The turns of alta and cambio: what happens after the confirmation, and in the worker."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from padron.asegurados.models import Adscripcion
from padron.asegurados.services import (
    CambioReciente,
    SinCambio,
    SinClinica,
    SinLugar,
    YaTieneClinica,
    save_domicilio,
)
from padron.catalogos.models import Clinica
from tramites.clinica.datos import Eleccion
from tramites.clinica.selectors import find_eleccion
from tramites.clinica.services import ask_clinica_again, seed_conocido
from tramites.cobertura.requisitos import need_nss, need_vigencia
from tramites.estados import Estado
from tramites.incidencias.services import hold
from tramites.models import Solicitud
from tramites.services import submit_solicitud, transition

__all__ = ["al_confirmar", "register"]

ACTOR = "sistema"
Registrar = Callable[[Solicitud, Eleccion, Clinica], Adscripcion]
Emitir = Callable[[Solicitud, Eleccion, Adscripcion], None]


def al_confirmar(solicitud: Solicitud) -> None:
    """Take a doubtful record to the campus; ask anybody else, with what is known filled in.

    What was sent before the record was found doubtful needs not be asked again.
    """
    if hold(solicitud, actor=ACTOR):
        return
    if solicitud.datos:
        submit_solicitud(solicitud)
    else:
        seed_conocido(solicitud)


def register(solicitud: Solicitud, *, registrar: Registrar, emitir: Emitir) -> None:
    """Do the work of a Solicitud whose row the caller holds: the place by `registrar`, the documents by `emitir`.

    The record is looked at again: it may have changed since the work was accepted. Whom something keeps from the
    procedure now is led to that page; who lost their place, to the clinic step.
    """
    if hold(solicitud, actor=ACTOR):
        return
    hoy = timezone.localdate()
    if solicitud.datos is None or need_nss(solicitud) or need_vigencia(solicitud, hoy):
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    eleccion = Eleccion.from_json(solicitud.datos)
    if adscripcion := _take(solicitud, eleccion, registrar):
        save_domicilio(asegurado=solicitud.get_asegurado(), domicilio=eleccion.domicilio, hoy=hoy)
        emitir(solicitud, eleccion, adscripcion)


def _take(solicitud: Solicitud, eleccion: Eleccion, registrar: Registrar) -> Adscripcion | None:
    """Return the student's registration, or None if it cannot be: the Solicitud stands elsewhere then."""
    elegida = find_eleccion(eleccion.lugar)
    try:
        if elegida is not None:
            with transaction.atomic():
                return registrar(solicitud, eleccion, elegida.clinica)
    except (YaTieneClinica, SinClinica, SinCambio, CambioReciente):
        # Changed meanwhile, at a window or in another procedure: the page or the step says what.
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return None
    except SinLugar:
        pass
    ask_clinica_again(solicitud, perdido=eleccion.lugar)
    return None
