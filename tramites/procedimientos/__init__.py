"""The procedures of the portal. A new one is a folder here and one line in the tuple."""

from collections.abc import Mapping

from tramites.procedimientos.alta.procedimiento import ALTA
from tramites.procedimientos.base import Procedimiento
from tramites.procedimientos.cambio.procedimiento import CAMBIO
from tramites.procedimientos.expediente.procedimiento import EXPEDIENTE
from tramites.procedimientos.nss.procedimiento import NSS
from tramites.procedimientos.renuncia.procedimiento import RENUNCIA
from tramites.procedimientos.vigencia.procedimiento import VIGENCIA

PROCEDIMIENTOS: Mapping[str, Procedimiento] = {
    procedimiento.tipo: procedimiento for procedimiento in (NSS, VIGENCIA, ALTA, CAMBIO, RENUNCIA, EXPEDIENTE)
}


def get_procedimiento(tipo: str) -> Procedimiento:
    """Return the procedure `tipo`. Raises KeyError if there is none."""
    return PROCEDIMIENTOS[tipo]
