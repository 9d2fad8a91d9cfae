"""What the portal looks things up in: what staff set, and what a file brought, to read."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from padron.catalogos.models import (
    Clinica,
    CodigoPostal,
    Colonia,
    Consultorio,
    FuenteCatalogo,
    Municipio,
    SerieNSS,
    Subdelegacion,
    Turno,
)
from plataforma.seguridad.personal.busqueda import exact
from plataforma.seguridad.personal.modelos import LecturaAdmin, LecturaInline, PersonalAdmin

if TYPE_CHECKING:
    TabularBase = admin.TabularInline[Any, Any]
else:
    TabularBase = admin.TabularInline


def read_cp(text: str) -> str | None:
    """Return the text if it is a postal code."""
    return text if len(text) == 5 and text.isdigit() else None


@admin.register(SerieNSS)
class SerieNSSAdmin(PersonalAdmin):
    list_display = ("serie", "estado", "orden")
    list_filter = ("estado",)
    search_fields = ("serie__exact",)


@admin.register(Subdelegacion)
class SubdelegacionAdmin(PersonalAdmin):
    list_display = ("nombre", "direccion", "telefono", "horario")
    search_fields = ("nombre", "direccion")


@admin.register(FuenteCatalogo)
class FuenteCatalogoAdmin(LecturaAdmin):
    list_display = ("catalogo", "descripcion", "fecha", "filas", "cargado")
    fields = ("catalogo", "descripcion", "fecha", "filas", "cargado")


@admin.register(Municipio)
class MunicipioAdmin(LecturaAdmin):
    list_display = ("nombre", "estado", "clave")
    list_filter = ("estado",)
    search_fields = ("nombre",)
    fields = ("nombre", "estado", "clave")
    sortable_by = ()


class ColoniaInline(LecturaInline):
    model = Colonia
    fields = ("nombre", "tipo")
    show_change_link = False


@admin.register(CodigoPostal)
class CodigoPostalAdmin(LecturaAdmin):
    list_display = ("cp", "municipio", "ciudad")
    list_select_related = ("municipio",)
    list_filter = ("municipio__estado",)
    search_fields = ("municipio__nombre", "ciudad")
    search_help_text = "Busca por código postal, municipio o ciudad."
    exactos = (exact("pk", read_cp),)
    fields = ("cp", "municipio", "ciudad")
    inlines = (ColoniaInline,)
    sortable_by = ()


class TurnoInline(LecturaInline):
    model = Turno
    fields = ("nombre", "desde", "hasta")


@admin.register(Clinica)
class ClinicaAdmin(LecturaAdmin):
    """The official file brings them; shifts and places are set here, shift by shift."""

    list_display = ("nombre", "clave", "cp", "municipio_nombre", "estado", "en_operacion")
    list_filter = ("en_operacion", "estado", "tipologia", "ficticia")
    search_fields = ("nombre", "clave__iexact", "municipio_nombre")
    search_help_text = "Busca por nombre, clave CLUES, código postal o municipio."
    exactos = (exact("cp", read_cp),)
    inlines = (TurnoInline,)
    sortable_by = ()


class ConsultorioInline(TabularBase):
    """How many places a room has. The ones taken are counted elsewhere, this moment perhaps."""

    model = Consultorio
    fields = ("numero", "cupo", "ocupados")
    readonly_fields = ("ocupados",)
    extra = 0
    can_delete = False


@admin.register(Turno)
class TurnoAdmin(PersonalAdmin):
    list_display = ("clinica", "nombre", "desde", "hasta")
    list_filter = ("nombre", "clinica__estado")
    list_select_related = ("clinica",)
    search_fields = ("clinica__nombre", "clinica__clave__iexact")
    fields = ("clinica", "nombre", "desde", "hasta")
    readonly_fields = ("clinica", "nombre")
    inlines = (ConsultorioInline,)
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write what staff typed and nothing else: a place may be taken while they do."""
        for consultorio in formset.save(commit=False):
            consultorio.save(update_fields=["numero", "cupo"] if consultorio.pk else None)
        formset.save_m2m()
