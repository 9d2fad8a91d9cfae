"""A Solicitud, its changes of state, and the links and codes that were mailed for it."""

from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse

from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import get_inscripcion_vigente
from padron.identificadores import folio
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField
from tramites.solicitud.estados import ETIQUETAS, Estado

ESTADOS = [(estado.value, etiqueta) for estado, etiqueta in ETIQUETAS.items()]


class SolicitudQuerySet(models.QuerySet["Solicitud"]):
    """Queries on Solicitudes."""

    def waiting(self) -> Self:
        """Return the Solicitudes that wait for somebody other than the student.

        Such a Solicitud has an incident, waits for the campus, or is closed. A Solicitud is closed if its confirmed
        e-mail address gives no access to the student's data.
        """
        closed = Q(estado=Estado.INICIADA) & ~Q(motivo_cierre="")
        return self.filter(Q(estado__in=(Estado.CON_INCIDENCIA, Estado.EN_ESPERA)) | closed)

    def get_newest_of(self, titular: UUID | None) -> "Solicitud | None":
        """Return the newest Solicitud of the student in the session, or None.

        `titular` is the random id of this student. A Solicitud is left out if its student is not known yet.
        """
        if titular is None:
            return None
        opened = self.filter(titular=titular, asegurado__isnull=False).select_related("asegurado")
        return opened.order_by("-creada").first()


class Solicitud(models.Model):
    """One procedure that one person started, from the first form to the result.

    `titular` is the random id of the student. Only a session with the same `titular` may see the Solicitud. Before the
    Solicitud is linked to a student, `titular` is the id of nobody. Mails about the Solicitud go to the e-mail address
    `correo`.
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
    respuestas = EncryptedJSONField(kind="respuestas", row=("id",), default=dict, help_text="lo que se va contestando")
    datos = EncryptedJSONField(kind="respuestas", row=("id",), null=True, help_text="lo que se envió, completo")
    aviso_version = models.CharField("versión del aviso de privacidad", max_length=10)
    creada = models.DateTimeField(auto_now_add=True)
    actualizada = models.DateTimeField(auto_now=True)

    objects = SolicitudQuerySet.as_manager()

    class Meta:
        verbose_name = "solicitud"
        verbose_name_plural = "solicitudes"
        indexes = [
            models.Index(fields=["curp"], name="solicitud_curp"),
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
        """Return the student. Raises ValueError if the Solicitud is not linked to a student yet."""
        if self.asegurado is None:
            raise ValueError(f"{self.folio} is not open")
        return self.asegurado

    def get_inscripcion(self) -> Inscripcion:
        """Return the student's latest enrolment, with campus and institution.

        Raises ValueError if there is no enrolment. This should not happen, because an e-mail address gives access only
        to a student who is on a roster.
        """
        inscripcion = get_inscripcion_vigente(self.get_asegurado())
        if inscripcion is None:
            raise ValueError(f"{self.folio}: no enrolment")
        return inscripcion

    def clave_documento(self, tipo: str) -> str:
        """Return the identifier of this Solicitud's document of the type `tipo`.

        The app `documentos` calls this identifier `clave`.
        """
        return f"{self.pk}/{tipo}"

    @property
    def objeto(self) -> str:
        """Return `solicitud:<id>`, which identifies this Solicitud in the audit log and in mails."""
        return make_objeto(self.pk)

    @property
    def is_cerrada(self) -> bool:
        """True while the Solicitud is closed.

        A Solicitud is closed if its confirmed e-mail address gives no access to the student's data.
        """
        return self.estado == Estado.INICIADA and bool(self.motivo_cierre)


class Transicion(models.Model):
    """One change of the state of a Solicitud. All changes of a Solicitud are its timeline."""

    solicitud = models.ForeignKey(Solicitud, on_delete=models.CASCADE, related_name="transiciones")
    desde = models.CharField(max_length=16, choices=ESTADOS)
    hacia = models.CharField(max_length=16, choices=ESTADOS)
    momento = models.DateTimeField(auto_now_add=True)
    actor = models.CharField("quién", max_length=80, blank=True, help_text="alumno, sistema o el usuario del personal")

    class Meta:
        verbose_name = "transición"
        verbose_name_plural = "transiciones"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.desde} → {self.hacia}"


class Confirmacion(models.Model):
    """One link and one code that are mailed to confirm an e-mail address.

    The database stores neither the link nor the code. `tramites.camino.confirmacion.uso` computes both from this row
    and the secret key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    solicitud = models.ForeignKey(Solicitud, on_delete=models.CASCADE, related_name="confirmaciones")
    correo = models.EmailField(max_length=254)
    is_aviso = models.BooleanField("al correo registrado", default=False)
    creada = models.DateTimeField(auto_now_add=True)
    vence = models.DateTimeField()
    usada = models.DateTimeField(null=True)
    navegador = models.CharField(max_length=32, blank=True, help_text="valor al azar del navegador que la usó")
    intentos = models.PositiveSmallIntegerField("códigos equivocados", default=0)
    # If a limit has stopped this mail, the time when the limit ends. A Celery worker may still send the mail earlier
    # (`tramites.camino.confirmacion.limites`).
    retenida_hasta = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "confirmación"
        verbose_name_plural = "confirmaciones"
        indexes = [models.Index(fields=["solicitud", "creada"], name="confirmacion_reciente")]

    def __str__(self) -> str:
        return str(self.pk)


def make_objeto(solicitud_id: UUID) -> str:
    """Return `solicitud:<id>`, which identifies a Solicitud in the audit log and in mails."""
    return f"solicitud:{solicitud_id}"
