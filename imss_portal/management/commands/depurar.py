from typing import Any

from django.core.management.base import BaseCommand

from imss_portal.retencion import forget


class Command(BaseCommand):
    help = "Borra lo que ya no debe guardarse. El reloj lo hace cada noche; repetirlo no cambia nada."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, count in forget().items():
            self.stdout.write(f"{what}: {count}")
