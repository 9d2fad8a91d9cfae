"""The counters from which the simulated registry takes its numbers."""

from django.db import models


class ConsecutivoNSS(models.Model):
    """The last consecutive used of a series, year of registration and year of birth. Its row is the lock."""

    serie = models.CharField(max_length=2)
    anio_registro = models.PositiveSmallIntegerField("año de registro")
    anio_nacimiento = models.PositiveSmallIntegerField("año de nacimiento")
    ultimo = models.PositiveSmallIntegerField("último", default=0)

    class Meta:
        verbose_name = "consecutivo de NSS"
        verbose_name_plural = "consecutivos de NSS"
        constraints = [
            models.UniqueConstraint(fields=["serie", "anio_registro", "anio_nacimiento"], name="consecutivo_unico"),
        ]

    def __str__(self) -> str:
        return f"{self.serie}-{self.anio_registro}-{self.anio_nacimiento}"
