"""E-mail addresses as people type them: spellings of one mailbox, and probable typing errors."""

from difflib import get_close_matches
from typing import Final

GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})
# Where nearly all students have their mail.
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
# Real providers whose name is similar to one of COMUNES.
EXISTEN: Final = frozenset({"mail.com", "email.com", "ymail.com", "gmx.com", "live.com", "hotmail.com.mx"})
PARECIDO: Final = 0.86  # difflib's ratio for one letter wrong, one letter missing, or two letters exchanged


def normalize_buzon(correo: str) -> str:
    """Return one spelling for all addresses that are known to reach the mailbox of `correo`.

    Case, quotes, what follows a `+`, the dots of Gmail, and both ways to write a domain with accents make no
    difference. Use it to count only; mail goes to the address as it was typed. Any text has an answer.
    """
    name, _, domain = correo.strip().lower().rpartition("@")
    domain = _to_ascii(domain.rstrip("."))
    name = name.replace('"', "").replace("\\", "")
    name = name.partition("+")[0] or name  # a name that begins with + has no tag
    if domain in GMAIL:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


def _to_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # a label is too long or empty: no mail arrives there anyway
        return domain


def suggest_correo(correo: str) -> str | None:
    """Return the address that was probably meant («gmial.com»), or None if the address looks right."""
    name, _, host = correo.rpartition("@")
    if not name or host in COMUNES or host in EXISTEN:
        return None
    near = get_close_matches(host, COMUNES, n=1, cutoff=PARECIDO)
    return f"{name}@{near[0]}" if near else None
