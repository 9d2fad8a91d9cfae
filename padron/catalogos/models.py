"""What the portal looks things up in."""

from django.db import models

from padron.catalogos.estados import ESTADOS, OTROS_ESTADOS
from padron.catalogos.fields import OrdenField


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


class FuenteCatalogo(models.Model):
    """Where a catalogue came from and how old it is: «acerca» says it."""

    class Catalogo(models.TextChoices):
        CODIGOS_POSTALES = "codigos_postales", "códigos postales"

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
