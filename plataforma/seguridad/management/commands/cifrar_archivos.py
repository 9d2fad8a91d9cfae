from typing import Any

from django.core.management.base import BaseCommand

from plataforma.seguridad.rotacion_archivos import encrypt_plain_files


class Command(BaseCommand):
    help = "Cifra los archivos que estén sin cifrar, como los de un respaldo antiguo. Repetirlo no cambia nada."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Archivos cifrados: {encrypt_plain_files()}")
