"""Incidents (problems of a student that the campus must solve), and the comments of staff."""

from django.db import models
from django.db.models import Q

from padron.asegurados.models import Asegurado, FallaDato
from padron.identificadores import folio
from padron.planteles.models import Plantel
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField
from plataforma.seguridad.models import AppendOnlyModel
from tramites.solicitud.models import Solicitud

# Causes of an incident that do not come from a data fault of the roster.
NO_SON_MIS_DATOS, CORREO, SERIE_AGOTADA = "no_son_mis_datos", "correo", "serie_agotada"
SIN_VIGENCIA, SIN_LUGAR, SIN_CLINICA = "sin_vigencia", "sin_lugar", "sin_clinica"
CAUSAS = [
    *FallaDato.Causa.choices,
    (NO_SON_MIS_DATOS, "el alumno dice que no son sus datos"),
    (CORREO, "el correo no abre la CURP"),
    (SERIE_AGOTADA, "se agotó la serie de NSS"),
    (SIN_VIGENCIA, "no aparece vigente"),
    (SIN_LUGAR, "ninguna clínica cercana tiene lugar"),
    (SIN_CLINICA, "no hay ninguna clínica cerca de su código postal"),
]
# Incidents with these causes inform the campus, but they do not stop a Solicitud.
NO_DETIENEN = (CORREO, SIN_VIGENCIA, SIN_LUGAR, SIN_CLINICA)


class Incidencia(models.Model):
    """One problem of one student that one campus must solve.

    While the incident is open, the same problem does not open a second incident. `curp` identifies the student, because
    a student who is on no roster has no Asegurado.
    """

    class Estado(models.TextChoices):
        ABIERTA = "abierta", "abierta"
        EN_ATENCION = "en_atencion", "en atención"
        RESUELTA = "resuelta", "resuelta"
        IMPROCEDENTE = "improcedente", "improcedente"

    PENDIENTES = (Estado.ABIERTA, Estado.EN_ATENCION)

    folio = models.CharField(max_length=16, unique=True, default=folio.make)
    causa = models.CharField(max_length=20, choices=CAUSAS)
    estado = models.CharField(max_length=12, choices=Estado, default=Estado.ABIERTA)
    plantel = models.ForeignKey(Plantel, on_delete=models.PROTECT, related_name="incidencias", verbose_name="plantel")
    curp = EncryptedTextField("CURP", kind="curp")
    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, null=True, related_name="incidencias", verbose_name="asegurado"
    )
    solicitud = models.ForeignKey(
        Solicitud, on_delete=models.SET_NULL, null=True, related_name="incidencias", verbose_name="solicitud"
    )
    correo = models.EmailField("correo del alumno", max_length=254)
    detalle = EncryptedJSONField(kind="incidencia", row=("folio",), null=True, help_text="visto y esperado")
    respuesta = EncryptedTextField("respuesta al alumno", kind="incidencia", blank=True)
    atiende = models.CharField("quién la atiende", max_length=80, blank=True)
    abierta = models.DateTimeField(auto_now_add=True)
    responder_antes = models.DateField("responder a más tardar")
    cerrada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "incidencia"
        verbose_name_plural = "incidencias"
        constraints = [
            models.UniqueConstraint(
                fields=["curp", "causa", "plantel"],
                condition=Q(estado__in=("abierta", "en_atencion")),
                name="incidencia_abierta_una_vez",
            )
        ]
        indexes = [models.Index(fields=["plantel", "estado", "responder_antes"], name="incidencia_por_atender")]

    def __str__(self) -> str:
        return self.folio


class Comentario(AppendOnlyModel):
    """A comment of staff on an incident.

    If `al_alumno` is true, the student also gets the comment by mail.
    """

    incidencia = models.ForeignKey(Incidencia, on_delete=models.CASCADE, related_name="comentarios")
    momento = models.DateTimeField(auto_now_add=True)
    autor = models.CharField(max_length=80)
    texto = EncryptedTextField(kind="comentario")
    al_alumno = models.BooleanField("enviado al alumno", default=False)

    class Meta:
        verbose_name = "comentario"
        verbose_name_plural = "comentarios"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.autor}, {self.momento:%Y-%m-%d}"
