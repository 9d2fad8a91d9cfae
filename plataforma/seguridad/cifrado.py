"""Columns that a stolen database does not give away: AES-SIV, deterministic, so that equal values still compare.

The associated data of a text is its *kind* (`curp`, `nss`, …) and nothing else: the same CURP looks the same in every
table, which is what subqueries and joins need, and a value cannot be passed off as one of another kind.

JSON columns are bound to their row too, so that nobody can move a cipher text to another row. Only its row opens a
value, so it is decrypted when an attribute of an instance is read, and no query can ask for it or set it.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

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


def encrypt(text: str, *, kind: str, row: Sequence[str] = ()) -> str:
    """Return `text` encrypted as URL-safe Base64; the same text, kind and row always give the same result.

    `row` names the row that the text is bound to; without it the text may stand in any row.
    """
    cipher = _cipher(settings.CLAVE_CIFRADO)
    return base64.urlsafe_b64encode(cipher.encrypt(text.encode(), _associate(kind, row))).decode()


def decrypt(token: str, *, kind: str, row: Sequence[str] = (), key: str | None = None) -> str:
    """Return what `encrypt` was given; `key` is another one than the present, for a rotation.

    Raises `cryptography.exceptions.InvalidTag` for another key, kind, row or text.
    """
    cipher = _cipher(key or settings.CLAVE_CIFRADO)
    return cipher.decrypt(base64.urlsafe_b64decode(token), _associate(kind, row)).decode()


def _associate(kind: str, row: Sequence[str]) -> list[bytes]:
    return [part.encode() for part in (kind, *row)]


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

    def get_row(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what names the row that a value is bound to: nothing, because the column is compared and joined."""
        return ()


@dataclass(frozen=True, slots=True)
class Sellado:
    """A cipher text as the database holds it; only the instance of its row opens it."""

    token: str


class AtributoAtado(DeferredAttribute):
    """The attribute of an instance. It opens the cipher text when it is read first."""

    field: "EncryptedJSONField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sellado):
            return value
        value = instance.__dict__[self.field.attname] = self.field.open(value.token, instance)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedJSONField(EncryptedTextField):
    """A JSON value stored encrypted and bound to its row. Queries can only ask whether it is null.

    `row` are the columns that name the row: unique together, not null, never changed after the row is stored. Without
    them the value is bound to no row; only migrations before the binding use that.
    """

    descriptor_class = AtributoAtado
    non_db_attrs = (*EncryptedTextField.non_db_attrs, "kind", "row")
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, kind: str, row: Sequence[str] = (), **kwargs: Any) -> None:
        self.row = tuple(row)
        super().__init__(*args, kind=kind, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "row": self.row} if self.row else kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Find a field that is not bound, or bound to columns that may be null or are encrypted."""
        found = [*super().check(**kwargs)]
        if not self.row:
            found.append(checks.Error("an encrypted JSON field names its row", obj=self, id="seguridad.E011"))
        for name in self.row:
            try:
                column = self.model._meta.get_field(name)  # noqa: SLF001 (Django documents it)
            except FieldDoesNotExist:
                column = None
            if not isinstance(column, models.Field) or column.null or isinstance(column, EncryptedTextField):
                found.append(checks.Error(f"{name} cannot name a row", obj=self, id="seguridad.E012"))
        return found

    def get_lookup(self, lookup_name: str) -> Any:
        if self.row and lookup_name != "isnull":
            raise FieldError(f"{self.name} is bound to its row: only isnull can be asked of it.")
        return super().get_lookup(lookup_name)

    def to_python(self, value: Any) -> Any:
        return value  # any JSON value is itself; a text field would make `str(value)` of it when a row is validated

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the cipher text of the instance's value, bound to the row that the instance stands for."""
        value = super().pre_save(model_instance, add)
        if value is None or not self.row:
            return value
        return Sellado(encrypt(_dump(value), kind=self.kind, row=self._read_row(model_instance)))

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, Sellado):
            return value.token
        if self.row:
            raise FieldError(f"{self.name} is bound to its row: set it on an instance and save that.")
        return super().get_prep_value(_dump(value))

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is None:
            return None
        return Sellado(value) if self.row else json.loads(super().from_db_value(value, expression, connection))

    def open(self, token: str, instance: models.Model) -> Any:
        """Return the value of a cipher text of this instance's row. Raises InvalidTag for that of another row."""
        return json.loads(decrypt(token, kind=self.kind, row=self._read_row(instance)))

    def get_row(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what a value is bound to, from the columns of its row by name; nothing if it is not bound."""
        if not self.row:
            return ()
        return (str(self.column), *(self._name(name, values[name]) for name in self.row))

    def _read_row(self, instance: models.Model) -> tuple[str, ...]:
        return self.get_row({name: getattr(instance, self._get_field(name).attname) for name in self.row})

    def _name(self, name: str, value: Any) -> str:
        """Return a column's value as text, the same for a new instance as for a row that was read."""
        value = self._get_field(name).to_python(value)
        if value is None:
            raise ValueError(f"{self.name} is bound to {name}, which has no value yet")
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        return str(value)

    def _get_field(self, name: str) -> "models.Field[Any, Any]":
        field: models.Field[Any, Any] = self.model._meta.get_field(name)  # type: ignore[assignment]  # noqa: SLF001
        return field


def _dump(value: Any) -> str:
    """Return JSON with its keys sorted, so that an unchanged value gives the same cipher text."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
