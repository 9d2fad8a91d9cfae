"""Every mail and what became of it. Its words are not kept: they are made when it is sent."""

from django.contrib import admin

from plataforma.correo.models import Correo
from plataforma.correo.plantillas import list_slugs
from plataforma.seguridad.personal.busqueda import exact, read_correo
from plataforma.seguridad.personal.filtros import make_filtro
from plataforma.seguridad.personal.modelos import LecturaAdmin


def list_plantillas() -> list[tuple[str, str]]:
    """Return the templates as a filter offers them."""
    return [(slug, slug.replace("_", " ")) for slug in list_slugs()]


@admin.register(Correo)
class CorreoAdmin(LecturaAdmin):
    list_display = ("creado", "ver_plantilla", "para", "estado", "enviado", "respuesta")
    list_filter = ("estado", make_filtro("plantilla", "plantilla", list_plantillas), "creado")
    search_fields = ("referencia__exact",)
    search_help_text = "Busca por la dirección completa o por la referencia."
    exactos = (exact("para", read_correo),)
    fields = ("para", "ver_plantilla", "estado", "creado", "enviado", "respuesta", "lista_adjuntos")
    readonly_fields = ("ver_plantilla", "lista_adjuntos")
    ordering = ("-creado", "pk")
    sortable_by = ()

    @admin.display(description="plantilla")
    def ver_plantilla(self, obj: Correo) -> str:
        return obj.plantilla.replace("_", " ")

    @admin.display(description="adjuntos")
    def lista_adjuntos(self, obj: Correo) -> str:
        """Return the names that the reader sees, not those of the store."""
        return ", ".join(nombre for nombre, *_ in obj.adjuntos) or "–"
