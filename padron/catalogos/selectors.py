"""What other apps may ask of the catalogues."""

from collections import Counter

from padron.catalogos.cercania import (
    RADIO_KM,
    ClinicaCercana,
    TurnoOfrecido,
    get_clinicas_cercanas,
    get_distancia_entre,
    get_turnos,
)
from padron.catalogos.estados import OTROS_ESTADOS
from padron.catalogos.models import Clinica, CodigoPostal, Colonia, FuenteCatalogo, Municipio, SerieNSS
from padron.catalogos.rules import get_orden

__all__ = [
    "RADIO_KM",
    "ClinicaCercana",
    "TurnoOfrecido",
    "get_clinica",
    "get_clinicas_cercanas",
    "get_codigo_postal",
    "get_colonias",
    "get_distancia_entre",
    "get_fuente",
    "get_municipio",
    "get_municipios",
    "get_series",
    "get_turnos",
]


def get_series(*, estado: str) -> list[str]:
    """Return the NSS series of the state in their order; a state without one gets those configured for such states."""
    rows = SerieNSS.objects.filter(estado__in=(estado, OTROS_ESTADOS)).values_list("estado", "serie")
    series = list(rows.order_by("orden", "serie"))
    propias = [serie for dueno, serie in series if dueno == estado]
    return propias or [serie for _, serie in series]


def get_codigo_postal(cp: str) -> CodigoPostal | None:
    """Return the postal code with its municipio, or None if the catalogue does not know it."""
    return CodigoPostal.objects.select_related("municipio").filter(pk=cp).first()


def get_colonias(cp: str) -> list[str]:
    """Return the colonias of the postal code by name; those of one name are told apart by what they are."""
    rows = Colonia.objects.filter(codigo_postal=cp).order_by("orden", "nombre", "tipo").values_list("nombre", "tipo")
    colonias = list(rows)
    veces = Counter(nombre for nombre, _ in colonias)
    return [f"{nombre} ({tipo.lower()})" if veces[nombre] > 1 and tipo else nombre for nombre, tipo in colonias]


def get_municipios(estado: str) -> list[Municipio]:
    """Return the municipios of the state (two digits, INEGI) by name."""
    return list(Municipio.objects.filter(estado=estado).order_by("orden", "clave"))


def get_municipio(*, estado: str, nombre: str) -> Municipio | None:
    """Return the municipio of that name in the state (two digits, INEGI), or None. Accents and case do not matter."""
    return Municipio.objects.filter(estado=estado, orden=get_orden(nombre)).order_by("-clave").first()


def get_clinica(clave: str) -> Clinica | None:
    """Return the clinic of this key (CLUES) with its municipio, even one out of operation, or None."""
    return Clinica.objects.select_related("municipio").filter(clave=clave).first()


def get_fuente(catalogo: FuenteCatalogo.Catalogo) -> FuenteCatalogo | None:
    """Return where the catalogue came from, or None if it was never loaded."""
    return FuenteCatalogo.objects.filter(catalogo=catalogo).first()
