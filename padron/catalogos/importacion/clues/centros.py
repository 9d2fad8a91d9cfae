"""Storing where postal codes and municipios are."""

from padron.catalogos.importacion.clues.lectura import Lectura, Suma
from padron.catalogos.importacion.clues.municipios import Indice
from padron.catalogos.models import CentroCP, CentroMunicipio

_LOTE = 2000
_CENTRO = ["latitud", "longitud", "unidades"]


def store_centros(lectura: Lectura, indice: Indice) -> tuple[int, int]:
    """Make the centres of the states that the register has what it says. Return how many of each kind there are."""
    codigos = [
        CentroCP(cp=cp, estado=suma.estado, unidades=suma.unidades, **suma.centro._asdict())
        for cp, suma in lectura.codigos.items()
    ]
    municipios = [
        CentroMunicipio(municipio_id=pk, unidades=suma.unidades, **suma.centro._asdict())
        for pk, suma in _add_municipios(lectura, indice).items()
    ]
    CentroCP.objects.filter(estado__in=lectura.estados).delete()
    CentroMunicipio.objects.filter(municipio__estado__in=lectura.estados).delete()
    # One of another state may be there already: units err in their postal code.
    CentroCP.objects.bulk_create(
        codigos, _LOTE, update_conflicts=True, unique_fields=["cp"], update_fields=["estado", *_CENTRO]
    )
    CentroMunicipio.objects.bulk_create(municipios, _LOTE)
    return len(codigos), len(municipios)


def _add_municipios(lectura: Lectura, indice: Indice) -> dict[int, Suma]:
    """Return the sums by municipio of our catalogue: two spellings of one are one."""
    sumas: dict[int, Suma] = {}
    for lugar, suma in lectura.municipios.items():
        if (pk := indice.find(lugar)) is not None:
            total = sumas.setdefault(pk, Suma(suma.estado))
            total.unidades += suma.unidades
            total.latitud += suma.latitud
            total.longitud += suma.longitud
    return sumas
