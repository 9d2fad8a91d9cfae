"""What the procedures read, whichever they are."""

from uuid import UUID

from django.db.models import Q, QuerySet

from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_inscripcion_vigente
from tramites.estados import Estado
from tramites.models import Solicitud


def get_inscripcion(solicitud: Solicitud) -> Inscripcion:
    """Return the enrolment that an open Solicitud stands on, with campus and institution.

    Raises ValueError if there is none: no address opens the CURP of a student without a roster.
    """
    inscripcion = get_inscripcion_vigente(solicitud.get_asegurado())
    if inscripcion is None:
        raise ValueError(f"{solicitud.folio}: no enrolment")
    return inscripcion


def get_en_espera() -> QuerySet[Solicitud]:
    """Return the Solicitudes that wait for somebody else than the student: stopped, with the campus, or closed."""
    closed = Q(estado=Estado.INICIADA) & ~Q(motivo_cierre="")
    return Solicitud.objects.filter(Q(estado__in=(Estado.CON_INCIDENCIA, Estado.EN_ESPERA)) | closed)


def get_ultima_de(titular: UUID | None) -> Solicitud | None:
    """Return the newest Solicitud that is open for this student, from which name and address are known."""
    if titular is None:
        return None
    opened = Solicitud.objects.filter(titular=titular, asegurado__isnull=False).select_related("asegurado")
    return opened.order_by("-creada").first()
