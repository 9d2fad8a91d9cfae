"""Tables that exist in the tests only (`migrate --run-syncdb` makes them)."""

from uuid import uuid4

from django.db import models

from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField


class Efecto(models.Model):
    """What a message did. `clave` is not unique on purpose: work done twice must be seen, not refused."""

    clave = models.CharField(max_length=100, db_index=True)

    def __str__(self) -> str:
        return self.clave


class Secreto(models.Model):
    """One encrypted column of each sort."""

    curp = EncryptedTextField(kind="curp", unique=True)
    nss = EncryptedTextField(kind="nss", null=True)
    fila = models.UUIDField(default=uuid4)
    datos = EncryptedJSONField(kind="datos", row=("fila",), null=True)
    nota = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class Copia(models.Model):
    """Another table with a value of the same kind, and one of another kind."""

    clave = EncryptedTextField(kind="curp")
    otra = EncryptedTextField(kind="otra", default="-")

    def __str__(self) -> str:
        return str(self.pk)
