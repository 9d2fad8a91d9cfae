"""`manage.py demo [--alumnos 300] [--listar]`: the demonstration's data, and who is in it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from imss_portal.demostracion.carga import load_demostracion
from imss_portal.demostracion.personas import PERSONAS
from imss_portal.demostracion.responsable import create_responsable


class Command(BaseCommand):
    """Loads the demonstration, or prints its named people as JSON lines and loads nothing."""

    help = "Carga los datos de la demostración: una universidad, tres planteles y alumnos inventados."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--alumnos", type=int, default=300, help="cuántos (300 si no se dice)")
        parser.add_argument("--listar", action="store_true", help="solo imprime las personas de prueba")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MODO_DEMOSTRACION:
            raise CommandError("Los datos de demostración solo se cargan con MODO_DEMOSTRACION=1.")
        if options["listar"]:
            for persona in PERSONAS:
                self.stdout.write(json.dumps(persona.as_linea(), ensure_ascii=False))
            return
        create_responsable()
        resumen = load_demostracion(total=options["alumnos"], hoy=timezone.localdate())
        self.stdout.write(
            f"Demostración: {resumen.creadas} alumnos nuevos, {resumen.filas - resumen.creadas} ya estaban."
        )
