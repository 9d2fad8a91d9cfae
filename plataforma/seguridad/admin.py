"""The audit log, the counts of the limits and the check value of the encryption key, to read."""

from django.contrib import admin
from django.db.models import Q

from plataforma.seguridad.bitacora import mask
from plataforma.seguridad.models import Auditoria, ComprobanteLlave, Consumo
from plataforma.seguridad.personal.modelos import LecturaAdmin
from plataforma.seguridad.personal.secretos import Secreto


def find_objeto(text: str) -> Q | None:
    """Look a text such as `solicitud:…` up as the object that something was done to."""
    return Q(objeto=text) if ":" in text else None


@admin.register(Auditoria)
class AuditoriaAdmin(LecturaAdmin):
    list_display = ("momento", "actor", "accion", "ver_objeto")
    list_filter = ("momento",)
    search_fields = ("actor__exact", "accion__istartswith")
    search_help_text = "Busca por usuario, por el principio de la acción o por objeto, como solicitud:…"
    exactos = (find_objeto,)
    secretos = (Secreto("valores", "valores"),)
    fields = ("momento", "actor", "accion", "ver_objeto", "ver_valores")
    readonly_fields = ("ver_objeto",)
    sortable_by = ()

    @admin.display(description="objeto")
    def ver_objeto(self, obj: Auditoria) -> str:
        """Return the object; whoever wrote an address or a number into its name is not repeated here."""
        return mask(obj.objeto)


@admin.register(Consumo)
class ConsumoAdmin(LecturaAdmin):
    list_display = ("clave", "cuenta", "termina")
    list_filter = ("termina",)
    search_fields = ("clave__exact",)
    search_help_text = "Busca por la clave completa."
    fields = ("clave", "cuenta", "termina")


@admin.register(ComprobanteLlave)
class ComprobanteLlaveAdmin(LecturaAdmin):
    list_display = ("id", "valor")
    fields = ("valor",)
