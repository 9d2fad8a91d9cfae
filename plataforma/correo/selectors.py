"""How a mail fares, for the page that tells it."""

from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from plataforma.correo.services import get_dedup_key

__all__ = ["is_abandonado"]


def is_abandonado(correo: Correo) -> bool:
    """Tell whether a mail that was never handed over will not be tried again."""
    given_up = Mensaje.objects.filter(dedup_key=get_dedup_key(correo), state=Mensaje.Estado.MUERTO).exists()
    return given_up and correo.estado == Correo.Estado.EN_COLA
