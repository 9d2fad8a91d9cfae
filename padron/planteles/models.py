"""The institution, its school cycles and its campuses, with the policies that each campus sets."""

import datetime as dt

from django.db import models

from padron.catalogos.models import Subdelegacion

FIN = "El último día de un ciclo no puede ser anterior al primero."


class Institucion(models.Model):
    """The school whose students the portal serves, and their employer towards the IMSS."""

    nombre = models.CharField(max_length=160, unique=True)
    siglas = models.CharField(max_length=20)
    registro_patronal = models.CharField(max_length=11)
    correo = models.EmailField("correo de contacto")
    telefono = models.CharField("teléfono", max_length=40)
    horario = models.CharField(max_length=120)

    class Meta:
        verbose_name = "institución"
        verbose_name_plural = "instituciones"

    def __str__(self) -> str:
        return self.nombre


class Ciclo(models.Model):
    """A school cycle of the institution, as its rosters name it. One that nobody dated counts as running."""

    institucion = models.ForeignKey(
        Institucion, on_delete=models.CASCADE, related_name="ciclos", db_index=False, verbose_name="institución"
    )
    clave = models.CharField("ciclo escolar", max_length=20)
    inicio = models.DateField("primer día", null=True, blank=True)
    fin = models.DateField("último día", null=True, blank=True)

    class Meta:
        verbose_name = "ciclo escolar"
        verbose_name_plural = "ciclos escolares"
        ordering = ["institucion", "-clave"]
        constraints = [
            models.UniqueConstraint(fields=["institucion", "clave"], name="ciclo_unico"),
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("inicio")),
                name="ciclo_termina_despues",
                violation_error_message=FIN,
            ),
        ]

    def __str__(self) -> str:
        return self.clave


class Plantel(models.Model):
    """One campus: where it is, who helps there, and what it decided."""

    class Ruta(models.TextChoices):
        PLANTEL = "plantel", "el plantel hace el trámite"
        SUBDELEGACION = "subdelegacion", "el alumno acude a la subdelegación"

    institucion = models.ForeignKey(
        Institucion, on_delete=models.PROTECT, related_name="planteles", verbose_name="institución"
    )
    clave = models.CharField(max_length=12, unique=True)
    nombre = models.CharField(max_length=160)
    direccion = models.CharField("dirección", max_length=240)
    responsable = models.CharField("responsable de afiliación", max_length=120)
    correo = models.EmailField("correo de contacto")
    telefono = models.CharField("teléfono", max_length=40)
    horario = models.CharField(max_length=120)
    # Policies
    ruta_inconsistencias = models.CharField(
        "quién resuelve las inconsistencias", max_length=14, choices=Ruta, default=Ruta.PLANTEL
    )
    subdelegacion = models.ForeignKey(
        Subdelegacion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planteles",
        verbose_name="subdelegación",
        help_text="la que corresponde al plantel; la ve el alumno que debe acudir a ella",
    )
    recibe_en_papel = models.BooleanField(
        "pide los documentos en papel",
        default=False,
        help_text="el alumno entrega su acuse y su constancia; si no, el portal los recibe al emitirlos",
    )
    pide_manifestacion = models.BooleanField(
        "pide la manifestación",
        default=True,
        help_text="pregunta al alumno si tiene otro seguro médico antes de reportarlo al IMSS",
    )
    dias_acuse = models.PositiveSmallIntegerField("días para entregar el acuse", default=3)
    dias_constancia = models.PositiveSmallIntegerField("días para entregar la constancia", default=3)
    dias_respuesta = models.PositiveSmallIntegerField("días para responder una incidencia", default=5)
    semanas_vigencia = models.PositiveSmallIntegerField("semanas hasta que aparece la vigencia", default=4)
    dias_entre_ciclos = models.PositiveSmallIntegerField(
        "días de vigencia después del último ciclo",
        default=90,
        help_text="entre dos ciclos, el alumno aceptado conserva su vigencia",
    )
    meses_entre_cambios = models.PositiveSmallIntegerField(
        "meses mínimos entre cambios de clínica", null=True, blank=True, help_text="vacío: los que pida el alumno"
    )
    codigo_abre = models.BooleanField(
        "código de estudiante abre",
        default=False,
        help_text="quien no tiene correo en el padrón entra con su código; apagado: solo con una clave de registro",
    )
    aviso = models.CharField(
        max_length=300, blank=True, help_text="lo ven los alumnos en sus páginas; vacío: no se muestra nada"
    )
    retiene_carnet = models.BooleanField(
        "retiene el carnet", default=False, help_text="el alumno recibe su carnet desde el día que el plantel anuncie"
    )
    carnet_desde = models.DateField(
        "ya pueden tramitar su carnet desde", null=True, blank=True, help_text="vacío: todavía no, si lo retiene"
    )

    class Meta:
        verbose_name = "plantel"
        verbose_name_plural = "planteles"
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre

    def is_carnet_retenido(self, hoy: dt.date) -> bool:
        """Tell whether the campus still holds the carnet back: it does so, and the day it announced has not come."""
        return self.retiene_carnet and (self.carnet_desde is None or hoy < self.carnet_desde)
