"""The read-only admin pages of Solicitudes, and links between admin pages.

The page of a Solicitud shows its timeline and its mails.
"""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from documentos.models import Documento
from padron.asegurados.admin.busqueda import CURP, DEL_ASEGURADO, read_curp, read_nss
from padron.asegurados.models import Asegurado
from padron.identificadores import folio as folios
from plataforma.correo.models import Correo
from plataforma.seguridad.personal.busqueda import exact, read_correo, register_exacto
from plataforma.seguridad.personal.enlaces import Enlace, list_url, make_enlace, make_enlace_a, register_enlace
from plataforma.seguridad.personal.filtros import make_filtro
from plataforma.seguridad.personal.modelos import LecturaAdmin, LecturaInline, get_actor
from plataforma.seguridad.personal.secretos import Secreto
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.nss.declarado import NSSNoConfirmable, confirm_nss
from tramites.solicitud.documentos import find_solicitud, get_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

RESPUESTAS = Secreto("respuestas", "lo que ha contestado")
NSS_ESCRITO = Secreto("nss_escrito", "NSS que escribió")
DATOS = Secreto("datos", "lo que envió")


def read_folio(text: str) -> str | None:
    """Return the folio in the form that the database stores.

    Returns None if the text is not a valid folio.
    """
    return folios.validate(text) if folios.is_valid(text) else None


def list_tipos() -> list[tuple[str, str]]:
    """Return the choices of an admin filter: all procedures and the expediente."""
    return [(tipo, destino.titulo) for tipo, destino in DESTINOS.items()]


def filter_nss_escrito(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Return the Solicitudes whose NSS the student typed and the campus has not confirmed yet."""
    return rows.filter(estado=Estado.EN_ESPERA).exclude(nss_escrito="")


class TransicionInline(LecturaInline):
    model = Transicion
    fields = ("momento", "desde", "hacia", "actor")
    show_change_link = False
    verbose_name_plural = "pasos que dio"


class ConfirmacionInline(LecturaInline):
    model = Confirmacion
    fields = ("correo", "is_aviso", "creada", "vence", "usada", "intentos", "retenida_hasta")
    show_change_link = False
    verbose_name_plural = "ligas enviadas"


class IncidenciaInline(LecturaInline):
    model = Incidencia
    fields = ("folio", "causa", "estado", "plantel", "responder_antes")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("plantel")


@admin.register(Solicitud)
class SolicitudAdmin(LecturaAdmin):
    list_display = ("folio", "tramite", "estado", "asegurado", "correo", "creada")
    actions = ("confirmar_nss",)
    list_filter = (
        "estado",
        make_filtro("NSS escrito", "nss_escrito", lambda: [("si", "por confirmar")], filter_nss_escrito),
        make_filtro("trámite", "tipo", list_tipos),
        "motivo_cierre",
        "creada",
        "actualizada",
    )
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por folio, CURP, NSS, correo o nombre."
    exactos = (
        exact("folio", read_folio),
        exact("curp", read_curp),
        exact("asegurado__nss", read_nss),
        exact("correo", read_correo),
    )
    secretos = (CURP, NSS_ESCRITO, RESPUESTAS, DATOS)
    fields = (
        *("folio", "tramite", "estado", "motivo_cierre", "asegurado", "correo", "creada", "actualizada"),
        *("continua_en", "aviso_version", "ver_curp", "ver_nss_escrito", "ver_respuestas", "ver_datos"),
    )
    readonly_fields = ("tramite",)
    inlines = (TransicionInline, ConfirmacionInline, IncidenciaInline)
    ordering = ("-creada", "pk")
    sortable_by = ()

    @admin.display(description="trámite")
    def tramite(self, obj: Solicitud) -> str:
        destino = DESTINOS.get(obj.tipo)
        return destino.titulo if destino else obj.tipo

    @admin.action(description="Confirmar NSS: el que escribió el alumno es suyo")
    def confirmar_nss(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Give the selected students the NSS that they typed. The mails and the documents follow by themselves."""
        confirmados, otros = 0, 0
        for solicitud in queryset:
            try:
                confirm_nss(solicitud, hoy=timezone.localdate(), actor=get_actor(request))
                confirmados += 1
            except NSSNoConfirmable:
                otros += 1
        self.message_user(request, f"Confirmaste {confirmados}.", messages.SUCCESS)
        if otros:
            self.message_user(request, f"Sin confirmar, porque no hay un NSS por confirmar: {otros}.", messages.WARNING)

    def get_objeto(self, obj: Solicitud) -> str:
        return obj.objeto


@register_exacto(Solicitud)
def find_by_incidencia(text: str) -> Q | None:
    """Find the Solicitud from which the incident with this folio was opened."""
    folio = read_folio(text)
    return Q(pk__in=Incidencia.objects.filter(folio=folio).values("solicitud")) if folio else None


@register_exacto(Asegurado)
def find_asegurado_by_folio(text: str) -> Q | None:
    """Find the student to whom the folio of a Solicitud or of an incident belongs."""
    if not (folio := read_folio(text)):
        return None
    rows = (model.objects.filter(folio=folio, asegurado__isnull=False) for model in (Solicitud, Incidencia))
    solicitudes, incidencias = (row.values("asegurado") for row in rows)
    return Q(pk__in=solicitudes) | Q(pk__in=incidencias)


@register_enlace(Solicitud)
def to_asegurado(solicitud: Solicitud) -> Enlace | None:
    """Return the link to the student of a Solicitud, or None."""
    return make_enlace_a(solicitud.asegurado)


@register_enlace(Solicitud)
def to_documentos(solicitud: Solicitud) -> Enlace | None:
    """Return the link to the student's documents, or None if this Solicitud has no document."""
    total = get_documentos(solicitud).count()
    return Enlace("Documentos del estudiante", list_url(Documento, titular=solicitud.titular), total) if total else None


@register_enlace(Solicitud)
def to_correos(solicitud: Solicitud) -> Enlace:
    """Return the link to the mails about a Solicitud."""
    return make_enlace("Correos", Correo.objects.all(), referencia=solicitud.objeto)


@register_enlace(Asegurado)
def to_solicitudes(asegurado: Asegurado) -> Enlace:
    """Return the link to the Solicitudes of a student."""
    return make_enlace("Trámites", Solicitud.objects.all(), asegurado=asegurado.pk)


@register_enlace(Documento)
def to_solicitud(documento: Documento) -> Enlace | None:
    """Return the link to the Solicitud for which a document was issued, or None."""
    return make_enlace_a(find_solicitud(documento), "Trámite")


@register_enlace(Correo)
def to_solicitud_of(correo: Correo) -> Enlace | None:
    """Return the link to the Solicitud that a mail is about, or None."""
    kind, _, key = correo.referencia.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    return make_enlace_a(Solicitud.objects.filter(pk=pk).first() if kind == "solicitud" else None, "Trámite")
