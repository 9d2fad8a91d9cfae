"""`manage.py importar_sepomex CPdescarga.txt [--simular] [--fecha AAAA-MM-DD]`."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from padron.catalogos.importacion import ArchivoIlegible, Resumen, import_sepomex

CADA: Final = 20_000  # rows from one sign of progress to the next


class Command(BaseCommand):
    """Replaces the postal catalogue by the official one."""

    help = "Pone en lugar del catálogo de códigos postales el de SEPOMEX. Cargarlo dos veces no cambia nada."
    _anunciadas = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path, help="CPdescarga.txt, de todos los estados")
        parser.add_argument("--simular", action="store_true", help="revisa todo y no guarda nada")
        parser.add_argument("--fecha", type=dt.date.fromisoformat, help="fecha de la fuente; si falta, la del archivo")

    def handle(self, *args: Any, **options: Any) -> None:
        resumen = self._import(options["archivo"], fecha=options["fecha"], simular=options["simular"])
        for aviso in resumen.avisos:
            self.stdout.write(aviso)
        self.stdout.write(resumen.describe())
        if options["simular"]:
            self.stdout.write("Fue una simulación: no se guardó nada.")

    def _import(self, archivo: Path, *, fecha: dt.date | None, simular: bool) -> Resumen:
        try:
            return import_sepomex(
                archivo=archivo, actor="importar_sepomex", fecha=fecha, simular=simular, progreso=self._show_progreso
            )
        except ArchivoIlegible as error:
            raise CommandError(str(error)) from None
        except OperationalError as error:
            raise CommandError(f"La base de datos interrumpió la carga y no se guardó nada: {error}") from None

    def _show_progreso(self, filas: int) -> None:
        if filas - self._anunciadas >= CADA:
            self._anunciadas = filas
            self.stderr.write(f"{filas} filas…")
