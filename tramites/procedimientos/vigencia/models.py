"""The table AvisoVigencia. A student asks for a mail, and the portal sends it when the medical cover begins."""

from django.db import models
from django.db.models import Q

from padron.asegurados.models import Asegurado
from tramites.solicitud.models import Solicitud


class AvisoVigencia(models.Model):
    """A student's request for a mail when the vigencia begins.

    The student asks with the button «Avísame cuando esté vigente». Each request sends one mail. A student has at most
    one request whose mail was not sent yet.
    """

    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.CASCADE, related_name="avisos_vigencia", verbose_name="asegurado"
    )
    solicitud = models.ForeignKey(
        Solicitud,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="solicitud",
        help_text="desde la que lo pidió",
    )
    correo = models.EmailField(max_length=254)
    pedido = models.DateTimeField(auto_now_add=True)
    enviado = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "aviso de vigencia"
        verbose_name_plural = "avisos de vigencia"
        constraints = [
            models.UniqueConstraint(fields=["asegurado"], condition=Q(enviado=None), name="aviso_vigencia_una_vez")
        ]

    def __str__(self) -> str:
        return f"aviso de vigencia {self.pk}"
