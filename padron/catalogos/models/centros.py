"""Where a postal code or a municipio is, as far as the register of health units tells."""

from django.db import models

from padron.catalogos.estados import ESTADOS
from padron.catalogos.models.postales import Municipio


class CentroCP(models.Model):
    """The mean of the coordinates of all units with that postal code, whether or not our catalogue knows it."""

    cp = models.CharField("código postal", max_length=5, primary_key=True)
    estado = models.CharField(max_length=2, choices=ESTADOS.items())
    latitud = models.FloatField()
    longitud = models.FloatField()
    unidades = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "centro de un código postal"
        verbose_name_plural = "centros de los códigos postales"
        ordering = ["cp"]

    def __str__(self) -> str:
        return self.cp


class CentroMunicipio(models.Model):
    """The same of a municipio: stands in for a postal code in which no unit lies."""

    municipio = models.OneToOneField(Municipio, on_delete=models.CASCADE, primary_key=True, related_name="centro")
    latitud = models.FloatField()
    longitud = models.FloatField()
    unidades = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "centro de un municipio"
        verbose_name_plural = "centros de los municipios"
        ordering = ["municipio"]

    def __str__(self) -> str:
        return str(self.municipio)
