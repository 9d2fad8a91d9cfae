"""The students: who they are, where they are enrolled, which mailbox is theirs, what is wrong with their data."""

import uuid

from django.db import models

from padron.identificadores import curp
from padron.planteles.models import Plantel
from plataforma.seguridad.cifrado import EncryptedJSONField, EncryptedTextField


class Asegurado(models.Model):
    """One person, by CURP. What birth date, sex and entity say is decoded from it."""

    class Origen(models.TextChoices):
        ASIGNADO = "asignado", "asignado"
        LOCALIZADO = "localizado", "localizado"

    # The rest of the portal knows a person by this and nothing else.
    titular = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    curp = EncryptedTextField("CURP", kind="curp")
    nombres = models.CharField(max_length=100)
    primer_apellido = models.CharField(max_length=100)
    segundo_apellido = models.CharField(max_length=100, blank=True)
    fecha_nacimiento = models.DateField("fecha de nacimiento")
    sexo = models.CharField(max_length=1, choices=[("H", "Hombre"), ("M", "Mujer"), ("X", "No binario")])
    entidad = models.CharField("entidad de nacimiento", max_length=2)
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
    def nombre_entidad(self) -> str:
        """Return the entity of birth as it is written."""
        return curp.ENTIDADES[self.entidad]


class Inscripcion(models.Model):
    """A student on the roster of a campus in one school cycle."""

    class Estatus(models.TextChoices):
        ACTIVO = "activo", "activo"
        LICENCIA = "licencia", "licencia"
        BAJA_TEMPORAL = "baja_temporal", "baja temporal"
        BAJA_DEFINITIVA = "baja_definitiva", "baja definitiva"
        DESERTOR = "desertor", "desertor"
        EGRESADO = "egresado", "egresado"

    # No index of their own: the unique constraint begins with one key, the index below with the other.
    asegurado = models.ForeignKey(
        Asegurado, on_delete=models.PROTECT, related_name="inscripciones", db_index=False, verbose_name="asegurado"
    )
    plantel = models.ForeignKey(
        Plantel, on_delete=models.PROTECT, related_name="inscripciones", db_index=False, verbose_name="plantel"
    )
    ciclo = models.CharField("ciclo escolar", max_length=20)
    codigo = models.CharField("código de estudiante", max_length=30, blank=True)
    correo = models.EmailField("correo", blank=True)
    correo_alterno = models.EmailField("correo alterno", blank=True)
    nivel = models.CharField(max_length=60, blank=True)
    estatus = models.CharField(max_length=15, choices=Estatus, default=Estatus.ACTIVO)
    fecha_inscripcion = models.DateField("fecha de inscripción")
    fecha_ingreso = models.DateField("fecha de ingreso", null=True, blank=True)
    fecha_alta_imss = models.DateField("fecha de alta en el IMSS", null=True, blank=True)
    fecha_carga = models.DateField("fecha en que se cargó el padrón")

    class Meta:
        verbose_name = "inscripción"
        verbose_name_plural = "inscripciones"
        constraints = [
            models.UniqueConstraint(fields=["asegurado", "plantel", "ciclo"], name="inscripcion_unica_por_ciclo"),
        ]
        indexes = [models.Index(fields=["plantel", "codigo"], name="inscripcion_codigo")]

    def __str__(self) -> str:
        return f"{self.codigo} ({self.ciclo})"


class CorreoVinculado(models.Model):
    """The mailbox that a student confirmed: one for a CURP, one CURP for it. Source: docs/reglas.md, «E-mail»."""

    asegurado = models.OneToOneField(Asegurado, on_delete=models.CASCADE, related_name="correo_vinculado")
    correo = models.EmailField()
    # Brothers and sisters share a mailbox by taking its places 1, 2, …, as many as `LimiteCorreo` grants.
    lugar = models.PositiveSmallIntegerField(default=1)
    momento = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "correo vinculado"
        verbose_name_plural = "correos vinculados"
        constraints = [models.UniqueConstraint(fields=["correo", "lugar"], name="correo_vinculado_unico")]

    def __str__(self) -> str:
        return self.correo


class LimiteCorreo(models.Model):
    """How many students staff let share a mailbox; without a row it is one."""

    correo = models.EmailField(unique=True)
    limite = models.PositiveSmallIntegerField("límite", default=2)

    class Meta:
        verbose_name = "límite de un correo"
        verbose_name_plural = "límites de correos"

    def __str__(self) -> str:
        return f"{self.correo}: {self.limite}"


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
    detalle = EncryptedJSONField(kind="falla", help_text="visto y esperado")
    abierta = models.BooleanField(default=True)

    class Meta:
        verbose_name = "falla de datos"
        verbose_name_plural = "fallas de datos"
        constraints = [models.UniqueConstraint(fields=["asegurado", "causa"], name="falla_unica_por_causa")]
        indexes = [models.Index(fields=["causa"], name="falla_abierta", condition=models.Q(abierta=True))]

    def __str__(self) -> str:
        return self.get_causa_display()


class ConsecutivoNSS(models.Model):
    """The last consecutive used of a series, year of registration and year of birth. Its row is the lock."""

    serie = models.CharField(max_length=2)
    anio_registro = models.PositiveSmallIntegerField("año de registro")
    anio_nacimiento = models.PositiveSmallIntegerField("año de nacimiento")
    ultimo = models.PositiveSmallIntegerField("último", default=0)

    class Meta:
        verbose_name = "consecutivo de NSS"
        verbose_name_plural = "consecutivos de NSS"
        constraints = [
            models.UniqueConstraint(fields=["serie", "anio_registro", "anio_nacimiento"], name="consecutivo_unico"),
        ]

    def __str__(self) -> str:
        return f"{self.serie}-{self.anio_registro}-{self.anio_nacimiento}"
