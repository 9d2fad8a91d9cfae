"""The admin pages of incidents: the list, and the page where staff solve an incident."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from padron.asegurados.admin.busqueda import CURP, DEL_ASEGURADO, read_curp, read_nss
from padron.asegurados.models import Asegurado
from padron.planteles.models import Plantel
from plataforma.seguridad.personal.busqueda import exact, read_correo
from plataforma.seguridad.personal.enlaces import Enlace, list_url, make_enlace, make_enlace_a, register_enlace
from plataforma.seguridad.personal.filtros import make_filtro
from plataforma.seguridad.personal.modelos import LecturaInline, PersonalAdmin, get_actor
from plataforma.seguridad.personal.secretos import Secreto
from tramites.camino.admin.atencion import AtencionForm
from tramites.camino.admin.solicitudes import read_folio
from tramites.solicitud.incidencias.atencion import IncidenciaCerrada, SigueLaFalla, attend_incidencia
from tramites.solicitud.incidencias.models import Comentario, Incidencia

DETALLE = Secreto("detalle", "qué difiere")
SIN_COMPROBAR = "correo sin comprobar: puede no ser del estudiante"
TARDE = "Alguien la cambió mientras escribías. Revisa cómo quedó."


def filter_vencidas(queryset: QuerySet[Any], valor: str) -> QuerySet[Any]:
    """Return the open incidents whose last day for an answer is in the past."""
    return queryset.filter(estado__in=Incidencia.PENDIENTES, responder_antes__lt=timezone.localdate())


def filter_contestadas(queryset: QuerySet[Any], valor: str) -> QuerySet[Any]:
    """Return the incidents whose student has answered a question, and on which staff has not acted since."""
    return queryset.filter(estado__in=Incidencia.PENDIENTES, contestada__isnull=False)


class ComentarioInline(LecturaInline):
    model = Comentario
    fields = ("momento", "autor", "clase", "texto")
    show_change_link = False
    verbose_name_plural = "comentarios y mensajes"


@admin.register(Incidencia)
class IncidenciaAdmin(PersonalAdmin):
    """The admin page of incidents.

    Staff do not edit the fields of an incident. They choose an action, and a service of `tramites` changes the
    incident.
    """

    form = AtencionForm
    list_display = (
        *("folio", "causa", "asegurado", "ver_comprobado", "plantel", "estado", "contestada", "responder_antes"),
        "atiende",
    )
    list_filter = (
        "estado",
        make_filtro("plazo", "plazo", lambda: [("vencidas", "sin responder a tiempo")], filter_vencidas),
        make_filtro("alumno", "alumno", lambda: [("contesto", "ya contestó")], filter_contestadas),
        "causa",
        "plantel",
        "abierta",
    )
    list_select_related = ("asegurado", "plantel", "solicitud")
    search_fields = ("atiende__exact", *DEL_ASEGURADO)
    search_help_text = "Busca por folio, CURP, NSS, correo, nombre o quién la atiende."
    exactos = (
        exact("folio", read_folio),
        exact("solicitud__folio", read_folio),
        exact("curp", read_curp),
        exact("asegurado__nss", read_nss),
        exact("correo", read_correo),
    )
    secretos = (CURP, DETALLE)
    _datos = (
        *("folio", "causa", "estado", "plantel", "asegurado", "solicitud", "ver_curp", "ver_detalle"),
        *("correo", "ver_comprobado"),
        *("abierta", "responder_antes", "atiende", "pide", "contestada", "cerrada", "respuesta"),
    )
    readonly_fields = ("ver_comprobado", *(name for name in _datos if not name.startswith("ver_")))
    inlines = (ComentarioInline,)
    actions = ("attend",)
    ordering = ("-pk",)
    sortable_by = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        datos = (None, {"fields": self._datos})
        if not self.has_change_permission(request, obj):
            return [datos]
        return [datos, ("Atender", {"fields": list(AtencionForm(instance=obj).fields)})]

    @admin.display(description="quién escribe")
    def ver_comprobado(self, obj: Incidencia) -> str:
        """Warn staff if the e-mail address gives no access to the student's data: a stranger may have written."""
        return "correo comprobado" if obj.is_correo_comprobado else SIN_COMPROBAR

    def get_objeto(self, obj: Incidencia) -> str:
        return f"incidencia:{obj.folio}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False for a closed incident, because it must not change any more."""
        return super().has_change_permission(request, obj) and (obj is None or obj.estado in Incidencia.PENDIENTES)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        try:
            with transaction.atomic():
                form.apply(actor=get_actor(request))
        except (IncidenciaCerrada, SigueLaFalla):
            self.message_user(request, TARDE, messages.ERROR)

    @admin.action(description="Atenderlas yo")
    def attend(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Store that this user works on the selected incidents. Closed incidents are left out."""
        tomadas = 0
        for incidencia in queryset.filter(estado__in=Incidencia.PENDIENTES):
            with transaction.atomic():
                attend_incidencia(incidencia, actor=get_actor(request))
                tomadas += 1
        self.message_user(request, f"Ahora atiendes {tomadas}.", messages.SUCCESS)


@register_enlace(Incidencia)
def to_asegurado(incidencia: Incidencia) -> Enlace | None:
    """Return the link to the admin page of the student, or None without an Asegurado.

    Staff correct the student's data on this admin page.
    """
    return make_enlace_a(incidencia.asegurado, "Ficha del estudiante")


@register_enlace(Incidencia)
def to_solicitud(incidencia: Incidencia) -> Enlace | None:
    """Return the link to the Solicitud from which the incident was opened, or None."""
    return make_enlace_a(incidencia.solicitud, "Trámite")


@register_enlace(Asegurado)
def to_incidencias(asegurado: Asegurado) -> Enlace:
    """Return the link to the incidents of a student."""
    return make_enlace("Incidencias", Incidencia.objects.all(), asegurado=asegurado.pk)


@register_enlace(Plantel)
def to_cola(plantel: Plantel) -> Enlace:
    """Return the link to the incidents of a campus."""
    return Enlace("Incidencias", list_url(Incidencia, plantel__id__exact=plantel.pk))
