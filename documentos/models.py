"""The documents that were issued, and the register that would show if one of them had been changed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documentos.contexts import TIPOS, Contexto
from padron.planteles.models import Plantel
from plataforma.correo.adjuntos import Adjunto
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField
from plataforma.seguridad.models import AppendOnlyModel


def get_tipos() -> list[tuple[str, str]]:
    """Return the types of document. A function, so that a new type needs no migration."""
    return [(tipo, clase.titulo) for tipo, clase in TIPOS.items()]


class Certificado(AppendOnlyModel):
    """The public half of a key that has sealed something. Kept for ever: old seals are verified with old keys."""

    numero_serie = models.CharField("número de serie", max_length=40, primary_key=True)
    pem = models.TextField()

    class Meta:
        verbose_name = "certificado"
        verbose_name_plural = "certificados"

    def __str__(self) -> str:
        return self.numero_serie


class Documento(models.Model):
    """One document: what it says, its seal, and where its file lies. Never changed but in its state."""

    class Estado(models.TextChoices):
        VALIDO = "valido", "válido"
        SUSTITUIDO = "sustituido", "sustituido"
        CANCELADO = "cancelado", "cancelado"

    clave = models.CharField(max_length=120, unique=True, help_text="de quien lo pidió; aquí no significa nada")
    tipo = models.CharField(max_length=20, choices=get_tipos)
    folio = models.CharField(max_length=12, unique=True)
    codigo = models.CharField("código de verificación", max_length=32, unique=True)
    titular = models.UUIDField()
    plantel = models.ForeignKey(Plantel, on_delete=models.PROTECT, related_name="+", db_index=False)
    datos = EncryptedJSONField(kind="documento", row=("folio",))
    cadena = EncryptedTextField("cadena original", kind="cadena")
    sello = models.CharField("sello digital", max_length=200)
    certificado = models.ForeignKey(Certificado, on_delete=models.PROTECT, related_name="+", db_column="numero_serie")
    secuencia = models.PositiveBigIntegerField(unique=True)
    emitido = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado, default=Estado.VALIDO)
    motivo = models.CharField("por qué se canceló", max_length=200, blank=True)
    sustituto = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="sustituido por"
    )
    vigente_hasta = models.DateTimeField("sustituido o cancelado el", null=True)
    recibido = models.DateTimeField("recibido por la escuela el", null=True)
    seguimiento = models.JSONField(null=True, help_text="mensaje que sigue cuando el archivo está listo")
    # Written when the file is in its place, and never before.
    archivo = models.CharField(max_length=120, blank=True)
    tamano = models.PositiveIntegerField("tamaño en bytes", default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "documento"
        verbose_name_plural = "documentos"
        indexes = [models.Index(fields=["titular", "emitido"]), models.Index(fields=["plantel", "emitido"])]
        constraints = [
            models.CheckConstraint(name="documento_cancelado", condition=~Q(estado="cancelado") | ~Q(motivo="")),
            models.CheckConstraint(
                name="documento_sustituido", condition=~Q(estado="sustituido") | Q(sustituto__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("documento", kwargs={"folio": self.folio, "archivo": self.contexto.archivo})

    @cached_property
    def contexto(self) -> Contexto:
        """Return what the procedure handed over."""
        return TIPOS[self.tipo].from_json(self.datos["contexto"])

    def rebuild_cadena(self) -> str:
        """Return the cadena original that today's columns give: not the sealed one if any has changed."""
        return self.contexto.make_cadena(folio=self.folio, emitido=timezone.localtime(self.emitido))

    def as_adjunto(self) -> Adjunto:
        """Return how a mail attaches the file."""
        return Adjunto(nombre=f"{self.contexto.archivo}-{self.folio}.pdf", archivo=self.archivo, sha256=self.sha256)

    @property
    def listo(self) -> bool:
        """Tell whether the file can be had."""
        return bool(self.archivo)


class EntradaRegistro(AppendOnlyModel):
    """One link of the register. It carries the hash of the one before it, so that none can be changed unseen."""

    secuencia = models.PositiveBigIntegerField(primary_key=True)
    folio = models.CharField(max_length=12)
    cadena_sha256 = models.CharField(max_length=64)
    sello = models.CharField(max_length=200)
    numero_serie = models.CharField("número de serie", max_length=40)
    momento = models.DateTimeField()
    anterior = models.CharField("huella de la entrada anterior", max_length=64)
    hash = models.CharField("huella", max_length=64)

    class Meta:
        verbose_name = "entrada del registro"
        verbose_name_plural = "entradas del registro"

    def __str__(self) -> str:
        return f"{self.secuencia} {self.folio}"


class CabezaRegistro(models.Model):
    """The end of the chain, in a single row: whoever adds a link holds its lock, so that no number is left out."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    secuencia = models.PositiveBigIntegerField()
    hash = models.CharField("huella", max_length=64)
    numero_serie = models.CharField("número de serie del último sello", max_length=40, blank=True)

    class Meta:
        verbose_name = "cabeza del registro"
        verbose_name_plural = "cabezas del registro"
        constraints = [models.CheckConstraint(name="cabeza_unica", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.secuencia)
