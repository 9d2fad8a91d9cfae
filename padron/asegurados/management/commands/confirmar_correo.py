"""`manage.py confirmar_correo CURP_O_CODIGO CORREO [--plantel CLAVE]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from padron.asegurados.correos import confirm_correo
from padron.asegurados.management.commands.clave_de_registro import find_plantel
from padron.asegurados.papeletas import NoEncontrado, find_inscripcion

ACTOR = "confirmar_correo"


class Command(BaseCommand):
    help = "Confirma un correo del padrón que se suspendió al usar una clave de registro: vuelve a dar acceso."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quien", help="CURP o código de estudiante")
        parser.add_argument("correo")
        parser.add_argument("--plantel", help="clave del plantel")

    def handle(self, *args: Any, **options: Any) -> None:
        plantel = find_plantel(options["plantel"]) if options["plantel"] else None
        try:
            inscripcion = find_inscripcion(options["quien"], plantel=plantel)
        except NoEncontrado as error:
            raise CommandError(str(error)) from None
        if not confirm_correo(asegurado=inscripcion.asegurado, correo=options["correo"], actor=ACTOR):
            raise CommandError("Ese correo no está suspendido para este estudiante. No se cambió nada.")
        self.stdout.write("Listo: ese correo vuelve a dar acceso.")
