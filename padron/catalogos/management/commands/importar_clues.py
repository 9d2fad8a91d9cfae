"""`manage.py importar_clues ARCHIVO [--simular] [--fecha AAAA-MM-DD]`."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from padron.catalogos.importacion import ArchivoIlegible, ResumenClinicas, import_clues


class Command(BaseCommand):
    """Loads the family clinics of the health-unit register."""

    help = "Carga las clínicas del registro CLUES (XLSX o CSV). Cargarlo dos veces no cambia nada."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path, help="el libro del registro, de un estado o de todos")
        parser.add_argument("--simular", action="store_true", help="revisa todo y no guarda nada")
        parser.add_argument("--fecha", type=dt.date.fromisoformat, help="fecha de la fuente; si falta, la del archivo")

    def handle(self, *args: Any, **options: Any) -> None:
        resumen = self._import(options["archivo"], fecha=options["fecha"], simular=options["simular"])
        for nota in resumen.notas:
            self.stdout.write(nota)
        if resumen.omitidas:
            self.stdout.write(f"… y {resumen.omitidas} notas más.")
        self.stdout.write(resumen.describe())
        if options["simular"]:
            self.stdout.write("Fue una simulación: no se guardó nada.")

    def _import(self, archivo: Path, *, fecha: dt.date | None, simular: bool) -> ResumenClinicas:
        try:
            return import_clues(
                archivo=archivo, actor="importar_clues", fecha=fecha, simular=simular, progreso=self._show_progreso
            )
        except ArchivoIlegible as error:
            raise CommandError(str(error)) from None
        except OperationalError as error:
            raise CommandError(f"La base de datos interrumpió la carga y no se guardó nada: {error}") from None

    def _show_progreso(self, filas: int) -> None:
        self.stderr.write(f"{filas} filas…")
