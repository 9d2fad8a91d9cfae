"""One load of the postal catalogue: rows in, batches through, counts out, all in one transaction."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from padron.catalogos.importacion import paquete, sepomex
from padron.catalogos.importacion.almacen import Almacen
from padron.catalogos.importacion.asentamientos import Asentamiento
from padron.catalogos.importacion.resumen import Resumen
from padron.catalogos.models import FuenteCatalogo
from plataforma.seguridad.auditoria import audit

LOTE: Final = 2000

Progreso = Callable[[int], None]


def load_codigos_postales(*, actor: str, progreso: Progreso | None = None) -> Resumen:
    """Make the postal catalogue what the package `postalcodes-mexico` brings."""
    fuente = FuenteCatalogo(descripcion=paquete.get_descripcion(), fecha=paquete.FECHA)
    return _replace(paquete.read_asentamientos(), fuente, actor=actor, progreso=progreso)


def import_sepomex(
    *, archivo: Path, actor: str, fecha: dt.date | None = None, simular: bool = False, progreso: Progreso | None = None
) -> Resumen:
    """Make the postal catalogue what the file of SEPOMEX says. Raises ArchivoIlegible; nothing is changed then.

    Without `fecha` the date of the source is that of the file, which unpacking the ZIP of SEPOMEX keeps.
    """
    filas = sepomex.read_asentamientos(archivo)
    fecha = fecha or dt.datetime.fromtimestamp(archivo.stat().st_mtime, tz=timezone.get_current_timezone()).date()
    fuente = FuenteCatalogo(descripcion="SEPOMEX, CPdescarga.txt", fecha=fecha)
    return _replace(filas, fuente, actor=actor, simular=simular, progreso=progreso)


def _replace(
    filas: Iterable[Asentamiento],
    fuente: FuenteCatalogo,
    *,
    actor: str,
    simular: bool = False,
    progreso: Progreso | None = None,
) -> Resumen:
    resumen = Resumen()
    with transaction.atomic():
        # One load at a time: this row is its lock.
        row, _ = FuenteCatalogo.objects.update_or_create(
            catalogo=FuenteCatalogo.Catalogo.CODIGOS_POSTALES,
            defaults={"descripcion": fuente.descripcion, "fecha": fuente.fecha},
        )
        almacen = Almacen(resumen)
        for lote in _split(filas):
            almacen.store(lote)
            if progreso:
                progreso(resumen.filas)
        almacen.remove_rest()
        row.filas = resumen.filas
        row.save(update_fields=["filas", "cargado"])
        audit("importar_codigos_postales", objeto=str(row), actor=actor, valores=resumen.as_dict())
        transaction.set_rollback(simular)
    return resumen


def _split(filas: Iterable[Asentamiento]) -> Iterator[list[Asentamiento]]:
    """Yield batches that do not part the rows of a postal code, as long as these follow each other."""
    lote: list[Asentamiento] = []
    for _, grupo in groupby(filas, key=attrgetter("cp")):
        lote += grupo
        if len(lote) >= LOTE:
            yield lote
            lote = []
    if lote:
        yield lote
