"""What `manage.py check`, and so every start, says of this room's settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from plataforma.seguridad.cifrado import check_key


@register()
def check_clave_cifrado(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Find a key of the encrypted columns that cannot be one."""
    try:
        check_key(settings.CLAVE_CIFRADO)
    except ValueError as error:
        return [Error(f"CLAVE_CIFRADO: {error}", id="seguridad.E001")]
    return []
