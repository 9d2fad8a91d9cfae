"""What the portal looks things up in."""

from padron.catalogos.models.centros import CentroCP, CentroMunicipio
from padron.catalogos.models.clinicas import CON_LUGAR, Clinica, Consultorio, Turno
from padron.catalogos.models.fuentes import FuenteCatalogo
from padron.catalogos.models.postales import CodigoPostal, Colonia, Municipio
from padron.catalogos.models.series import SerieNSS
from padron.catalogos.models.subdelegaciones import Subdelegacion

__all__ = [
    "CON_LUGAR",
    "CentroCP",
    "CentroMunicipio",
    "Clinica",
    "CodigoPostal",
    "Colonia",
    "Consultorio",
    "FuenteCatalogo",
    "Municipio",
    "SerieNSS",
    "Subdelegacion",
    "Turno",
]
