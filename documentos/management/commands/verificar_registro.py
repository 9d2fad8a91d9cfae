from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documentos.revision import EslabonRoto, find_archivos_rotos, verify_registro
from plataforma.seguridad.llave import is_llave_de_la_base


class Command(BaseCommand):
    """Walk the register of seals from its beginning, and open every file."""

    help = "Recorre el registro de documentos, nombra el primer eslabón roto y abre cada archivo (SHA-256)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_llave_de_la_base():
            raise CommandError("CLAVE_CIFRADO no es la clave de esta base de datos. Pon la clave con la que se cifró.")
        try:
            entradas, huella = verify_registro()
        except EslabonRoto as roto:
            raise CommandError(f"Registro roto en la entrada {roto.secuencia}: {roto.motivo}.") from roto
        rotos = 0
        for rotos, frase in enumerate(find_archivos_rotos(), start=1):  # noqa: B007 (counted after the loop)
            self.stderr.write(frase)
        if rotos:
            raise CommandError(f"El registro está íntegro, pero {rotos} archivos faltan o cambiaron.")
        self.stdout.write(f"Registro íntegro: {entradas} entradas, y todos sus archivos. Huella: {huella}")
