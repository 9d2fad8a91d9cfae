"""The rows of django-simple-captcha.

The package writes the `hashkey` of a row into the page. A program that knows the `hashkey` can draw the image of each
possible answer and compare. So our pages contain another key, and only this installation can derive the `hashkey`.
"""

from typing import Any

from captcha.conf import settings as captcha_settings
from captcha.models import CaptchaStore

from plataforma.seguridad.derivacion import derive_token

__all__ = ["forget_expired", "get_hashkey", "get_row"]


def get_hashkey(key: str) -> str:
    """Return the `hashkey` of a page's key."""
    return derive_token("captcha", key)


def get_row(key: str) -> Any:
    """Return the CaptchaStore of a page's key, with new letters if the key has no row yet."""
    # Not `CaptchaStore.generate_key`, because the page would write a row even if no browser loads the image.
    forget_expired()
    challenge, response = captcha_settings.get_challenge()()
    defaults = {"challenge": challenge, "response": response}
    return CaptchaStore.objects.get_or_create(hashkey=get_hashkey(key), defaults=defaults)[0]


def forget_expired() -> None:
    """Delete the letters that nobody answered in time."""
    CaptchaStore.remove_expired()
