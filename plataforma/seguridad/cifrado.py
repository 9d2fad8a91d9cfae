"""Columns that a stolen database does not give away: AES-SIV, deterministic, so that equal values still compare.

The associated data is the *kind* of the value (`curp`, `nss`, …) and nothing else: the same CURP looks the same in
every table, which is what subqueries and joins need, and a value cannot be passed off as one of another kind.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

KEY_SIZE = 64  # bytes
LOOKUPS = frozenset({"exact", "in", "isnull"})


@cache
def _cipher(key: str) -> AESSIV:
    return AESSIV(base64.b64decode(key))


def check_key(key: str) -> None:
    """Raise ValueError unless `key` is one: 64 bytes in Base64 (AES-256 twice, as SIV takes it)."""
    try:
        size = len(base64.b64decode(key, validate=True))
    except binascii.Error:
        size = 0
    if size != KEY_SIZE:
        raise ValueError(f"una clave de cifrado son {KEY_SIZE} bytes en Base64")


def encrypt(text: str, *, kind: str) -> str:
    """Return `text` encrypted as URL-safe Base64; the same text and kind always give the same result."""
    return base64.urlsafe_b64encode(_cipher(settings.CLAVE_CIFRADO).encrypt(text.encode(), [kind.encode()])).decode()


def decrypt(token: str, *, kind: str, key: str | None = None) -> str:
    """Return what `encrypt` was given; `key` is another one than the present, for a rotation.

    Raises `cryptography.exceptions.InvalidTag` for another key, kind or text.
    """
    cipher = _cipher(key or settings.CLAVE_CIFRADO)
    return cipher.decrypt(base64.urlsafe_b64decode(token), [kind.encode()]).decode()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text stored encrypted. `exact`, `in`, `isnull` and unique constraints work; any other lookup raises."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind}

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in LOOKUPS:
            raise FieldError(f"{self.name} is encrypted: only {', '.join(sorted(LOOKUPS))} can be asked of it.")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> str | None:
        text = super().get_prep_value(value)
        return None if text is None else encrypt(text, kind=self.kind)

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else decrypt(value, kind=self.kind)


class EncryptedJSONField(EncryptedTextField):
    """A JSON value stored encrypted, with its keys sorted so that equal values stay equal."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def to_python(self, value: Any) -> Any:
        return value  # any JSON value is itself; a text field would make `str(value)` of it when a row is validated

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return super().get_prep_value(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True))

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        text = super().from_db_value(value, expression, connection)
        return None if text is None else json.loads(text)
