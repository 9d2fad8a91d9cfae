"""How a mail fares, for the page that tells it."""

from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from plataforma.correo.services import get_dedup_key

__all__ = ["has_correo", "is_abandonado"]


def has_correo(clave: str) -> bool:
    """Return whether a mail with this unique key was queued, sent or refused."""
    return Correo.objects.filter(clave=clave).exists()


def is_abandonado(correo: Correo) -> bool:
    """Tell whether a mail that was never handed over will not be tried again."""
    given_up = Mensaje.objects.filter(dedup_key=get_dedup_key(correo), state=Mensaje.Estado.MUERTO).exists()
    return given_up and correo.estado == Correo.Estado.EN_COLA
