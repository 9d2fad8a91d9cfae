"""Claim keys («claves de registro»), and the e-mail addresses of rosters that a used key has suspended."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from padron.planteles.models import Plantel


class ClaveRegistro(models.Model):
    """A key that a campus gave to a student, so that the student can register another e-mail address.

    The key gives access once, until `vence`. Only its HMAC is stored (`padron.asegurados.claves`), so that the key
    cannot be read from the database. Source: docs/reglas.md, «E-mail».
    """

    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.CASCADE, related_name="claves", db_index=False, verbose_name="asegurado"
    )
    plantel = models.ForeignKey(Plantel, on_delete=models.CASCADE, related_name="claves", verbose_name="plantel")
    huella = models.CharField(max_length=22, help_text="HMAC de la clave y del estudiante")
    creada = models.DateTimeField(auto_now_add=True)
    vence = models.DateTimeField()
    usada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "clave de registro"
        verbose_name_plural = "claves de registro"
        constraints = [
            models.UniqueConstraint(fields=["asegurado", "huella"], name="clave_registro_unica"),
            models.UniqueConstraint(
                fields=["asegurado"], condition=models.Q(usada__isnull=True), name="una_clave_sin_usar"
            ),
        ]
        indexes = [models.Index(fields=["vence"], name="clave_registro_vence")]

    def __str__(self) -> str:
        return f"clave de {self.asegurado}"


class CorreoSuspendido(models.Model):
    """An e-mail address of a roster that gives no access until the campus confirms it.

    A used claim key suspends the addresses that the rosters have of the student, because they may belong to somebody
    else. Source: docs/reglas.md, «E-mail».
    """

    asegurado = models.ForeignKey(
        Asegurado,
        on_delete=models.CASCADE,
        related_name="correos_suspendidos",
        db_index=False,
        verbose_name="asegurado",
    )
    correo = models.EmailField()
    desde = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "correo suspendido"
        verbose_name_plural = "correos suspendidos"
        constraints = [models.UniqueConstraint(fields=["asegurado", "correo"], name="correo_suspendido_unico")]

    def __str__(self) -> str:
        return self.correo
