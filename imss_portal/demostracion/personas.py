"""The people of the demonstration who stand for one situation each, for the panel «Personas de prueba».

All are invented. Position 17 of each CURP is one that is not issued for that person; series of NSS likewise.
"""

from typing import Final

from imss_portal.demostracion.persona import Persona
from imss_portal.demostracion.personas_nss import PERSONAS_NSS
from imss_portal.demostracion.personas_vigencia import PERSONAS_VIGENCIA

# Those for the NSS first: `manage.py portal` prints three of them.
PERSONAS: Final[tuple[Persona, ...]] = (*PERSONAS_NSS, *PERSONAS_VIGENCIA)
