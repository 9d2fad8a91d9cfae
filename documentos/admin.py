"""The documents that were issued and their register, to read. Nothing here changes what was sealed."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from documentos.entrega import make_response
from documentos.models import CabezaRegistro, Certificado, Documento, EntradaRegistro
from padron.asegurados.models import Asegurado
from padron.identificadores import folio as folios
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.personal.busqueda import exact
from plataforma.seguridad.personal.enlaces import (
    Enlace,
    make_enlace,
    make_enlace_a,
    object_url,
    register_enlace,
)
from plataforma.seguridad.personal.modelos import LecturaAdmin, get_actor
from plataforma.seguridad.personal.secretos import FORMULARIO, Secreto


def read_folio(text: str) -> str | None:
    """Return the folio that a text is, as it is stored."""
    return folios.validate(text) if folios.is_valid(text) else None


@admin.register(Documento)
class DocumentoAdmin(LecturaAdmin):
    list_display = ("folio", "tipo", "plantel", "emitido", "estado")
    list_filter = ("estado", "tipo", "plantel", "emitido")
    list_select_related = ("plantel",)
    search_fields = ("codigo__exact",)
    search_help_text = "Busca por folio o por código de verificación."
    exactos = (exact("folio", read_folio),)
    secretos = (Secreto("cadena", "cadena original"),)
    fields = (
        *("folio", "tipo", "estado", "plantel", "emitido", "recibido", "vigente_hasta", "motivo", "sustituto"),
        *("archivo_pdf", "tamano", "sha256", "secuencia", "certificado", "codigo", "ver_cadena", "sello"),
    )
    readonly_fields = ("archivo_pdf",)
    ordering = ("-pk",)
    sortable_by = ()

    @admin.display(description="archivo")
    def archivo_pdf(self, obj: Documento) -> str | SafeString:
        if not obj.listo:
            return "todavía no está listo"
        url = reverse("admin:documentos_documento_pdf", args=[obj.pk])
        return format_html('<button class="mostrar" form="{}" formaction="{}">Abrir el PDF</button>', FORMULARIO, url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.abrir)
        return [path("<int:pk>/pdf/", view, name="documentos_documento_pdf"), *super().get_urls()]

    def abrir(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the file, which tells CURP and NSS: only by a POST, and written down (T13)."""
        documento = self.get_object(request, str(pk))
        if documento is None or not documento.listo or not self.has_view_permission(request, documento):
            raise Http404
        if request.method != "POST":
            return redirect(object_url(documento))
        audit("abrir documento", objeto=self.get_objeto(documento), actor=get_actor(request))
        return make_response(documento)

    def get_objeto(self, obj: Documento) -> str:
        return f"documento:{obj.folio}"


@register_enlace(Documento)
def to_asegurado(documento: Documento) -> Enlace | None:
    """Return the link to the student."""
    return make_enlace_a(Asegurado.objects.filter(titular=documento.titular).first())


@register_enlace(Asegurado)
def to_documentos(asegurado: Asegurado) -> Enlace:
    """Return the link to what was issued for the student."""
    return make_enlace("Documentos", Documento.objects.all(), titular=asegurado.titular)


@admin.register(EntradaRegistro)
class EntradaRegistroAdmin(LecturaAdmin):
    list_display = ("secuencia", "folio", "momento", "numero_serie")
    list_filter = ("momento",)
    search_fields = ("hash__exact",)
    search_help_text = "Busca por folio o por huella."
    exactos = (exact("folio", read_folio),)
    sortable_by = ()


@admin.register(CabezaRegistro)
class CabezaRegistroAdmin(LecturaAdmin):
    list_display = ("secuencia", "numero_serie", "hash")


@admin.register(Certificado)
class CertificadoAdmin(LecturaAdmin):
    list_display = ("numero_serie",)
    fields = ("numero_serie", "pem")
