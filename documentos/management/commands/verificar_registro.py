from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documentos.revision import EslabonRoto, verify_registro


class Command(BaseCommand):
    """Walk the register of seals from its beginning."""

    help = "Recorre el registro de documentos y nombra el primer eslabón roto."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entradas, huella = verify_registro()
        except EslabonRoto as roto:
            raise CommandError(f"Registro roto en la entrada {roto.secuencia}: {roto.motivo}.") from roto
        self.stdout.write(f"Registro íntegro: {entradas} entradas. Huella: {huella}")
