"""Incidents (problems of a student that the campus must solve), and the comments of staff."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from padron.asegurados.models import Asegurado, FallaDato
from padron.identificadores import folio
from padron.planteles.models import Plantel
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField
from plataforma.seguridad.models import AppendOnlyModel
from tramites.solicitud.incidencias.rules import describe_causa
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

    While the incident is open, a second report of the same problem does not create a second incident. `curp` identifies
    the student, because a student who is on no roster has no Asegurado. Incidents with the cause CORREO are different:
    two e-mail addresses that report the same CURP open two incidents, because one of them may belong to a stranger.
    """

    class Estado(models.TextChoices):
        ABIERTA = "abierta", "abierta"
        EN_ATENCION = "en_atencion", "en atención"
        PREGUNTA = "pregunta", "espera al alumno"
        RESUELTA = "resuelta", "resuelta"
        IMPROCEDENTE = "improcedente", "improcedente"
        RETIRADA = "retirada", "retirada por el alumno"

    class Pide(models.TextChoices):
        """What the campus asked the student to do, in the state PREGUNTA."""

        RESPUESTA = "respuesta", "que responda"
        VISITA = "visita", "que venga al plantel"

    PENDIENTES = (Estado.ABIERTA, Estado.EN_ATENCION, Estado.PREGUNTA)

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
    pide = models.CharField("qué se le pidió al alumno", max_length=10, choices=Pide, blank=True)
    contestada = models.DateTimeField("el alumno contestó", null=True)
    abierta = models.DateTimeField(auto_now_add=True)
    responder_antes = models.DateField("responder a más tardar")
    cerrada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "incidencia"
        verbose_name_plural = "incidencias"
        constraints = [
            models.UniqueConstraint(
                fields=["curp", "causa", "plantel"],
                condition=Q(estado__in=("abierta", "en_atencion", "pregunta")) & ~Q(causa=CORREO),
                name="incidencia_abierta_una_vez",
            ),
            models.UniqueConstraint(
                fields=["curp", "correo", "plantel"],
                condition=Q(estado__in=("abierta", "en_atencion", "pregunta"), causa=CORREO),
                name="aviso_abierto_una_vez_por_correo",
            ),
        ]
        indexes = [models.Index(fields=["plantel", "estado", "responder_antes"], name="incidencia_por_atender")]

    def __str__(self) -> str:
        return self.folio

    @property
    def asunto(self) -> str:
        """The text that the student reads about the cause, in lower case and without a full stop.

        It names the data that the student reported as wrong, but contains no value of the data.
        """
        reportados = self.detalle if self.causa == NO_SON_MIS_DATOS else None
        return describe_causa(self.causa, list(reportados or ()))

    @property
    def plazo(self) -> str:
        """One sentence for the student: until when the campus answers, or that the student must do something."""
        if self.pide:
            return "Tu plantel espera algo de ti."
        dia = date_format(self.responder_antes, r"j \d\e F").lower()
        if self.responder_antes < timezone.localdate():
            return f"El plazo de tu plantel terminó el {dia}. Pregunta por tu folio."
        return f"Tendrás respuesta por correo a más tardar el {dia}."

    @property
    def enlace(self) -> str:
        """The text of the link to the page with the messages of campus and student."""
        if self.pide == self.Pide.RESPUESTA:
            return "Tu plantel te hizo una pregunta"
        return "Tu plantel te pide que vayas" if self.pide else "Ver mensajes y respuesta"

    @property
    def is_correo_comprobado(self) -> bool:
        """Whether the e-mail address of the incident gave access to the student's data.

        It is false for a report with «Avisar a mi plantel», unless the same e-mail address opened the Solicitud later.
        So staff cannot know whether the student or a stranger wrote the report.
        """
        if self.causa != CORREO:
            return True
        opened = self.solicitud
        return opened is not None and opened.asegurado_id is not None and opened.correo == self.correo


class Comentario(AppendOnlyModel):
    """A text about an incident. Staff write it for other staff or, if `al_alumno` is true, for the student too.

    `pide` says what the text asks of the student. If `del_alumno` is true, the student wrote the text.
    """

    incidencia = models.ForeignKey(Incidencia, on_delete=models.CASCADE, related_name="comentarios")
    momento = models.DateTimeField(auto_now_add=True)
    autor = models.CharField(max_length=80)
    texto = EncryptedTextField(kind="comentario")
    al_alumno = models.BooleanField("el alumno lo lee", default=False)
    pide = models.CharField("qué pide", max_length=10, choices=Incidencia.Pide, blank=True)
    del_alumno = models.BooleanField("del alumno", default=False)

    class Meta:
        verbose_name = "comentario"
        verbose_name_plural = "comentarios"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.autor}, {self.momento:%Y-%m-%d}"

    @property
    def clase(self) -> str:
        """Who wrote the text for whom, as staff read it."""
        if self.del_alumno:
            return "respuesta del alumno"
        if self.pide:
            return f"pide al alumno {self.get_pide_display()}"
        return "mensaje al alumno" if self.al_alumno else "comentario del personal"
