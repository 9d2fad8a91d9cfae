"""What is wrong with a student's data."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from plataforma.seguridad.cifrado import EncryptedJSONField


class FallaDato(models.Model):
    """Something wrong in a student's data. While it is open the student is *inconsistent*."""

    class Causa(models.TextChoices):
        CURP_NOMBRE = "curp_nombre", "la CURP no corresponde al nombre"
        CURP_FECHA = "curp_fecha", "la CURP no corresponde a la fecha de nacimiento"
        CURP_SEXO = "curp_sexo", "la CURP no corresponde al sexo"
        CURP_ENTIDAD = "curp_entidad", "la CURP no corresponde a la entidad de nacimiento"
        NSS_DIGITO = "nss_digito", "el NSS tiene un error de captura"
        NSS_DISTINTO = "nss_distinto", "el padrón trae otro NSS"
        NSS_REPETIDO = "nss_repetido", "el NSS está en dos CURP"
        CODIGO_REPETIDO = "codigo_repetido", "el código de estudiante está en dos CURP"

    asegurado = models.ForeignKey(Asegurado, on_delete=models.CASCADE, related_name="fallas", db_index=False)
    causa = models.CharField(max_length=16, choices=Causa)
    detalle = EncryptedJSONField(kind="falla", row=("asegurado", "causa"), help_text="visto y esperado")
    abierta = models.BooleanField(default=True)

    class Meta:
        verbose_name = "falla de datos"
        verbose_name_plural = "fallas de datos"
        constraints = [models.UniqueConstraint(fields=["asegurado", "causa"], name="falla_unica_por_causa")]
        indexes = [models.Index(fields=["causa"], name="falla_abierta", condition=models.Q(abierta=True))]

    def __str__(self) -> str:
        return self.get_causa_display()
