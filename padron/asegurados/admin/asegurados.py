"""The student's page: who they are, what belongs to them, and where a wrong datum is corrected."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from padron.asegurados.admin.busqueda import (
    CURP,
    NOMBRES,
    NSS,
    NSS_PADRON,
    filter_fallas,
    filter_nss,
    filter_plantel,
    find_codigo,
    find_vinculo,
    list_planteles,
    read_curp,
    read_nss,
)
from padron.asegurados.correccion import correct_asegurado
from padron.asegurados.formularios import AseguradoForm
from padron.asegurados.models import Adscripcion, Asegurado, CorreoVinculado, FallaDato, Inscripcion
from plataforma.seguridad.personal.busqueda import exact
from plataforma.seguridad.personal.filtros import make_filtro
from plataforma.seguridad.personal.modelos import LecturaInline, PersonalAdmin, get_actor


class InscripcionInline(LecturaInline):
    model = Inscripcion
    fields = ("plantel", "ciclo", "codigo", "correo", "estatus", "fecha_inscripcion")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("plantel").order_by("-fecha_inscripcion", "-pk")


class FallaInline(LecturaInline):
    model = FallaDato
    fields = ("causa", "abierta")


class AdscripcionInline(LecturaInline):
    model = Adscripcion
    fields = ("consultorio", "desde", "hasta", "motivo")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("consultorio__turno__clinica").order_by("-desde", "-pk")


class CorreoVinculadoInline(LecturaInline):
    model = CorreoVinculado
    fields = ("correo", "momento")
    show_change_link = False


@admin.register(Asegurado)
class AseguradoAdmin(PersonalAdmin):
    """Rosters bring them; here they are found and corrected."""

    form = AseguradoForm
    list_display = ("nombre", "mascara_curp", "mascara_nss", "fecha_nss")
    list_filter = (
        make_filtro("plantel", "plantel", list_planteles, filter_plantel),
        make_filtro("NSS", "con_nss", lambda: [("si", "con NSS"), ("no", "sin NSS")], filter_nss),
        make_filtro("datos", "fallas", lambda: [("abiertas", "con una diferencia")], filter_fallas),
        "origen_nss",
        "fecha_nss",
    )
    search_fields = NOMBRES
    search_help_text = "Busca por CURP, NSS, código de estudiante, correo, folio o nombre."
    exactos = (
        exact("curp", read_curp),
        exact("nss", read_nss),
        exact("nss_padron", read_nss),
        find_codigo,
        find_vinculo,
    )
    secretos = (CURP, NSS, NSS_PADRON)
    _del_nss = ("ver_nss", "origen_nss", "fecha_nss", "ver_nss_padron")
    fieldsets = (
        (None, {"fields": (*NOMBRES, "ver_curp", *_del_nss)}),
        ("Corregir CURP o NSS", {"fields": ("curp_correcta", "nss_correcto")}),
    )
    readonly_fields = ("origen_nss", "fecha_nss")
    inlines = (InscripcionInline, FallaInline, AdscripcionInline, CorreoVinculadoInline)
    ordering = ("-pk",)
    sortable_by = ()

    @admin.display(description="nombre")
    def nombre(self, obj: Asegurado) -> str:
        return obj.nombre_completo

    def get_objeto(self, obj: Asegurado) -> str:
        return f"asegurado:{obj.titular}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        hoy, actor = timezone.localdate(), get_actor(request)
        correct_asegurado(asegurado=obj, correccion=form.get_correccion(), hoy=hoy, actor=actor)
