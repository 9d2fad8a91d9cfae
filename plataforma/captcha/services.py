"""The database rows of django-simple-captcha.

The package writes the `hashkey` of a row into the page. A program that knows the `hashkey` can draw the image of each
possible answer, and compare it with the image of the page. So our pages contain another key, and only this installation
can compute the `hashkey` from that key.
"""

from typing import Any

from captcha.conf import settings as captcha_settings
from captcha.models import CaptchaStore

from plataforma.seguridad.derivacion import derive_token

__all__ = ["forget_expired", "get_hashkey", "get_row"]


def get_hashkey(key: str) -> str:
    """Return the secret `hashkey` that belongs to the key of a page."""
    return derive_token("captcha", key)


def get_row(key: str) -> Any:
    """Return the CaptchaStore that belongs to the key of a page. If there is none, create it with new letters."""
    # The row is created when a browser loads the image. `CaptchaStore.generate_key` would create it when the page is
    # made, even if no browser loads the image.
    forget_expired()
    challenge, response = captcha_settings.get_challenge()()
    defaults = {"challenge": challenge, "response": response}
    return CaptchaStore.objects.get_or_create(hashkey=get_hashkey(key), defaults=defaults)[0]


def forget_expired() -> None:
    """Delete the letters that nobody has typed in time."""
    CaptchaStore.remove_expired()
