"""The link and the code of a Confirmacion: computed when they are needed, kept nowhere.

Both are bound to the row, its Solicitud, its address and its CURP: what was made for one says nothing about another.
"""

import base64
import binascii
from uuid import UUID

from plataforma.seguridad.derivacion import derive, derive_code, is_same
from tramites.models import Confirmacion

_ID, _MAC = 16, 16  # bytes


def _parts(confirmacion: Confirmacion) -> tuple[str, ...]:
    return (
        str(confirmacion.pk),
        str(confirmacion.solicitud_id),
        confirmacion.correo,
        confirmacion.solicitud.curp,
    )


def make_token(confirmacion: Confirmacion) -> str:
    """Return the text of 43 characters that the link carries."""
    mac = derive("confirmacion.liga", *_parts(confirmacion))[:_MAC]
    return base64.urlsafe_b64encode(confirmacion.pk.bytes + mac).decode().rstrip("=")


def make_code(confirmacion: Confirmacion) -> str:
    """Return the six digits that the mail carries."""
    return derive_code("confirmacion.codigo", *_parts(confirmacion))


def find_by_token(token: str) -> Confirmacion | None:
    """Return the row that `token` was made for, or None for any text that this portal did not make."""
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _ID + _MAC:
        return None
    confirmacion = Confirmacion.objects.select_related("solicitud").filter(pk=UUID(bytes=raw[:_ID])).first()
    # The whole text is compared, not the bytes: Base64 has several spellings of one value.
    return confirmacion if confirmacion and is_same(token, make_token(confirmacion)) else None
