"""All procedures of the portal.

To add a procedure, create its folder next to this file, and add its constant (such as NSS) to PROCEDIMIENTOS.
"""

from collections.abc import Mapping

from tramites.procedimientos.base import Procedimiento
from tramites.procedimientos.clinica.alta import ALTA
from tramites.procedimientos.clinica.cambio import CAMBIO
from tramites.procedimientos.nss.procedimiento import NSS
from tramites.procedimientos.renuncia.procedimiento import RENUNCIA
from tramites.procedimientos.vigencia.procedimiento import VIGENCIA

PROCEDIMIENTOS: Mapping[str, Procedimiento] = {
    procedimiento.tipo: procedimiento for procedimiento in (NSS, VIGENCIA, ALTA, CAMBIO, RENUNCIA)
}
