"""The outbox: work that was accepted in a transaction and is still to be done, or was."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Mensaje(models.Model):
    """One piece of work. The row is the truth; what lies in Redis is only a hint that it may be due."""

    class Estado(models.TextChoices):
        PENDIENTE = "pending", "pendiente"
        HECHO = "done", "hecho"
        MUERTO = "dead", "muerto"

    kind = models.CharField("clase", max_length=60)
    queue = models.CharField("cola", max_length=20)
    payload = models.JSONField("contenido", help_text="solo identificadores")
    dedup_key = models.CharField("clave única", max_length=200, unique=True)
    state = models.CharField("estado", max_length=10, choices=Estado, default=Estado.PENDIENTE)
    attempts = models.PositiveSmallIntegerField("intentos", default=0)
    created_at = models.DateTimeField("creado", db_default=Now())
    available_at = models.DateTimeField("disponible desde", db_default=Now())
    published_at = models.DateTimeField("publicado", null=True)
    lease_until = models.DateTimeField("en manos de un trabajador hasta", null=True)
    token = models.UUIDField(null=True)
    done_at = models.DateTimeField("terminado", null=True)
    last_error = models.CharField("último error", max_length=300, blank=True)

    class Meta:
        verbose_name = "mensaje"
        verbose_name_plural = "mensajes"
        indexes = [
            models.Index(fields=["queue", "available_at"], condition=Q(state="pending"), name="mensaje_pendiente"),
            models.Index(fields=["created_at"], condition=Q(state="dead"), name="mensaje_muerto"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Latido(models.Model):
    """When a queue's workers, and the beat that feeds them, were last known to be alive."""

    nombre = models.CharField(max_length=20, primary_key=True)
    momento = models.DateTimeField()

    class Meta:
        verbose_name = "latido"
        verbose_name_plural = "latidos"

    def __str__(self) -> str:
        return self.nombre
