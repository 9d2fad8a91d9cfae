"""The municipios during a load: found again by their code, or by name where one of the two sources has no codes."""

from collections.abc import Iterable

from padron.catalogos.importacion.asentamientos import Asentamiento
from padron.catalogos.models import Municipio
from padron.catalogos.rules import get_orden

Llave = tuple[str, str, str]


class Municipios:
    """All municipios, in memory: there are 2 500."""

    def __init__(self) -> None:
        # Among those of one name the one without code comes last, and stays.
        rows = Municipio.objects.order_by("-clave")
        self._by_nombre = {(row.estado, row.orden): row for row in rows}
        self._by_clave = {(row.estado, row.clave): row for row in rows if row.clave}
        self._vistos: dict[Llave, Municipio] = {}

    @property
    def vistos(self) -> set[int]:
        """Return the primary keys of those that the load has named."""
        return {row.pk for row in self._vistos.values()}

    @property
    def estados(self) -> set[str]:
        """Return the states that the load has named."""
        return {estado for estado, _, _ in self._vistos}

    def store(self, lote: Iterable[Asentamiento]) -> None:
        """Write those of the batch that are new or differ."""
        cambiados: dict[int, Municipio] = {}
        for fila in lote:
            llave = _get_llave(fila)
            if llave not in self._vistos:
                row = self._vistos[llave] = self._find(fila)
                if row.pk is None or (row.nombre, row.clave) != (fila.municipio, fila.clave or row.clave):
                    row.nombre, row.clave = fila.municipio, fila.clave or row.clave
                    cambiados[id(row)] = row
        Municipio.objects.bulk_create(
            cambiados.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["clave", "nombre", "orden"],
        )

    def get_pk(self, fila: Asentamiento) -> int:
        """Return the key of the row's municipio, which was stored before."""
        return self._vistos[_get_llave(fila)].pk

    def _find(self, fila: Asentamiento) -> Municipio:
        by_nombre = self._by_nombre.get((fila.estado, get_orden(fila.municipio)))
        if not fila.clave:
            return by_nombre or Municipio(estado=fila.estado)
        by_clave = self._by_clave.get((fila.estado, fila.clave))
        if by_clave is None and by_nombre is not None and not by_nombre.clave:
            by_clave = by_nombre
        return by_clave or Municipio(estado=fila.estado)


def _get_llave(fila: Asentamiento) -> Llave:
    """Return what tells municipios apart: the code, or the name where there is none."""
    return (fila.estado, fila.clave, "" if fila.clave else get_orden(fila.municipio))
