"""A mail's link and code, as a row."""

from uuid import uuid4

from django.db import models

from tramites.models.solicitud import Solicitud


class Confirmacion(models.Model):
    """A link and a code that were sent to one address for one Solicitud.

    Neither is stored: both are derived from this row and the secret key (`tramites.confirmacion.claves`).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    solicitud = models.ForeignKey(Solicitud, on_delete=models.CASCADE, related_name="confirmaciones")
    correo = models.EmailField(max_length=254)
    is_aviso = models.BooleanField("al correo registrado", default=False)
    creada = models.DateTimeField(auto_now_add=True)
    vence = models.DateTimeField()
    usada = models.DateTimeField(null=True)
    navegador = models.CharField(max_length=32, blank=True, help_text="valor al azar del navegador que la usó")
    intentos = models.PositiveSmallIntegerField("códigos equivocados", default=0)
    # Until when the limits held its mail back (`tramites.confirmacion.limites`): the worker may have sent it since.
    retenida_hasta = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "confirmación"
        verbose_name_plural = "confirmaciones"
        indexes = [models.Index(fields=["solicitud", "creada"], name="confirmacion_reciente")]

    def __str__(self) -> str:
        return str(self.pk)
