"""One load: rows in, batches through, counts out, all in one transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from django.db import transaction

from padron.asegurados.importacion.almacen import Lote, store_lote, store_numeros
from padron.asegurados.importacion.archivo import Fila, Padron, open_padron
from padron.asegurados.importacion.buzones import COLUMNAS_DE_CORREO, find_compartidos, warn_vinculados
from padron.asegurados.importacion.ciclos import store_ciclos
from padron.asegurados.importacion.dudas import find_lineas, list_guardadas, refuse_sin_dia, settle_padron
from padron.asegurados.importacion.fallas import (
    Fallas,
    close_repetidos,
    list_repetidos,
    store_fallas,
    store_fallas_de_nss,
)
from padron.asegurados.importacion.informe import Informe, Resumen, describe_falla
from padron.asegurados.importacion.notas import LECTURA, RECHAZADA, Nota, Notas
from padron.asegurados.importacion.perfil import Veredicto
from padron.asegurados.importacion.respuesta import check_respuestas
from padron.asegurados.importacion.revision import Alumno, Revision, check_fila
from padron.asegurados.rules import Persona
from padron.asegurados.signals import padron_corregido
from padron.identificadores.texto import compact
from padron.planteles.models import Plantel
from plataforma.archivos.lectura import ArchivoIlegible
from plataforma.seguridad.auditoria import audit

LOTE: Final = 1000
REPETIDA: Final = "el archivo ya trae antes a este alumno en el mismo plantel y ciclo"

Progreso = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Salidas:
    """Where a load writes what it found: all notes, and the refused rows in the columns they came in."""

    notas: TextIO | None = None
    rechazadas: TextIO | None = None


def import_padron(
    *,
    archivo: Path,
    hoy: dt.date,
    actor: str,
    simular: bool = False,
    salidas: Salidas | None = None,
    progreso: Progreso | None = None,
) -> Resumen:
    """Load a roster file and return the counts. Raises ArchivoIlegible; nothing is changed then.

    Source: docs/reglas.md, «Rosters». The same file twice changes nothing.
    """
    salidas = salidas or Salidas()
    informe = Informe(notas=salidas.notas, rechazadas=salidas.rechazadas)
    try:
        padron = open_padron(archivo)
        informe.start(padron.encabezado)
        carga = _prepare(padron, informe, hoy)
        return _load(carga, actor=actor, simular=simular, progreso=progreso)
    except ArchivoIlegible as error:
        informe.add([Nota(1, "archivo", str(error))])
        raise


def import_filas(*, filas: Iterable[Fila], hoy: dt.date, actor: str) -> Resumen:
    """Load rows that are in our own format already; `import_padron` takes them from a file."""
    return _load(CargaDePadron(Informe(), hoy, list(filas), Veredicto()), actor=actor)


def _prepare(padron: Padron, informe: Informe, hoy: dt.date) -> "Carga":
    """Read the file a first time, and return the load that fits what it is."""
    if padron.is_respuesta:
        informe.add([Nota(padron.linea, LECTURA, "sin plantel, código ni ciclo: se leyó como respuesta del IMSS")])
        return CargaDeRespuesta(informe, hoy, padron)
    veredicto = settle_padron(padron)
    informe.add(nota._replace(linea=padron.linea) for nota in veredicto.notas)
    return CargaDePadron(informe, hoy, padron, veredicto)


def _load(
    carga: "Carga",
    *,
    actor: str,
    simular: bool = False,
    progreso: Progreso | None = None,
) -> Resumen:
    resumen = carga.informe.resumen
    with transaction.atomic():
        # One load at a time: the campuses' rows are its lock, and nobody else's (FOR NO KEY UPDATE).
        rows = list(Plantel.objects.select_for_update(no_key=True).order_by("pk").values_list("clave", "nombre", "pk"))
        carga.planteles = _list_planteles(rows)
        for lote in _split(carga.filas):
            resumen.filas += len(lote)
            carga.load(lote)
            if progreso:
                progreso(resumen.filas)
        carga.finish()
        audit("importar_padron", objeto="padron", actor=actor, valores=resumen.as_dict())
        padron_corregido.send(sender=Resumen)
        transaction.set_rollback(simular)
    return resumen


def _list_planteles(rows: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """Return the campuses by key, and by name where only one has it."""
    nombres = Counter(nombre.upper() for _, nombre, _ in rows)
    por_nombre = {nombre.upper(): pk for _, nombre, pk in rows if nombres[nombre.upper()] == 1}
    return por_nombre | {clave.upper(): pk for clave, _, pk in rows}


class Carga:
    """A load under way: what it must remember from one batch to the next."""

    def __init__(self, informe: Informe, hoy: dt.date, filas: Iterable[Fila]) -> None:
        self.informe, self.hoy, self.filas = informe, hoy, filas
        self.planteles: dict[str, int] = {}
        self._otros: set[int] = set()  # students of earlier batches in whom a later one found a fault

    def load(self, lote: Sequence[Fila]) -> None:
        """Check, store and count one batch."""
        raise NotImplementedError

    def finish(self) -> None:
        """Do what is done once, after all batches."""
        close_repetidos()
        fallas = list_repetidos(self._otros) if self._otros else []
        lineas = find_lineas(self.filas, {falla.asegurado.curp for falla in fallas})
        conocidas = [falla for falla in fallas if falla.asegurado.curp in lineas]
        self.informe.add(describe_falla(lineas[falla.asegurado.curp], falla) for falla in conocidas)
        self.informe.resumen.con_falla += len({falla.asegurado_id for falla in conocidas})

    def _tell(self, notas: Iterable[Notas], filas: Sequence[Fila], guardado: Lote, fallas: Fallas) -> None:
        """Count the batch and write its notes."""
        notas, resumen = list(notas), self.informe.resumen
        rechazadas = {one.linea: one.list_textos(RECHAZADA) for one in notas if one.is_rechazada}
        for fila in filas:
            if fila.linea in rechazadas:
                self.informe.refuse(fila.celdas, rechazadas[fila.linea])
        de_fallas = (describe_falla(linea, falla) for linea, todas in fallas.por_linea.items() for falla in todas)
        self.informe.add([*(nota for one in notas for nota in one.todas), *de_fallas])
        self._otros |= fallas.otros
        resumen.rechazadas += len(rechazadas)
        resumen.creadas += len(guardado.creadas)
        resumen.actualizadas += len(guardado.actualizadas)
        resumen.sin_cambio += len(filas) - len(rechazadas) - len(guardado.creadas) - len(guardado.actualizadas)
        resumen.con_falla += sum(1 for todas in fallas.por_linea.values() if todas)


class CargaDePadron(Carga):
    """A roster."""

    def __init__(self, informe: Informe, hoy: dt.date, filas: Iterable[Fila], veredicto: Veredicto) -> None:
        super().__init__(informe, hoy, filas)
        self.veredicto = veredicto
        self._ciclos: set[tuple[int, str]] = set()
        self._vistos: set[int] = set()
        self._correos: dict[int, int] = {}  # the e-mail addresses that were stored, as hashes, with their lines

    def load(self, lote: Sequence[Fila]) -> None:
        """Check, store and count one batch."""
        guardadas = list_guardadas(lote)
        revisiones = [self._check(fila, guardadas) for fila in lote]
        refuse_sin_dia(revisiones)
        alumnos = [revision.alumno for revision in revisiones if self._is_first(revision) and revision.alumno]
        guardado = store_lote(alumnos, hoy=self.hoy)
        self._ciclos |= {(alumno.plantel_id, alumno.ciclo) for alumno in alumnos}
        self._remember_correos(alumnos, guardado)
        warn_vinculados(revisiones, guardado)
        self._tell((revision.notas for revision in revisiones), lote, guardado, store_fallas(alumnos, guardado))

    def finish(self) -> None:
        """Store the cycles, and tell which mailboxes are also those of students who are on record."""
        store_ciclos(self._ciclos)
        self.informe.add(find_compartidos(self._correos))
        super().finish()

    def _check(self, fila: Fila, guardadas: Mapping[str, Persona]) -> Revision:
        guardada = guardadas.get(compact(fila.valores.get("curp", ""))) if guardadas else None
        return check_fila(fila, planteles=self.planteles, hoy=self.hoy, veredicto=self.veredicto, guardada=guardada)

    def _is_first(self, revision: Revision) -> bool:
        """Refuse a second row of the same student, campus and cycle. Remembered as hashes: a million take 70 MB."""
        if (alumno := revision.alumno) is None:
            return False
        marca = hash((alumno.curp, alumno.plantel_id, alumno.ciclo))
        if marca in self._vistos:
            revision.notas.refuse(REPETIDA, "curp", alumno.curp)
            return False
        self._vistos.add(marca)
        return True

    def _remember_correos(self, alumnos: Iterable[Alumno], guardado: Lote) -> None:
        """Remember what this load wrote; of rows that share a mailbox within the file the first reading told."""
        for alumno in alumnos:
            if alumno.linea in guardado.tocadas and alumno.linea not in self.veredicto.compartidos:
                for name in COLUMNAS_DE_CORREO:
                    if correo := alumno.inscripcion.get(name):
                        self._correos.setdefault(hash(correo), alumno.linea)


class CargaDeRespuesta(Carga):
    """An answer of the IMSS: numbers for students who are on record."""

    def __init__(self, informe: Informe, hoy: dt.date, filas: Iterable[Fila]) -> None:
        super().__init__(informe, hoy, filas)
        self._vistos: set[int] = set()

    def load(self, lote: Sequence[Fila]) -> None:
        """Check, store and count one batch."""
        respuestas = check_respuestas(lote, hoy=self.hoy, vistos=self._vistos)
        numeros = {one.curp: one.nss for one in respuestas if one.nss and not one.notas.is_rechazada}
        lineas = {one.notas.linea: one.curp for one in respuestas if one.curp in numeros and not one.notas.is_rechazada}
        guardado = store_numeros(numeros, lineas, hoy=self.hoy)
        fallas = store_fallas_de_nss(lineas, guardado)
        self._tell((one.notas for one in respuestas), lote, guardado, fallas)


def _split(filas: Iterable[Fila]) -> Iterator[list[Fila]]:
    iterator = iter(filas)
    while lote := list(islice(iterator, LOTE)):
        yield lote
