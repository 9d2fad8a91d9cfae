"""Postal codes, their municipios and colonias."""

from django.db import models

from padron.catalogos.estados import ESTADOS
from padron.catalogos.fields import OrdenField


class Municipio(models.Model):
    """A municipio, or an alcaldía of Ciudad de México. Not every source gives its `clave`."""

    estado = models.CharField(max_length=2, choices=ESTADOS.items())
    clave = models.CharField("clave del INEGI", max_length=3, blank=True)
    nombre = models.CharField(max_length=100)
    orden = OrdenField()

    class Meta:
        verbose_name = "municipio"
        verbose_name_plural = "municipios"
        ordering = ["estado", "orden", "clave"]
        constraints = [
            models.UniqueConstraint(fields=["estado", "orden", "clave"], name="municipio_unico"),
            models.UniqueConstraint(
                fields=["estado", "clave"], condition=~models.Q(clave=""), name="clave_unica_por_estado"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre}, {self.get_estado_display()}"


class CodigoPostal(models.Model):
    """A postal code. All of it lies in one municipio."""

    cp = models.CharField("código postal", max_length=5, primary_key=True)
    municipio = models.ForeignKey(Municipio, on_delete=models.PROTECT, related_name="codigos_postales")
    ciudad = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = "código postal"
        verbose_name_plural = "códigos postales"
        ordering = ["cp"]

    def __str__(self) -> str:
        return self.cp


class Colonia(models.Model):
    """A colonia, ejido, barrio… of a postal code. Its `tipo` tells apart those of one name."""

    # The unique key begins with it and holds all that is asked for, in its order: no other index is needed.
    codigo_postal = models.ForeignKey(CodigoPostal, on_delete=models.CASCADE, related_name="colonias", db_index=False)
    nombre = models.CharField(max_length=100)
    tipo = models.CharField(max_length=40, blank=True)
    orden = OrdenField()

    class Meta:
        verbose_name = "colonia"
        verbose_name_plural = "colonias"
        ordering = ["codigo_postal", "orden", "nombre", "tipo"]
        constraints = [
            models.UniqueConstraint(fields=["codigo_postal", "orden", "nombre", "tipo"], name="colonia_unica_por_cp")
        ]

    def __str__(self) -> str:
        return f"{self.nombre}, {self.codigo_postal_id}"
