"""Where students are enrolled, and what the IMSS was told of it."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from padron.planteles.models import Plantel


class Inscripcion(models.Model):
    """A student on the roster of a campus in one school cycle."""

    class Estatus(models.TextChoices):
        ACTIVO = "activo", "activo"
        LICENCIA = "licencia", "licencia"
        BAJA_TEMPORAL = "baja_temporal", "baja temporal"
        BAJA_DEFINITIVA = "baja_definitiva", "baja definitiva"
        DESERTOR = "desertor", "desertor"
        EGRESADO = "egresado", "egresado"

    # No index of their own: the unique constraint begins with one key, the index below with the other.
    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, related_name="inscripciones", db_index=False, verbose_name="asegurado"
    )
    plantel = models.ForeignKey(
        Plantel, on_delete=models.PROTECT, related_name="inscripciones", db_index=False, verbose_name="plantel"
    )
    ciclo = models.CharField("ciclo escolar", max_length=20)
    codigo = models.CharField("código de estudiante", max_length=30, blank=True)
    correo = models.EmailField("correo", blank=True)
    correo_alterno = models.EmailField("correo alterno", blank=True)
    nivel = models.CharField(max_length=60, blank=True)
    estatus = models.CharField(max_length=15, choices=Estatus, default=Estatus.ACTIVO)
    fecha_inscripcion = models.DateField("fecha de inscripción")
    fecha_ingreso = models.DateField("fecha de ingreso", null=True, blank=True)
    # What the vigencia follows from. Source: docs/reglas.md, «Vigencia».
    fecha_reporte_imss = models.DateField("fecha en que se reportó al IMSS", null=True, blank=True)
    fecha_alta_imss = models.DateField("fecha de alta en el IMSS", null=True, blank=True)
    fecha_baja = models.DateField("fecha de baja", null=True, blank=True)
    otra_cobertura = models.CharField(
        "otra cobertura", max_length=120, blank=True, help_text="qué institución lo cubre"
    )
    fecha_renuncia = models.DateField("renuncia recibida el", null=True, blank=True)
    fecha_carga = models.DateField("fecha en que se cargó el padrón")

    class Meta:
        verbose_name = "inscripción"
        verbose_name_plural = "inscripciones"
        constraints = [
            models.UniqueConstraint(fields=["asegurado", "plantel", "ciclo"], name="inscripcion_unica_por_ciclo"),
        ]
        indexes = [models.Index(fields=["plantel", "codigo"], name="inscripcion_codigo")]

    def __str__(self) -> str:
        return f"{self.codigo} ({self.ciclo})"
