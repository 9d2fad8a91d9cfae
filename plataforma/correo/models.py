"""Every mail that the portal sends: a row first, a mail afterwards."""

from uuid import uuid4

from django.db import models

from plataforma.seguridad.cifrado import EncryptedJSONField


class Correo(models.Model):
    """One mail to one address. Its words are made when it is sent, from the template and these data."""

    class Estado(models.TextChoices):
        EN_COLA = "en_cola", "en cola"
        ENVIADO = "enviado", "enviado"
        RECHAZADO = "rechazado", "rechazado por el servidor"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clave = models.CharField("clave única", max_length=200, unique=True)
    plantilla = models.CharField(max_length=40)
    para = models.EmailField("destinatario", max_length=254)
    datos = EncryptedJSONField(kind="correo", row=("id",), null=True)  # null: forgotten
    adjuntos = models.JSONField(default=list, help_text="nombre para el lector, nombre en el almacén, SHA-256")
    referencia = models.CharField(max_length=60, db_index=True, help_text="a qué pertenece, para quien lo encargó")
    estado = models.CharField(max_length=10, choices=Estado, default=Estado.EN_COLA)
    creado = models.DateTimeField(auto_now_add=True)
    enviado = models.DateTimeField(null=True)
    respuesta = models.CharField("respuesta del servidor", max_length=300, blank=True)

    class Meta:
        verbose_name = "correo"
        verbose_name_plural = "correos"
        ordering = ["-creado"]

    def __str__(self) -> str:
        return f"{self.plantilla} {self.id}"
