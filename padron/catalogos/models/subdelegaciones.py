"""The offices of the IMSS."""

from django.db import models


class Subdelegacion(models.Model):
    """An office of the IMSS, where a student goes if the campus does not settle an inconsistency itself."""

    nombre = models.CharField(max_length=160, unique=True)
    direccion = models.CharField("dirección", max_length=240)
    telefono = models.CharField("teléfono", max_length=40, blank=True)
    horario = models.CharField(max_length=120)

    class Meta:
        verbose_name = "subdelegación"
        verbose_name_plural = "subdelegaciones"
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre
