import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from imss_portal.revision.alrededor import ALREDEDOR
from imss_portal.revision.arranque import AL_ARRANCAR
from imss_portal.revision.base import find_faltas


class Command(BaseCommand):
    help = "Revisa ajustes, base de datos, claves, sello, correo, Redis, archivos, reloj y disco. No cambia nada."
    requires_system_checks = ()  # they stop at the first fault

    def handle(self, *args: Any, **options: Any) -> None:
        revisiones = (*AL_ARRANCAR, *ALREDEDOR)
        faltas = find_faltas(revisiones)
        connections.close_all()
        for falta in faltas:
            self.stdout.write(f"{falta.nombre}: {falta.frase}")
        self.stdout.write(f"Revisado: {', '.join(revision.nombre for revision in revisiones)}.")
        if faltas:
            self.stdout.write("Corrige lo anterior y repite manage.py revisar.")
            sys.exit(1)
        self.stdout.write("Todo está bien.")
