"""The official sites that pages lead to. A link to any other host is a defect, and a test says so."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Enlace:
    """An address and the words that lead to it."""

    url: str
    texto: str


HOSTS: Final = frozenset({"www.imss.gob.mx", "serviciosdigitales.imss.gob.mx", "www.gob.mx"})

TRAMITES_IMSS: Final = "https://www.imss.gob.mx/derechoH"

# What the list «Sitios oficiales» shows, in its order.
ENLACES: Final = (
    Enlace("https://www.imss.gob.mx/imssdigital", "IMSS Digital: trámites, citas y app"),
    Enlace(TRAMITES_IMSS, "Trámites del IMSS para derechohabientes"),
    Enlace("https://www.gob.mx/afiliatealimss", "Afíliate al IMSS, para estudiantes"),
    Enlace("https://www.imss.gob.mx/directorio/", "Directorio de clínicas y subdelegaciones"),
    Enlace("https://www.gob.mx/curp/", "Consulta tu CURP"),
)
