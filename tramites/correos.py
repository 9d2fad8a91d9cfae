"""The mails of the procedures: what their words need at the moment of sending."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plataforma.correo.plantillas import Datos, register_plantilla
from tramites.confirmacion.claves import make_code, make_token
from tramites.models import Confirmacion, Solicitud
from tramites.procedimientos import get_procedimiento


def complete_confirmacion(datos: Datos) -> Datos:
    """Derive link and code, and say until when they are good as a clock time."""
    confirmacion = Confirmacion.objects.select_related("solicitud").get(pk=datos["confirmacion"])
    vence = timezone.localtime(confirmacion.vence)
    return {
        "liga": settings.SITE_URL + reverse("liga", args=[make_token(confirmacion)]),
        "codigo": make_code(confirmacion),
        "vence": date_format(vence, r"H:i \d\e\l j \d\e F").lower(),
        "folio": confirmacion.solicitud.folio,
        "tramite": get_procedimiento(confirmacion.solicitud.tipo).titulo,
    }


def complete_documentos(datos: Datos) -> Datos:
    """Name the procedure and the address where its documents stay."""
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    return {
        "liga": settings.SITE_URL + solicitud.get_absolute_url(),
        "folio": solicitud.folio,
        "tramite": get_procedimiento(solicitud.tipo).titulo,
    }


register_plantilla("confirmacion", asunto="Confirma tu correo para continuar", completar=complete_confirmacion)
register_plantilla("aviso_curp", asunto="Alguien empezó un trámite con tu CURP", completar=complete_confirmacion)
register_plantilla("documentos", asunto="Tus documentos están listos ({folio})", completar=complete_documentos)
