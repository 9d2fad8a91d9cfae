"""`manage.py cargar_codigos_postales [--reemplazar]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from padron.catalogos.importacion import load_codigos_postales
from padron.catalogos.models import CodigoPostal


class Command(BaseCommand):
    """Fills an empty postal catalogue with the default one."""

    help = "Carga los códigos postales del paquete postalcodes-mexico (2018), si no hay ninguno."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reemplazar", action="store_true", help="también si ya hay un catálogo")

    def handle(self, *args: Any, **options: Any) -> None:
        if CodigoPostal.objects.exists() and not options["reemplazar"]:
            self.stdout.write("Ya hay un catálogo de códigos postales: no se cambió nada (--reemplazar lo cambia).")
            return
        self.stdout.write(load_codigos_postales(actor="cargar_codigos_postales").describe())
