"""What the result pages of alta and cambio share."""

from typing import Any

from documentos.selectors import get_documentos
from padron.catalogos.selectors import get_clinica
from tramites.clinica.carnet import get_carnet
from tramites.clinica.datos import Eleccion
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion


def get_contexto_clinica(solicitud: Solicitud, comprobante: str) -> dict[str, Any]:
    """Return the clinic of a concluded Solicitud, as its document of type `comprobante` has it, and the carnet.

    The student may be at another clinic by now: the result stays what it was. What was erased since is left out.
    """
    documento = get_documentos([solicitud.clave_documento(comprobante)]).first()
    return {
        "emitido": documento.emitido if documento else solicitud.actualizada,
        "impreso": documento.contexto if documento else None,
        "clinica": get_clinica(Eleccion.from_json(solicitud.datos).clinica) if solicitud.datos else None,
        "carnet": get_carnet(solicitud),
        "plantel": get_inscripcion(solicitud).plantel,
    }
