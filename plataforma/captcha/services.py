"""The rows of django-simple-captcha: letters by key, until they are used or forgotten.

The key of an image is given out with the page, its letters are chosen when somebody first looks at the image or hears
it: a page alone writes nothing. Letters are compared as they were drawn (`challenge`), case and all.
"""

from collections.abc import Sequence

from captcha.models import CaptchaStore
from django.utils import timezone

from plataforma.captcha.letras import make_letras

__all__ = ["find_key", "forget", "forget_expired", "get_letras", "use"]


def get_letras(key: str) -> str:
    """Return the letters of a key, choosing them the first time."""
    live = CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now())
    letras: str | None = live.values_list("challenge", flat=True).first()
    if letras is None:
        forget_expired()
        new = make_letras()
        store, _ = CaptchaStore.objects.get_or_create(hashkey=key, defaults={"challenge": new, "response": new})
        letras = store.challenge
    return letras


def find_key(keys: Sequence[str], letras: str) -> str | None:
    """Return which of the keys has these letters, or None. Nothing is used up."""
    live = CaptchaStore.objects.filter(hashkey__in=keys, expiration__gt=timezone.now())
    found: dict[str, str] = dict(live.values_list("challenge", "hashkey"))
    return found.get(letras)


def use(key: str, letras: str) -> bool:
    """Use the letters up. Of any number of callers at the same moment one is told True."""
    # One DELETE decides. It names the letters as well: a row made anew for an old key has others.
    live = CaptchaStore.objects.filter(hashkey=key, challenge=letras, expiration__gt=timezone.now())
    deleted: int = live.delete()[0]
    return deleted == 1


def forget(keys: Sequence[str]) -> None:
    """Spoil these letters: somebody guessed, and guesses at once."""
    CaptchaStore.objects.filter(hashkey__in=keys).delete()


def forget_expired() -> None:
    """Delete what nobody answered in time."""
    CaptchaStore.remove_expired()
