"""The admin pages of Renuncia and of AvisoVigencia.

Staff receive or return a renuncia. An AvisoVigencia is a student's request for a mail when the vigencia begins.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from padron.asegurados.admin.busqueda import DEL_ASEGURADO, read_curp, read_nss
from padron.asegurados.models import Asegurado
from plataforma.seguridad.personal.busqueda import exact
from plataforma.seguridad.personal.enlaces import Enlace, make_enlace, make_enlace_a, register_enlace
from plataforma.seguridad.personal.modelos import LecturaAdmin, PersonalAdmin, get_actor
from plataforma.seguridad.personal.secretos import Secreto
from tramites.camino.admin.solicitudes import read_folio
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.renuncia.services import RenunciaCerrada, receive_renuncia, return_renuncia
from tramites.procedimientos.vigencia.models import AvisoVigencia

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

RECIBIR, DEVOLVER = "recibir", "devolver"
ACCIONES = ((RECIBIR, "Recibirla: tengo el documento firmado"), (DEVOLVER, "Devolverla al alumno"))
PERSONA = (exact("asegurado__curp", read_curp), exact("asegurado__nss", read_nss))
TARDE = "Alguien la recibió, la devolvió o la retiró mientras la veías."


class RenunciaForm(ModelForm):
    """Asks staff whether they receive a renuncia or return it to the student.

    If staff return the renuncia, the form also asks for the reason.
    """

    accion = forms.ChoiceField(
        label="Qué hacer",
        choices=ACCIONES,
        widget=forms.RadioSelect,
        error_messages={"required": "Elige qué hacer."},
    )
    motivo_devolucion = forms.CharField(
        label="Por qué la devuelves",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le llega al alumno por correo.",
    )

    class Meta:
        model = Renuncia
        fields = ()

    def clean(self) -> dict[str, Any]:
        """Add an error to the form if staff send a renuncia back and give no reason."""
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        if datos.get("accion") == DEVOLVER and not datos.get("motivo_devolucion"):
            self.add_error("motivo_devolucion", "Escribe qué le falta.")
        return datos


@admin.register(Renuncia)
class RenunciaAdmin(PersonalAdmin):
    form = RenunciaForm
    list_display = ("ver_folio", "asegurado", "plantel", "motivo", "estado", "presentada", "cerrada")
    list_filter = ("estado", "motivo", "plantel", "presentada")
    list_select_related = ("asegurado", "plantel", "solicitud")
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por folio, CURP, NSS o nombre."
    exactos = (exact("solicitud__folio", read_folio), *PERSONA)
    secretos = (
        Secreto("numero", "número en esa institución"),
        Secreto("explicacion", "por qué no la necesita"),
        Secreto("tutor", "madre, padre o tutor"),
    )
    _datos = (
        *("solicitud", "asegurado", "plantel", "motivo", "institucion", "ver_numero", "ver_explicacion", "ver_tutor"),
        *("estado", "presentada", "cerrada", "nota"),
    )
    readonly_fields = ("ver_folio", *(name for name in _datos if not name.startswith("ver_")))
    actions = ("receive",)
    ordering = ("-pk",)
    sortable_by = ()

    @admin.display(description="folio")
    def ver_folio(self, obj: Renuncia) -> str:
        return obj.solicitud.folio

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        datos = (None, {"fields": self._datos})
        if not self.has_change_permission(request, obj):
            return [datos]
        return [datos, ("Atender", {"fields": ("accion", "motivo_devolucion")})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False if the renuncia was already received, returned or withdrawn."""
        is_open = obj is None or obj.estado == Renuncia.Estado.PRESENTADA
        return super().has_change_permission(request, obj) and is_open

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        try:
            if form.cleaned_data["accion"] == RECIBIR:
                receive_renuncia(obj, actor=get_actor(request))
            else:
                return_renuncia(obj, nota=form.cleaned_data["motivo_devolucion"], actor=get_actor(request))
        except RenunciaCerrada:
            self.message_user(request, TARDE, messages.ERROR)

    @admin.action(description="Recibirlas")
    def receive(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Mark the selected renuncias as received, because the campus has the signed documents."""
        recibidas = 0
        for renuncia in queryset.filter(estado=Renuncia.Estado.PRESENTADA):
            receive_renuncia(renuncia, actor=get_actor(request))
            recibidas += 1
        self.message_user(request, f"Recibiste {recibidas}.", messages.SUCCESS)


@register_enlace(Renuncia)
def to_solicitud(renuncia: Renuncia) -> Enlace | None:
    """Return the link to the Solicitud of a renuncia."""
    return make_enlace_a(renuncia.solicitud, "Trámite")


@register_enlace(Asegurado)
def to_renuncias(asegurado: Asegurado) -> Enlace | None:
    """Return the link to the renuncias of a student, or None if there are none."""
    enlace = make_enlace("Renuncias", Renuncia.objects.all(), asegurado__id__exact=asegurado.pk)
    return enlace if enlace.total else None


@admin.register(AvisoVigencia)
class AvisoVigenciaAdmin(LecturaAdmin):
    list_display = ("asegurado", "correo", "pedido", "enviado")
    list_filter = (("enviado", admin.EmptyFieldListFilter), "pedido")
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS o nombre."
    exactos = PERSONA
    sortable_by = ()
