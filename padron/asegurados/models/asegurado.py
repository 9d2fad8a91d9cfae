"""The students: who they are."""

import uuid
from datetime import date
from typing import Final

from django.db import models

from padron.identificadores.curp import Sexo, decode
from plataforma.seguridad.cifrado import EncryptedTextField

SEXOS: Final = {"H": "Hombre", "M": "Mujer", "X": "No binario"}


class Asegurado(models.Model):
    """One person, by CURP.

    Birth date, sex and entity of birth are decoded from the CURP and never stored beside it: with the name they would
    give a thief the CURP itself (docs/amenazas.md, T17).
    """

    class Origen(models.TextChoices):
        ASIGNADO = "asignado", "asignado"
        LOCALIZADO = "localizado", "localizado"

    # The rest of the portal knows a person by this and nothing else.
    titular = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    curp = EncryptedTextField("CURP", kind="curp")
    nombres = models.CharField(max_length=100)
    primer_apellido = models.CharField(max_length=100)
    segundo_apellido = models.CharField(max_length=100, blank=True)
    nss = EncryptedTextField("NSS", kind="nss", null=True, blank=True)  # null: many have none, and it is unique
    # Beside `nss`, because a roster may be wrong: its number may belong to another or break the check digit.
    nss_padron = EncryptedTextField("NSS según el padrón", kind="nss", null=True, blank=True)
    origen_nss = models.CharField("origen del NSS", max_length=10, choices=Origen, blank=True)
    fecha_nss = models.DateField("fecha del NSS", null=True, blank=True)

    class Meta:
        verbose_name = "asegurado"
        verbose_name_plural = "asegurados"
        # Not `unique=True`: on PostgreSQL it would bring a second index, for LIKE, which cipher text never sees.
        constraints = [
            models.UniqueConstraint(fields=["curp"], name="curp_unica"),
            models.UniqueConstraint(fields=["nss"], name="nss_unico"),
        ]
        indexes = [models.Index(fields=["nss_padron"], name="nss_padron", condition=models.Q(nss_padron__isnull=False))]

    def __str__(self) -> str:
        return self.nombre_completo

    @property
    def nombre_completo(self) -> str:
        """Return given names and surnames, in this order."""
        return " ".join(filter(None, (self.nombres, self.primer_apellido, self.segundo_apellido)))

    @property
    def fecha_nacimiento(self) -> date:
        """Return the birth date of the CURP."""
        return decode(self.curp).fecha_nacimiento

    @property
    def sexo(self) -> Sexo:
        """Return the sex of the CURP: H, M or X."""
        return decode(self.curp).sexo

    @property
    def nombre_sexo(self) -> str:
        """Return the sex as pages print it."""
        return SEXOS[self.sexo]

    @property
    def entidad(self) -> str:
        """Return the entity of birth of the CURP, as its two letters."""
        return decode(self.curp).entidad

    @property
    def nombre_entidad(self) -> str:
        """Return the entity of birth as pages print it."""
        return decode(self.curp).nombre_entidad
