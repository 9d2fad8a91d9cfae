"""A procedure that somebody began, and what happened to it."""

from uuid import UUID, uuid4

from django.db import models
from django.urls import reverse

from padron.asegurados.models import Asegurado
from padron.identificadores import folio
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField
from tramites.estados import ETIQUETAS, Estado

ESTADOS = [(estado.value, etiqueta) for estado, etiqueta in ETIQUETAS.items()]


class Solicitud(models.Model):
    """One run of one procedure by one person.

    `titular` says whose confirmed session may see it: its own random value until a confirmed address opens the CURP,
    the student's from then on. `correo` is the address that the person writes from.
    """

    class MotivoCierre(models.TextChoices):
        CORREO = "correo", "el correo no abre esta CURP"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    folio = models.CharField(max_length=16, unique=True, default=folio.make)
    tipo = models.CharField("trámite", max_length=20)
    estado = models.CharField(max_length=16, choices=ESTADOS, default=Estado.INICIADA)
    motivo_cierre = models.CharField(max_length=12, choices=MotivoCierre, blank=True)
    curp = EncryptedTextField("CURP", kind="curp")
    correo = models.EmailField(max_length=254)
    nss_escrito = EncryptedTextField(
        "NSS que escribió", kind="nss", blank=True, default="", help_text="solo donde el trámite lo pide"
    )
    titular = models.UUIDField(default=uuid4, db_index=True)
    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, null=True, related_name="solicitudes", verbose_name="asegurado"
    )
    continua_en = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", help_text="la anterior, que sigue donde estaba"
    )
    respuestas = EncryptedJSONField(kind="respuestas", default=dict, help_text="lo que se va contestando")
    datos = EncryptedJSONField(kind="respuestas", null=True, help_text="lo que se envió, completo")
    aviso_version = models.CharField("versión del aviso de privacidad", max_length=10)
    creada = models.DateTimeField(auto_now_add=True)
    actualizada = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "solicitud"
        verbose_name_plural = "solicitudes"
        indexes = [
            models.Index(fields=["curp"], name="solicitud_curp"),
            # The few that are under way among the many that ended: what waits for somebody, what stands still.
            models.Index(
                fields=["estado", "actualizada"],
                condition=~models.Q(estado__in=("concluida", "caducada", "cancelada")),
                name="solicitud_en_curso",
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("solicitud", args=[self.tipo, self.pk])

    def get_asegurado(self) -> Asegurado:
        """Return the student. Raises ValueError before a confirmed address has opened the CURP."""
        if self.asegurado is None:
            raise ValueError(f"{self.folio} is not open")
        return self.asegurado

    def clave_documento(self, tipo: str) -> str:
        """Return the key under which `documentos` keeps the document `tipo` of this Solicitud."""
        return f"{self.pk}/{tipo}"

    @property
    def is_cerrada(self) -> bool:
        """True while the confirmed address does not open the CURP."""
        return self.estado == Estado.INICIADA and bool(self.motivo_cierre)


class Transicion(models.Model):
    """One move of a Solicitud from state to state: its timeline."""

    solicitud = models.ForeignKey(Solicitud, on_delete=models.CASCADE, related_name="transiciones")
    desde = models.CharField(max_length=16, choices=ESTADOS)
    hacia = models.CharField(max_length=16, choices=ESTADOS)
    momento = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "transición"
        verbose_name_plural = "transiciones"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.desde} → {self.hacia}"


def objeto(solicitud_id: UUID) -> str:
    """Return how the audit log and the mails name a Solicitud."""
    return f"solicitud:{solicitud_id}"
