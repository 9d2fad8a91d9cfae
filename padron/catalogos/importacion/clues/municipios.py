"""Which municipio of our catalogue the register means."""

from padron.catalogos.importacion.clues.lectura import Lugar
from padron.catalogos.models import CodigoPostal, Municipio
from padron.catalogos.rules import get_orden


class Indice:
    """All municipios in memory: there are 2 500."""

    def __init__(self) -> None:
        rows = list(Municipio.objects.order_by("clave"))  # of one name the one with a code counts
        self._by_nombre = {(row.estado, row.orden): row.pk for row in rows}
        self._by_clave = {(row.estado, row.clave): row.pk for row in rows if row.clave}
        self._rows = {row.pk: row for row in rows}

    def find(self, lugar: Lugar) -> int | None:
        """Return the key of the municipio by its code where the catalogue has codes, else by its name, or None."""
        by_clave = self._by_clave.get((lugar.estado, lugar.clave))
        return by_clave or self._by_nombre.get((lugar.estado, get_orden(lugar.nombre)))

    def find_by_cp(self, cps: set[str]) -> dict[str, int]:
        """Return the municipio of each of the postal codes that the catalogue knows."""
        return dict(CodigoPostal.objects.filter(pk__in=cps).values_list("pk", "municipio"))

    def get_estado(self, municipio: int) -> str:
        """Return the state of the municipio."""
        return self._rows[municipio].estado

    def write_nombre(self, municipio: int | None, nombre: str) -> str:
        """Return the name as our catalogue has it, with its accents; the register's own if it is another."""
        row = self._rows.get(municipio) if municipio else None
        return row.nombre if row and row.orden == get_orden(nombre) else nombre
