from typing import Any

from django.core.management.base import BaseCommand

from imss_portal.retencion import forget_all


class Command(BaseCommand):
    help = "Borra lo que ya no debe guardarse. El reloj lo hace cada noche; repetirlo no cambia nada."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in forget_all().items():
            self.stdout.write(f"{kind}: {count}")
