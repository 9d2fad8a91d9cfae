"""One load: rows in, batches through, counts out, all in one transaction."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from django.db import transaction

from padron.asegurados.importacion.almacen import store_lote
from padron.asegurados.importacion.archivo import Fila, read_filas
from padron.asegurados.importacion.ciclos import store_ciclos
from padron.asegurados.importacion.fallas import close_repetidos, store_fallas
from padron.asegurados.importacion.informe import Informe, Nota, Resumen
from padron.asegurados.importacion.revision import Revision, check_fila
from padron.asegurados.signals import padron_corregido
from padron.planteles.models import Plantel
from plataforma.archivos.lectura import ArchivoIlegible
from plataforma.seguridad.auditoria import audit

LOTE: Final = 1000
RECHAZADA: Final = "rechazada"
REPETIDA: Final = "el archivo ya trae antes a este alumno en el mismo plantel y ciclo"

Progreso = Callable[[int], None]


def import_padron(
    *,
    archivo: Path,
    hoy: dt.date,
    actor: str,
    simular: bool = False,
    informe: TextIO | None = None,
    progreso: Progreso | None = None,
) -> Resumen:
    """Load a roster file and return the counts. Raises ArchivoIlegible; nothing is changed then.

    Source: docs/reglas.md, «Rosters». The same file twice changes nothing.
    """
    try:
        return import_filas(
            filas=read_filas(archivo), hoy=hoy, actor=actor, simular=simular, informe=informe, progreso=progreso
        )
    except ArchivoIlegible as error:
        Informe(Resumen(), informe).add([Nota(1, "archivo", str(error))])
        raise


def import_filas(
    *,
    filas: Iterable[Fila],
    hoy: dt.date,
    actor: str,
    simular: bool = False,
    informe: TextIO | None = None,
    progreso: Progreso | None = None,
) -> Resumen:
    """Load rows from wherever they come; `import_padron` takes them from a file."""
    resumen = Resumen()
    carga = _Carga(Informe(resumen, informe), hoy)
    with transaction.atomic():
        # One load at a time: the campuses' rows are its lock, and nobody else's (FOR NO KEY UPDATE).
        rows = Plantel.objects.select_for_update(no_key=True).order_by("pk").values_list("clave", "pk")
        carga.planteles = {clave.upper(): pk for clave, pk in rows}
        for lote in _split(filas):
            carga.load(lote)
            if progreso:
                progreso(resumen.filas)
        store_ciclos(carga.ciclos)
        close_repetidos()
        audit("importar_padron", objeto="padron", actor=actor, valores=resumen.as_dict())
        padron_corregido.send(sender=Resumen)
        transaction.set_rollback(simular)
    return resumen


class _Carga:
    """A load under way: what it must remember from one batch to the next."""

    def __init__(self, informe: Informe, hoy: dt.date) -> None:
        self.informe = informe
        self.hoy = hoy
        self.planteles: dict[str, int] = {}
        self.ciclos: set[tuple[int, str]] = set()
        self._vistos: set[int] = set()

    def load(self, lote: Sequence[Fila]) -> None:
        """Check, store and count one batch."""
        revisiones = [check_fila(fila, planteles=self.planteles, hoy=self.hoy) for fila in lote]
        alumnos = [revision.alumno for revision in revisiones if self._is_first(revision) and revision.alumno]
        guardado = store_lote(alumnos, hoy=self.hoy)
        self.ciclos |= {(alumno.plantel_id, alumno.ciclo) for alumno in alumnos}
        fallas = store_fallas(alumnos, guardado)
        self.informe.add(_make_notas(revisiones, fallas))
        resumen = self.informe.resumen
        resumen.filas += len(lote)
        resumen.creadas += len(guardado.creadas)
        resumen.actualizadas += len(guardado.actualizadas)
        resumen.sin_cambio += len(alumnos) - len(guardado.creadas) - len(guardado.actualizadas)
        resumen.rechazadas += len(lote) - len(alumnos)
        resumen.con_falla += sum(1 for causas in fallas.values() if causas)
        resumen.avisos += sum(len(revision.avisos) for revision in revisiones)

    def _is_first(self, revision: Revision) -> bool:
        """Refuse a second row of the same student, campus and cycle. Remembered as hashes: a million take 70 MB."""
        if (alumno := revision.alumno) is None:
            return False
        marca = hash((alumno.curp, alumno.plantel_id, alumno.ciclo))
        if marca in self._vistos:
            revision.motivos.append(REPETIDA)
            return False
        self._vistos.add(marca)
        return True


def _make_notas(revisiones: Iterable[Revision], fallas: dict[int, list[str]]) -> Iterator[Nota]:
    for revision in revisiones:
        yield from (Nota(revision.linea, RECHAZADA, motivo) for motivo in revision.motivos)
        yield from (Nota(revision.linea, "aviso", aviso) for aviso in revision.avisos)
        yield from (Nota(revision.linea, "falla", causa) for causa in fallas.get(revision.linea, ()))


def _split(filas: Iterable[Fila]) -> Iterator[list[Fila]]:
    iterator = iter(filas)
    while lote := list(islice(iterator, LOTE)):
        yield lote
