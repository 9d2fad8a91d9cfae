"""Where the catalogues came from."""

from django.db import models


class FuenteCatalogo(models.Model):
    """Where a catalogue came from and how old it is: «acerca» says it."""

    class Catalogo(models.TextChoices):
        CODIGOS_POSTALES = "codigos_postales", "códigos postales"
        CLINICAS = "clinicas", "clínicas"

    catalogo = models.CharField("catálogo", max_length=20, choices=Catalogo, unique=True)
    descripcion = models.CharField("descripción", max_length=200)
    fecha = models.DateField("fecha de la fuente", null=True, blank=True)
    filas = models.PositiveIntegerField(default=0)
    cargado = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "fuente de un catálogo"
        verbose_name_plural = "fuentes de los catálogos"
        ordering = ["catalogo"]

    def __str__(self) -> str:
        return f"{self.get_catalogo_display()}: {self.descripcion}"
