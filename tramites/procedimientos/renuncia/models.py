"""The renuncias that students presented, and the answers of the campus."""

from django.db import models
from django.db.models import Q

from padron.asegurados.models import Asegurado
from padron.planteles.models import Plantel
from plataforma.seguridad.cifrado import EncryptedTextField
from tramites.solicitud.models import Solicitud


class Renuncia(models.Model):
    """A student's statement that they do not want the affiliation to the IMSS.

    The renuncia is valid from the day on which the campus receives the signed document. Until then, the student can
    withdraw the renuncia. This row is needed because the campus receives the document after the Solicitud is finished.
    """

    class Motivo(models.TextChoices):
        OTRA_COBERTURA = "otra_cobertura", "Tengo otro servicio médico"
        NO_LA_NECESITO = "no_la_necesito", "No la necesito"

    class Estado(models.TextChoices):
        PRESENTADA = "presentada", "presentada"
        RECIBIDA = "recibida", "recibida"
        DEVUELTA = "devuelta", "devuelta"
        RETIRADA = "retirada", "retirada"

    solicitud = models.OneToOneField(
        Solicitud, on_delete=models.PROTECT, related_name="renuncia", verbose_name="solicitud"
    )
    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, related_name="renuncias", verbose_name="asegurado"
    )
    plantel = models.ForeignKey(Plantel, on_delete=models.PROTECT, related_name="renuncias", verbose_name="plantel")
    motivo = models.CharField(max_length=15, choices=Motivo)
    institucion = models.CharField("institución que la cubre", max_length=100, blank=True)
    numero = EncryptedTextField("número en esa institución", kind="renuncia", blank=True)
    explicacion = EncryptedTextField("por qué no la necesita", kind="renuncia", blank=True)
    tutor = EncryptedTextField("madre, padre o tutor", kind="renuncia", blank=True)
    estado = models.CharField(max_length=10, choices=Estado, default=Estado.PRESENTADA)
    presentada = models.DateTimeField(auto_now_add=True)
    cerrada = models.DateTimeField("recibida, devuelta o retirada el", null=True)
    nota = models.CharField("por qué se devolvió", max_length=300, blank=True)

    class Meta:
        verbose_name = "renuncia"
        verbose_name_plural = "renuncias"
        constraints = [
            models.UniqueConstraint(
                fields=["asegurado"], condition=Q(estado="presentada"), name="renuncia_presentada_una_vez"
            )
        ]
        indexes = [models.Index(fields=["plantel", "estado", "presentada"], name="renuncia_por_atender")]

    def __str__(self) -> str:
        return f"renuncia {self.solicitud_id}"
