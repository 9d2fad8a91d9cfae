"""The series from which NSS begin."""

from django.db import models

from padron.catalogos.estados import ESTADOS, OTROS_ESTADOS


class SerieNSS(models.Model):
    """A series from which a state's NSS begin. Source: docs/reglas.md, «Assignment»."""

    estado = models.CharField(max_length=2, choices=[*ESTADOS.items(), (OTROS_ESTADOS, "estados sin serie propia")])
    serie = models.CharField(max_length=2)
    orden = models.PositiveSmallIntegerField(
        default=1, help_text="la serie que sigue se usa cuando se agota la anterior"
    )

    class Meta:
        verbose_name = "serie de NSS"
        verbose_name_plural = "series de NSS"
        ordering = ["estado", "orden", "serie"]
        constraints = [models.UniqueConstraint(fields=["estado", "serie"], name="serie_unica_por_estado")]

    def __str__(self) -> str:
        return f"{self.serie} ({self.get_estado_display()})"
