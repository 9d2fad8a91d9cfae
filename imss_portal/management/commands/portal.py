"""`manage.py portal`: everything that a portal on one machine is made of, until Ctrl-C."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from imss_portal.demostracion.personas import PERSONAS
from imss_portal.demostracion.responsable import USUARIO, get_archivo
from imss_portal.revision.arranque import ArranqueNegado, demand_arranque
from imss_portal.supervisor import preparar
from imss_portal.supervisor.servicios import Portal


class Command(BaseCommand):
    help = "Prepara lo que falte y arranca web, trabajadores, reloj y un Redis propio. Ctrl-C termina todo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--puerto", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        puerto = options["puerto"]
        preparar.check_port(puerto)
        try:
            demand_arranque()
        except ArranqueNegado as error:
            raise CommandError(str(error)) from None
        preparar.prepare()
        portal = Portal(puerto=puerto, log_dir=settings.VAR_DIR / "log")
        with portal:
            portal.wait_until_ready()
            if settings.MODO_DEMOSTRACION:
                self._present(puerto)
            self.stdout.write(f"Listo: http://127.0.0.1:{puerto}/")
            self.stdout.flush()
            portal.supervise()

    def _present(self, puerto: int) -> None:
        """Print the first persons to try: what to type, and what will happen; and the way in for staff."""
        self.stdout.write("Demostración: personas y clínicas inventadas. Los correos llegan a /buzon/.")
        for persona in PERSONAS[:3]:
            self.stdout.write(f"  {persona.curp}  {persona.correo:32}  {persona.explicacion}")
        entrada = f"http://127.0.0.1:{puerto}{reverse('admin:index')}"
        self.stdout.write(f"Personal: {entrada} usuario {USUARIO}, contraseña en {get_archivo()}")
