"""The institution and its campuses, with the policies that each campus sets."""

from django.db import models

from padron.catalogos.models import Subdelegacion


class Institucion(models.Model):
    """The school whose students the portal serves, and their employer towards the IMSS."""

    nombre = models.CharField(max_length=160, unique=True)
    siglas = models.CharField(max_length=20)
    registro_patronal = models.CharField(max_length=11)
    correo = models.EmailField("correo de contacto")
    telefono = models.CharField("teléfono", max_length=40)
    horario = models.CharField(max_length=120)

    class Meta:
        verbose_name = "institución"
        verbose_name_plural = "instituciones"

    def __str__(self) -> str:
        return self.nombre


class Plantel(models.Model):
    """One campus: where it is, who helps there, and what it decided."""

    class Ruta(models.TextChoices):
        PLANTEL = "plantel", "el plantel hace el trámite"
        SUBDELEGACION = "subdelegacion", "el alumno acude a la subdelegación"

    institucion = models.ForeignKey(
        Institucion, on_delete=models.PROTECT, related_name="planteles", verbose_name="institución"
    )
    clave = models.CharField(max_length=12, unique=True)
    nombre = models.CharField(max_length=160)
    direccion = models.CharField("dirección", max_length=240)
    responsable = models.CharField("responsable de afiliación", max_length=120)
    correo = models.EmailField("correo de contacto")
    telefono = models.CharField("teléfono", max_length=40)
    horario = models.CharField(max_length=120)
    # Policies
    ruta_inconsistencias = models.CharField(
        "quién resuelve las inconsistencias", max_length=14, choices=Ruta, default=Ruta.PLANTEL
    )
    subdelegacion = models.ForeignKey(
        Subdelegacion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planteles",
        verbose_name="subdelegación",
        help_text="la que corresponde al plantel; la ve el alumno que debe acudir a ella",
    )
    dias_acuse = models.PositiveSmallIntegerField("días para entregar el acuse", default=3)
    dias_respuesta = models.PositiveSmallIntegerField("días para responder una incidencia", default=5)
    semanas_vigencia = models.PositiveSmallIntegerField("semanas hasta que aparece la vigencia", default=4)

    class Meta:
        verbose_name = "plantel"
        verbose_name_plural = "planteles"
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre
