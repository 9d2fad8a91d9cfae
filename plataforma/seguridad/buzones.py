"""E-mail addresses: recognise different spellings of one mailbox, and probable typing errors."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})
# The domains in which nearly all students have their e-mail address.
COMUNES: Final = (
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "outlook.es",
    "hotmail.es",
    "live.com.mx",
    "yahoo.com.mx",
    "yahoo.com",
    "icloud.com",
)
# Real domains that look like a typing error of a domain in COMUNES.
EXISTEN: Final = frozenset({"mail.com", "email.com", "ymail.com", "gmx.com", "live.com", "hotmail.com.mx"})
PARECIDO: Final = 0.86  # minimum ratio of difflib; it allows one wrong or missing letter, or two exchanged letters


def normalize_buzon(correo: str) -> str:
    """Return the same text for all e-mail addresses that are known to reach the same mailbox.

    It ignores case, quotes, the part after a `+`, the dots in Gmail addresses, and how a domain with accents is
    written. Use the result only to count mails. Send mails to the address as it was typed. Any text is accepted.
    """
    name, _, domain = correo.strip().lower().rpartition("@")
    domain = _to_ascii(domain.rstrip("."))
    name = name.replace('"', "").replace("\\", "")
    name = name.partition("+")[0] or name  # a name that begins with + has no part to remove
    if domain in GMAIL:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


@lru_cache(maxsize=4096)  # most mailboxes are of few domains
def _to_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # a part of the domain is too long or empty, so no mail can arrive
        return domain


def suggest_correo(correo: str) -> str | None:
    """Return the e-mail address that was probably meant (gmail.com for «gmial.com»), or None if it looks right."""
    name, _, host = correo.rpartition("@")
    if not name or host in COMUNES or host in EXISTEN:
        return None
    near = get_close_matches(host, COMUNES, n=1, cutoff=PARECIDO)
    return f"{name}@{near[0]}" if near else None
