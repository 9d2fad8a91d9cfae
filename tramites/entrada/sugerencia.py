"""«gmial.com»: an address whose host is nearly that of a provider that everybody has. Pure."""

from difflib import get_close_matches
from typing import Final

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
# Providers of their own that look like one of those.
EXISTEN: Final = frozenset({"mail.com", "email.com", "ymail.com", "gmx.com", "live.com", "hotmail.com.mx"})
PARECIDO: Final = 0.86  # difflib's ratio: one letter wrong, missing, or two exchanged


def suggest_correo(correo: str) -> str | None:
    """Return the address that was probably meant, or None where nothing looks like a slip."""
    name, _, host = correo.rpartition("@")
    if not name or host in COMUNES or host in EXISTEN:
        return None
    near = get_close_matches(host, COMUNES, n=1, cutoff=PARECIDO)
    return f"{name}@{near[0]}" if near else None
