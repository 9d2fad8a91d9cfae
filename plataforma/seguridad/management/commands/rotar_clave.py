from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plataforma.seguridad.archivos import ArchivoIlegible
from plataforma.seguridad.llave import renew_llave
from plataforma.seguridad.rotacion import Ilegible, Tabla, list_tablas, rotate, verify
from plataforma.seguridad.rotacion_archivos import rotate_archivos, verify_archivos


class Command(BaseCommand):
    help = (
        "Cifra con CLAVE_CIFRADO lo que está cifrado con CLAVE_CIFRADO_ANTERIOR: la base de datos y los archivos. "
        "Detén antes el portal. "
        "Si se interrumpe, repítelo: sigue donde se quedó. Al final comprueba cada valor y cada archivo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CLAVE_CIFRADO_ANTERIOR in ("", settings.CLAVE_CIFRADO):
            raise CommandError("Define CLAVE_CIFRADO (la nueva) y CLAVE_CIFRADO_ANTERIOR (la de hasta ahora).")
        try:
            self._rotate()
        except Ilegible as error:
            raise CommandError(f"Ninguna de las dos claves abre {error.donde}. Revisa las claves y repite.") from None
        except ArchivoIlegible as error:
            raise CommandError(f"Ninguna de las dos claves abre el archivo {error}. Revísalo y repite.") from None
        except ValueError as error:
            raise CommandError(str(error)) from None

    def _rotate(self) -> None:
        tablas = list_tablas()
        for tabla in tablas:
            changed = rotate(tabla, self._report)
            self.stdout.write(f"{tabla.nombre}: {changed} valores pasaron a la clave nueva")
        changed = rotate_archivos(anterior=settings.CLAVE_CIFRADO_ANTERIOR, avance=self._report_archivos)
        self.stdout.write(f"archivos: {changed} pasaron a la clave nueva")
        total, archivos = sum(verify(tabla) for tabla in tablas), verify_archivos()
        renew_llave()
        leidos = f"{total} valores y {archivos} archivos se leen con la clave nueva"
        self.stdout.write(f"Comprobado: {leidos}. Quita CLAVE_CIFRADO_ANTERIOR.")

    def _report(self, tabla: Tabla, seen: int) -> None:
        self.stdout.write(f"  {tabla.nombre}: {seen} revisados")
        self.stdout.flush()

    def _report_archivos(self, seen: int) -> None:
        self.stdout.write(f"  archivos: {seen} revisados")
        self.stdout.flush()
