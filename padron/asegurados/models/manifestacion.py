"""Statements under oath that a student has no other medical insurance."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from padron.planteles.models import Plantel
from plataforma.seguridad.cifrado import EncryptedTextField


class Manifestacion(models.Model):
    """One statement. `version` names its text (`manifestacion.rules.TEXTOS`). A student has at most one that holds."""

    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, related_name="manifestaciones", verbose_name="asegurado"
    )
    plantel = models.ForeignKey(Plantel, on_delete=models.PROTECT, related_name="+", verbose_name="plantel")
    version = models.CharField("versión del texto", max_length=10)
    tutor = EncryptedTextField("mamá, papá o tutor", kind="tutor", blank=True, default="")
    momento = models.DateTimeField("hecha el", auto_now_add=True)
    retirada = models.DateTimeField("retirada el", null=True)

    class Meta:
        verbose_name = "manifestación"
        verbose_name_plural = "manifestaciones"
        constraints = [
            models.UniqueConstraint(
                fields=["asegurado"], condition=models.Q(retirada=None), name="manifestacion_una_vez"
            )
        ]

    def __str__(self) -> str:
        return f"manifestación {self.version}"
