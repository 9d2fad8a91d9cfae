"""What belongs to a student: enrolments, clinics, address, mailboxes; and what is wrong with their data."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from padron.asegurados.admin.busqueda import (
    DEL_ASEGURADO,
    find_inscripcion_by_codigo,
    read_curp,
    read_nss,
)
from padron.asegurados.correccion import correct_inscripcion
from padron.asegurados.formularios import InscripcionForm, LimiteCorreoForm
from padron.asegurados.models import (
    Adscripcion,
    Asegurado,
    ClaveRegistro,
    ConsecutivoNSS,
    CorreoSuspendido,
    CorreoVinculado,
    DomicilioAsegurado,
    FallaDato,
    Inscripcion,
    LimiteCorreo,
    Manifestacion,
)
from padron.catalogos.models import Clinica
from padron.planteles.models import Plantel
from plataforma.seguridad.personal.busqueda import exact, read_correo
from plataforma.seguridad.personal.enlaces import Enlace, list_url, make_enlace_a, register_enlace
from plataforma.seguridad.personal.modelos import LecturaAdmin, PersonalAdmin, get_actor
from plataforma.seguridad.personal.secretos import Secreto

TUTOR = Secreto("tutor", "mamá, papá o tutor")
DETALLE = Secreto("detalle", "qué difiere")
DOMICILIO = Secreto("datos", "domicilio y teléfonos")
DE_LA_CLINICA = "consultorio__turno__clinica"
PERSONA = (exact("asegurado__curp", read_curp), exact("asegurado__nss", read_nss))


@admin.register(Inscripcion)
class InscripcionAdmin(PersonalAdmin):
    form = InscripcionForm
    list_display = ("codigo", "asegurado", "plantel", "ciclo", "estatus", "fecha_inscripcion", "fecha_alta_imss")
    list_filter = ("plantel", "estatus", "fecha_inscripcion", ("fecha_alta_imss", admin.EmptyFieldListFilter))
    list_select_related = ("asegurado", "plantel")
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS, código de estudiante, correo o nombre."
    exactos = (
        *PERSONA,
        exact("correo", read_correo),
        find_inscripcion_by_codigo,
    )
    readonly_fields = ("asegurado", "plantel", "ciclo", "fecha_carga")
    fieldsets = (
        (None, {"fields": ("asegurado", "plantel", "ciclo", "fecha_carga")}),
        ("Lo que dice el padrón", {"fields": InscripcionForm.Meta.fields}),
    )
    ordering = ("-pk",)
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        correct_inscripcion(inscripcion=obj, campos=form.changed_data, actor=get_actor(request))


@register_enlace(Inscripcion)
def to_asegurado(inscripcion: Inscripcion) -> Enlace | None:
    """Return the link to the student."""
    return make_enlace_a(inscripcion.asegurado)


@register_enlace(Plantel)
def to_inscripciones(plantel: Plantel) -> Enlace:
    """Return the link to the campus's rosters."""
    return Enlace("Inscripciones", list_url(Inscripcion, plantel__id__exact=plantel.pk))


@admin.register(FallaDato)
class FallaDatoAdmin(LecturaAdmin):
    list_display = ("causa", "asegurado", "abierta")
    list_filter = ("abierta", "causa")
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS o nombre."
    exactos = PERSONA
    secretos = (DETALLE,)
    fields = ("asegurado", "causa", "abierta", "ver_detalle")
    sortable_by = ()


@admin.register(Manifestacion)
class ManifestacionAdmin(LecturaAdmin):
    list_display = ("asegurado", "plantel", "momento", "version", "retirada")
    list_filter = (("retirada", admin.EmptyFieldListFilter), "plantel", "momento")
    list_select_related = ("asegurado", "plantel")
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS o nombre."
    exactos = PERSONA
    secretos = (TUTOR,)
    fields = ("asegurado", "plantel", "momento", "version", "ver_tutor", "retirada")
    sortable_by = ()


@admin.register(CorreoVinculado)
class CorreoVinculadoAdmin(LecturaAdmin):
    list_display = ("correo", "asegurado", "momento")
    list_filter = ("momento",)
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por la dirección completa, CURP, NSS o nombre."
    exactos = (exact("correo", read_correo), *PERSONA)
    fields = ("correo", "asegurado", "momento")
    sortable_by = ()


@admin.register(ClaveRegistro)
class ClaveRegistroAdmin(LecturaAdmin):
    """The claim keys that campuses gave. `manage.py clave_de_registro` gives one; nobody can read it again."""

    list_display = ("asegurado", "plantel", "creada", "vence", "usada")
    list_filter = ("plantel", ("usada", admin.EmptyFieldListFilter), "creada")
    list_select_related = ("asegurado", "plantel")
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS o nombre."
    exactos = PERSONA
    fields = ("asegurado", "plantel", "creada", "vence", "usada")
    sortable_by = ()


@admin.register(CorreoSuspendido)
class CorreoSuspendidoAdmin(LecturaAdmin):
    """E-mail addresses of rosters that a used claim key suspended. `manage.py confirmar_correo` ends it."""

    list_display = ("correo", "asegurado", "desde")
    list_filter = ("desde",)
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por la dirección completa, CURP, NSS o nombre."
    exactos = (exact("correo", read_correo), *PERSONA)
    fields = ("correo", "asegurado", "desde")
    sortable_by = ()


@admin.register(LimiteCorreo)
class LimiteCorreoAdmin(PersonalAdmin):
    """Brothers and sisters with one mailbox."""

    form = LimiteCorreoForm
    fields = ("correo", "limite")
    list_display = ("correo", "limite")
    search_fields = ("correo__icontains",)


@admin.register(ConsecutivoNSS)
class ConsecutivoNSSAdmin(LecturaAdmin):
    list_display = ("serie", "anio_registro", "anio_nacimiento", "ultimo")
    search_fields = ("serie__exact",)
    sortable_by = ()


@admin.register(Adscripcion)
class AdscripcionAdmin(LecturaAdmin):
    list_display = ("asegurado", "consultorio", "desde", "hasta", "motivo")
    list_filter = (("hasta", admin.EmptyFieldListFilter), "motivo", "desde")
    list_select_related = ("asegurado", "consultorio__turno__clinica")
    search_fields = (*DEL_ASEGURADO, "consultorio__turno__clinica__clave__iexact")
    search_help_text = "Busca por CURP, NSS, nombre o clave de la clínica."
    exactos = PERSONA
    sortable_by = ()

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allow what a clinic's page links to; a filter of all clinics would be a list of thousands."""
        return lookup == DE_LA_CLINICA or super().lookup_allowed(lookup, value, request)


@admin.register(DomicilioAsegurado)
class DomicilioAdmin(LecturaAdmin):
    list_display = ("asegurado", "fecha")
    list_filter = ("fecha",)
    list_select_related = ("asegurado",)
    search_fields = DEL_ASEGURADO
    search_help_text = "Busca por CURP, NSS o nombre."
    exactos = PERSONA
    secretos = (DOMICILIO,)
    fields = ("asegurado", "fecha", "ver_datos")
    sortable_by = ()


@register_enlace(Asegurado)
def to_domicilio(asegurado: Asegurado) -> Enlace | None:
    """Return the link to where the student lives while studying."""
    return make_enlace_a(DomicilioAsegurado.objects.filter(asegurado=asegurado).first(), "Domicilio")


@register_enlace(Clinica)
def to_adscripciones(clinica: Clinica) -> Enlace:
    """Return the link to who is, or was, registered at the clinic."""
    return Enlace("Adscripciones", list_url(Adscripcion, **{DE_LA_CLINICA: clinica.pk}))
