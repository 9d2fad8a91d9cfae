"""The procedures of the portal. A new one is a folder here and one line in the tuple."""

from collections.abc import Mapping

from tramites.procedimientos.base import Procedimiento
from tramites.procedimientos.nss.procedimiento import NSS

PROCEDIMIENTOS: Mapping[str, Procedimiento] = {procedimiento.tipo: procedimiento for procedimiento in (NSS,)}


def get_procedimiento(tipo: str) -> Procedimiento:
    """Return the procedure `tipo`. Raises KeyError if there is none."""
    return PROCEDIMIENTOS[tipo]
