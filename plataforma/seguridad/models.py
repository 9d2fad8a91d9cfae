"""The audit log, whose rows are added, never changed, never taken away; and the counts of the limits."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from plataforma.seguridad.cifrado import EncryptedJSONField


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what may only be added to."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A queryset that adds and reads."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts") or any(args[2:3]):  # the third one, when given by its place
            raise AppendOnlyError(self.model.__name__)
        return super().bulk_create(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(self.model.__name__)


class AppendOnlyModel(models.Model):
    """Base of the tables whose rows stay as they were written."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(type(self).__name__)
        # With a key given, Django would try an UPDATE of the row that has it before it inserts.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(type(self).__name__)


class Auditoria(AppendOnlyModel):
    """Who did what to which thing, and when."""

    momento = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=80, help_text="alumno, sistema o el usuario del personal")
    accion = models.CharField("acción", max_length=60)
    objeto = models.CharField(max_length=120, db_index=True, help_text="clase y clave, como solicitud:<uuid>")
    valores = EncryptedJSONField(kind="auditoria", row=("momento", "actor", "accion", "objeto"), null=True)

    class Meta:
        verbose_name = "registro de auditoría"
        verbose_name_plural = "registros de auditoría"

    def __str__(self) -> str:
        return f"{self.actor} {self.accion} {self.objeto}"


class Consumo(models.Model):
    """How much of a limit is used up in its present window. Written by `plataforma.seguridad.limites` alone."""

    clave = models.CharField(max_length=22, primary_key=True, help_text="HMAC del límite y de lo que limita")
    termina = models.DateTimeField()
    cuenta = models.PositiveIntegerField()

    class Meta:
        verbose_name = "consumo de un límite"
        verbose_name_plural = "consumos de límites"

    def __str__(self) -> str:
        return self.clave


class ComprobanteLlave(models.Model):
    """The check value of the encryption key, in a single row. Written by `plataforma.seguridad.llave` alone."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    valor = models.CharField(max_length=120, help_text="un texto conocido, cifrado con la clave de esta base")

    class Meta:
        verbose_name = "comprobante de la clave de cifrado"
        verbose_name_plural = "comprobantes de la clave de cifrado"
        constraints = [models.CheckConstraint(name="comprobante_unico", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return "clave de cifrado"
