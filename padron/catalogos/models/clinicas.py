"""Family clinics, their shifts and consulting rooms. Source: docs/reglas.md, «Clinics»."""

from typing import Final

from django.db import models

from padron.catalogos.estados import ESTADOS
from padron.catalogos.models.postales import Municipio

# Tells a room that has a place left.
CON_LUGAR: Final = models.Q(cupo=None) | models.Q(ocupados__lt=models.F("cupo"))


class Clinica(models.Model):
    """A family clinic. One that closes stays, out of operation: people were registered there."""

    clave = models.CharField("clave CLUES", max_length=11, unique=True)
    numero = models.PositiveIntegerField("número", null=True, blank=True)
    nombre = models.CharField(max_length=160)
    tipologia = models.CharField("tipología", max_length=10)
    direccion = models.CharField("dirección", max_length=300, blank=True)
    colonia = models.CharField(max_length=160, blank=True)
    cp = models.CharField("código postal", max_length=5, blank=True)
    municipio = models.ForeignKey(
        Municipio, on_delete=models.PROTECT, null=True, blank=True, related_name="clinicas", verbose_name="municipio"
    )
    municipio_nombre = models.CharField("nombre del municipio", max_length=100)
    estado = models.CharField(max_length=2, choices=ESTADOS.items())
    latitud = models.FloatField(null=True, blank=True)
    longitud = models.FloatField(null=True, blank=True)
    telefono = models.CharField("teléfono", max_length=40, blank=True)
    horario = models.CharField(max_length=200, blank=True)
    ooad = models.CharField("OOAD", max_length=60, blank=True, help_text="la delegación, con su nombre de hoy")
    en_operacion = models.BooleanField("en operación", default=True)
    ficticia = models.BooleanField("inventada", default=False, help_text="de la demostración; ninguna carga la cambia")

    class Meta:
        verbose_name = "clínica"
        verbose_name_plural = "clínicas"
        ordering = ["estado", "numero", "clave"]

    def __str__(self) -> str:
        return self.nombre

    @property
    def nombre_corto(self) -> str:
        """Return what a button says: «UMF 52»; the name of a clinic that has no number."""
        return f"{self.tipologia} {self.numero}" if self.numero else self.nombre

    @property
    def domicilio(self) -> str:
        """Return the address in one line, without what is unknown."""
        lugar = " ".join(filter(None, (self.cp, self.municipio_nombre)))
        return ", ".join(filter(None, (self.direccion, self.colonia, lugar, self.get_estado_display())))


class Turno(models.Model):
    """A shift of a clinic."""

    class Nombre(models.TextChoices):
        MATUTINO = "matutino", "matutino"
        VESPERTINO = "vespertino", "vespertino"
        NOCTURNO = "nocturno", "nocturno"

    # The unique key begins with it: no other index is needed.
    clinica = models.ForeignKey(
        Clinica, on_delete=models.CASCADE, related_name="turnos", db_index=False, verbose_name="clínica"
    )
    nombre = models.CharField(max_length=10, choices=Nombre)
    desde = models.TimeField()
    hasta = models.TimeField()

    class Meta:
        verbose_name = "turno"
        verbose_name_plural = "turnos"
        ordering = ["clinica", "desde"]
        constraints = [models.UniqueConstraint(fields=["clinica", "nombre"], name="turno_unico_por_clinica")]

    def __str__(self) -> str:
        return f"{self.clinica}, turno {self.nombre}"


class Consultorio(models.Model):
    """A consulting room in one shift. Places are taken and given back by `services` only."""

    turno = models.ForeignKey(Turno, on_delete=models.CASCADE, related_name="consultorios", db_index=False)
    numero = models.PositiveSmallIntegerField("número")
    cupo = models.PositiveIntegerField(null=True, blank=True, help_text="lugares en total; vacío: sin límite")
    ocupados = models.PositiveIntegerField("lugares ocupados", default=0)

    class Meta:
        verbose_name = "consultorio"
        verbose_name_plural = "consultorios"
        ordering = ["turno", "numero"]
        constraints = [models.UniqueConstraint(fields=["turno", "numero"], name="consultorio_unico_por_turno")]

    def __str__(self) -> str:
        return f"consultorio {self.numero}, {self.turno}"

    @property
    def lugares(self) -> int | None:
        """Return how many places are left, None where there is no limit."""
        return None if self.cupo is None else max(self.cupo - self.ocupados, 0)
