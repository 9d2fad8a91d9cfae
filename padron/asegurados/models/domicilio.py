"""Where students live while studying, and their telephones: typed once, for every procedure."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado
from plataforma.seguridad.cifrado import EncryptedJSONField


class DomicilioAsegurado(models.Model):
    """The address and telephones that a student gave last: the fields of `clinica.datos.DomicilioConTelefonos`."""

    asegurado = models.OneToOneField(Asegurado, on_delete=models.CASCADE, related_name="domicilio")
    datos = EncryptedJSONField("domicilio y teléfonos", kind="domicilio", row=("asegurado",))
    fecha = models.DateField("dado el")

    class Meta:
        verbose_name = "domicilio"
        verbose_name_plural = "domicilios"

    def __str__(self) -> str:
        return f"domicilio del {self.fecha}"
