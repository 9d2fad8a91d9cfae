"""The functions behind the pages of one Solicitud.

They find the page of the present state, and show how far the Celery worker is. They also continue a Solicitud that had
to wait.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from padron.asegurados.models import FallaDato
from padron.asegurados.selectors import get_asegurado_by_curp, get_fallas_abiertas, opens
from plataforma.seguridad.decorators import personal
from tramites.camino.apertura import open_solicitud
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.acceso import View, get_solicitud_for_session, offer_liga
from tramites.solicitud.documentos import get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.services import (
    get_pendientes,
    open_fallas,
    queue_correo_de_incidencia,
    solve_incidencia,
    was_told,
)
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import queue_correo_to_alumno, transition

__all__ = ["Avance", "get_avance", "get_pagina", "list_waiting", "reconsider", "solicitud_page"]

ACTOR = "sistema"


def get_pagina(solicitud: Solicitud) -> str:
    """Return the URL of the page that the student sees in the present state of the Solicitud."""
    if solicitud.continua_en:
        return get_pagina(solicitud.continua_en)
    if solicitud.estado == Estado.INICIADA:
        return reverse("cerrado" if solicitud.is_cerrada else "correo", args=[solicitud.tipo, solicitud.pk])
    return DESTINOS[solicitud.tipo].get_pagina(solicitud)


def solicitud_page(view: Callable[[HttpRequest, Solicitud], HttpResponse]) -> View:
    """View decorator: show the page only to the confirmed session of the student.

    If another page belongs to the present state of the Solicitud (`get_pagina`), redirect to that page.
    """

    @require_safe
    @personal
    @offer_liga
    @wraps(view)
    def wrapper(request: HttpRequest, tipo: str, uuid: UUID) -> HttpResponse:
        solicitud = get_solicitud_for_session(request, tipo, uuid)
        pagina = get_pagina(solicitud)
        return view(request, solicitud) if pagina == request.path else redirect(pagina)

    return wrapper


@dataclass(frozen=True)
class Avance:
    """The stages of the Celery worker's work on a Solicitud, and how many are done."""

    etapas: tuple[str, ...]
    hechas: int

    @property
    def texto(self) -> str:
        """Return the name of the stage that is being done, or «Listo» if all stages are done."""
        return "Listo" if self.hechas == len(self.etapas) else f"{self.etapas[self.hechas]}…"


def get_avance(solicitud: Solicitud) -> Avance:
    """Return how many stages of the Celery worker's work are done.

    The stages are: Solicitud received, Solicitud decided, files of the documents made.
    """
    etapas = PROCEDIMIENTOS[solicitud.tipo].etapas
    if solicitud.estado == Estado.CONCLUIDA:
        return Avance(etapas, len(etapas))
    # The rows of the documents exist as soon as the second stage is done. The files are made later, in the last stage.
    decided = get_documentos(solicitud).exists()
    return Avance(etapas, len(etapas) - 1 if decided else 1)


def list_waiting(*, after: object = None, at_most: int) -> list[str]:
    """Return up to `at_most` ids of waiting Solicitudes, sorted. With `after`, only ids greater than `after`."""
    waiting = Solicitud.objects.waiting()
    if after:
        waiting = waiting.filter(pk__gt=after)
    return [str(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:at_most]]


def reconsider(solicitud: Solicitud) -> bool:
    """Continue a waiting Solicitud if nothing stops it any more.

    Returns whether the Solicitud continues. A Celery worker calls this after a roster was loaded, a record was
    corrected or an incident was closed. If there is a new problem, for example a data fault, the Solicitud does not
    continue. The caller has locked the row of the Solicitud.

    One event causes one mail. If the Solicitud stops again, that is the mail about the new incident. If the Solicitud
    is processed at once, that is the mail with the documents. If staff closed an incident, that is the mail with their
    answer. Only in the other cases does this function send the mail that the Solicitud continues.
    """
    was_stopped = solicitud.estado == Estado.CON_INCIDENCIA
    moved = _reconsider(solicitud) and solicitud.estado != Estado.CON_INCIDENCIA
    if moved and solicitud.estado != Estado.POR_PROCESAR and not (was_stopped and was_told(solicitud)):
        queue_correo_to_alumno(solicitud, "sigue", clave=f"sigue:{solicitud.pk}:{solicitud.transiciones.count()}")
    return moved


def _reconsider(solicitud: Solicitud) -> bool:
    if solicitud.is_cerrada:
        return _reopen(solicitud)
    if solicitud.estado == Estado.EN_ESPERA:
        return DESTINOS[solicitud.tipo].reanudar(solicitud)
    if solicitud.estado == Estado.CON_INCIDENCIA:
        return _release(solicitud)
    return False


def _reopen(solicitud: Solicitud) -> bool:
    """Open a closed Solicitud if its confirmed e-mail address gives access now.

    For example, the campus has loaded a roster with this e-mail address.
    """
    asegurado = get_asegurado_by_curp(solicitud.curp)
    confirmed = solicitud.confirmaciones.filter(correo=solicitud.correo, usada__isnull=False).exclude(navegador="")
    if asegurado is None or not confirmed.exists() or not opens(asegurado=asegurado, correo=solicitud.correo):
        return False
    open_solicitud(solicitud, asegurado, solicitud.correo, actor=ACTOR)
    return True


def _release(solicitud: Solicitud) -> bool:
    """Continue a stopped Solicitud if all its incidents are solved.

    The function first closes the incidents whose data fault is gone from the student's record. It also opens incidents
    for new data faults. Returns whether the Solicitud continues. If it stays stopped, one mail says what changed.
    """
    open_faults = {falla.causa for falla in get_fallas_abiertas(solicitud.get_asegurado())}
    gone = [incidencia for incidencia in get_pendientes(solicitud) if _is_gone(incidencia, open_faults)]
    for incidencia in gone:
        solve_incidencia(incidencia, actor=ACTOR, avisar=False)
    opened = bool(open_faults) and open_fallas(solicitud, skip_refused=True)
    if open_faults or get_pendientes(solicitud).exists():
        if gone and not opened:
            queue_correo_de_incidencia(gone[0], "incidencia_cerrada", otras=gone[1:])
        return False
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    DESTINOS[solicitud.tipo].al_confirmar(solicitud)
    return True


def _is_gone(incidencia: Incidencia, open_faults: set[str]) -> bool:
    """Return whether the student's record shows that the incident is solved.

    If so, the campus need not close the incident.
    """
    # SERIE_AGOTADA means that the portal cannot assign an NSS, so the campus must obtain an NSS for the student. The
    # incident is solved if the student has an NSS now.
    if incidencia.causa == SERIE_AGOTADA:
        return incidencia.asegurado is not None and incidencia.asegurado.nss is not None
    return incidencia.causa in FallaDato.Causa.values and incidencia.causa not in open_faults
