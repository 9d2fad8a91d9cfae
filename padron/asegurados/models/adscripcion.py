"""At which clinic students are registered, and were before."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from padron.catalogos.models import Clinica, Consultorio, Turno


class Adscripcion(models.Model):
    """A student at a consulting room, from which clinic and shift follow. Open while `hasta` is empty."""

    class Motivo(models.TextChoices):
        DOMICILIO = "domicilio", "cambio de domicilio"
        CERCANIA = "cercania", "más cerca de mi escuela o trabajo"
        TURNO = "turno", "otro turno"
        OTRO = "otro", "otro motivo"

    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, related_name="adscripciones", verbose_name="asegurado"
    )
    consultorio = models.ForeignKey(
        Consultorio, on_delete=models.PROTECT, related_name="adscripciones", verbose_name="consultorio"
    )
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    motivo = models.CharField("motivo del cambio", max_length=10, choices=Motivo, blank=True)
    anterior = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="siguiente", verbose_name="anterior"
    )

    class Meta:
        verbose_name = "adscripción a una clínica"
        verbose_name_plural = "adscripciones a clínicas"
        constraints = [
            models.UniqueConstraint(
                fields=["asegurado"], condition=models.Q(hasta__isnull=True), name="una_clinica_por_asegurado"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clinica}, turno {self.turno.get_nombre_display().lower()}"

    @property
    def turno(self) -> Turno:
        """Return the shift with its hours."""
        return self.consultorio.turno

    @property
    def clinica(self) -> Clinica:
        """Return the clinic."""
        return self.consultorio.turno.clinica

    def is_at(self, *, clinica: Clinica, turno: str) -> bool:
        """Tell whether this is that clinic and shift."""
        return self.turno.clinica_id == clinica.pk and self.turno.nombre == turno
