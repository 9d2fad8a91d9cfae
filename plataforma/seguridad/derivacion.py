"""Values derived from the secret key, so that the database never holds them."""

import base64
import hmac

from django.utils.crypto import salted_hmac


def derive(purpose: str, *parts: str) -> bytes:
    """Return 32 bytes that only this installation can compute from `purpose` and `parts`."""
    # Each part carries its length: ("ab", "c") and ("a", "bc") must not meet.
    value = "".join(f"{len(part)}:{part}" for part in parts)
    return salted_hmac(f"ruta.{purpose}", value, algorithm="sha256").digest()


def derive_token(purpose: str, *parts: str) -> str:
    """Return `derive` cut to 128 bits as URL-safe text of 22 characters."""
    return base64.urlsafe_b64encode(derive(purpose, *parts)[:16]).decode().rstrip("=")


def derive_code(purpose: str, *parts: str) -> str:
    """Return `derive` as a code of six digits."""
    return f"{int.from_bytes(derive(purpose, *parts)[:8], 'big') % 1_000_000:06d}"


def is_same(given: str, expected: str) -> bool:
    """Compare two texts in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(), expected.encode())
