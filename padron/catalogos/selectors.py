"""What other apps may ask of the catalogues."""

from collections import Counter

from padron.catalogos.estados import OTROS_ESTADOS
from padron.catalogos.models import CodigoPostal, Colonia, FuenteCatalogo, Municipio, SerieNSS

__all__ = ["get_codigo_postal", "get_colonias", "get_fuente", "get_municipios", "get_series"]


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


def get_fuente(catalogo: FuenteCatalogo.Catalogo) -> FuenteCatalogo | None:
    """Return where the catalogue came from, or None if it was never loaded."""
    return FuenteCatalogo.objects.filter(catalogo=catalogo).first()
