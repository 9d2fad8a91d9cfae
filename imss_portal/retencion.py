"""What the portal forgets every night, room by room (trust, «Retention»)."""

from datetime import timedelta
from typing import Final

from django.core.management import call_command
from django.utils import timezone

from plataforma.bandeja.services import forget_mensajes
from plataforma.correo.services import forget_datos
from plataforma.seguridad.limites import forget_consumos
from tramites.retencion import expire_solicitudes

MES: Final = timedelta(days=30)


def forget(**_: object) -> dict[str, int]:
    """Delete what must not be kept any longer; again changes nothing. Returns what was done, in words, with counts."""
    ahora = timezone.now()
    call_command("clearsessions")
    return {
        "Solicitudes caducadas": expire_solicitudes(ahora=ahora),
        "Correos sin sus datos": forget_datos(before=ahora - MES),
        "Mensajes hechos borrados": forget_mensajes(before=ahora - MES),
        "Cuentas de límites borradas": forget_consumos(ahora),
    }
