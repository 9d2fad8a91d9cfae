"""What the procedures read, whichever they are."""

from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_inscripcion_vigente
from tramites.models import Solicitud


def get_inscripcion(solicitud: Solicitud) -> Inscripcion:
    """Return the enrolment that an open Solicitud stands on, with campus and institution.

    Raises ValueError if there is none: no address opens the CURP of a student without a roster.
    """
    inscripcion = get_inscripcion_vigente(solicitud.get_asegurado())
    if inscripcion is None:
        raise ValueError(f"{solicitud.folio}: no enrolment")
    return inscripcion
