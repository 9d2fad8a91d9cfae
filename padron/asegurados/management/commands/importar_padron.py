"""`manage.py importar_padron ARCHIVO [--simular] [--informe RECHAZADAS.csv] [--notas NOTAS.csv]`."""

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from padron.asegurados.importacion import ArchivoIlegible, Resumen, Salidas, describe, import_padron


class Command(BaseCommand):
    """Loads a roster and says what became of each row."""

    help = "Carga un padrón o una respuesta del IMSS (CSV, XLSX). Cargar dos veces el mismo archivo no cambia nada."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--simular", action="store_true", help="revisa todo y no guarda nada")
        parser.add_argument("--informe", type=Path, help="CSV con las filas rechazadas, listo para corregir y cargar")
        parser.add_argument("--notas", type=Path, help="CSV con cada rechazo, falla, aviso y reparación")

    def handle(self, *args: Any, **options: Any) -> None:
        with ExitStack() as stack:
            notas, informe = (_open(stack, options[name]) for name in ("notas", "informe"))
            salidas = Salidas(notas=notas, rechazadas=informe)
            resumen = self._load(options["archivo"], simular=options["simular"], salidas=salidas)
        for nota in resumen.primeras:
            self.stdout.write(describe(nota))
        self.stdout.write(describe_resumen(resumen))
        if options["simular"]:
            self.stdout.write("Fue una simulación: no se guardó nada.")

    def _load(self, archivo: Path, *, simular: bool, salidas: Salidas) -> Resumen:
        try:
            return import_padron(
                archivo=archivo,
                hoy=timezone.localdate(),
                actor="importar_padron",
                simular=simular,
                salidas=salidas,
                progreso=self._show_progreso,
            )
        except ArchivoIlegible as error:
            raise CommandError(str(error)) from None
        except IntegrityError:
            raise CommandError("Otro proceso cambiaba los mismos datos. No se guardó nada: repite la carga.") from None
        except OperationalError as error:
            raise CommandError(f"La base de datos interrumpió la carga y no se guardó nada: {error}") from None

    def _show_progreso(self, filas: int) -> None:
        if filas % 10_000 == 0:
            self.stderr.write(f"{filas} filas…")


def describe_resumen(resumen: Resumen) -> str:
    """Return the counts as a sentence."""
    return (
        f"{resumen.filas} filas: {resumen.creadas} creadas, {resumen.actualizadas} actualizadas, "
        f"{resumen.sin_cambio} sin cambio, {resumen.rechazadas} rechazadas. "
        f"Con falla en sus datos: {resumen.con_falla}. Reparaciones: {resumen.reparadas}. Avisos: {resumen.avisos}."
    )


def _open(stack: ExitStack, path: Path | None) -> TextIO | None:
    """Open a file of the report for its owner alone: it holds personal data."""
    if path is None:
        return None
    try:
        path.touch(mode=0o600)
        file = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CommandError(f"No se puede escribir el informe: {error.strerror}.") from None
    return stack.enter_context(file)
