"""The mails of the procedures.

When a mail is sent, a function `complete_…` returns the data of the mail template.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plataforma.correo.plantillas import Datos, register_plantilla
from tramites.camino.confirmacion.uso import make_code, make_token
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS, get_responder_antes
from tramites.solicitud.models import Confirmacion, Solicitud


def complete_confirmacion(datos: Datos) -> Datos:
    """Return the link and the code, and the time until which both are valid.

    The link and the code are computed here, because the database does not store them.
    """
    confirmacion = Confirmacion.objects.select_related("solicitud").get(pk=datos["confirmacion"])
    vence = timezone.localtime(confirmacion.vence)
    return {
        "liga": settings.SITE_URL + reverse("liga", args=[make_token(confirmacion)]),
        "codigo": make_code(confirmacion),
        "vence": date_format(vence, r"H:i \d\e\l j \d\e F").lower(),
        "folio": confirmacion.solicitud.folio,
        "tramite": DESTINOS[confirmacion.solicitud.tipo].nombre_en_correos,
    }


def complete_solicitud(datos: Datos) -> Datos:
    """Return the name of the procedure, and the URL of the Solicitud."""
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    return {
        "liga": settings.SITE_URL + solicitud.get_absolute_url(),
        "folio": solicitud.folio,
        "tramite": DESTINOS[solicitud.tipo].titulo,
    }


def complete_documentos(datos: Datos) -> Datos:
    """Return the data of `complete_solicitud`, and whether the school already has the document that it wants.

    `entrega` is empty if the school wants no document of this procedure.
    """
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    procedimiento = PROCEDIMIENTOS[solicitud.tipo]
    is_concluida = solicitud.estado == Estado.CONCLUIDA
    contexto = procedimiento.contexto_resultado(solicitud, timezone.localdate()) if is_concluida else {}
    entrega = contexto.get("entrega")
    return complete_solicitud(datos) | {"entrega": entrega.texto if entrega else ""}


def complete_nss_pedido(datos: Datos) -> Datos:
    """Return the campus that obtains the NSS, and the last day for its answer."""
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    plantel = solicitud.get_inscripcion().plantel
    desde = solicitud.transiciones.filter(hacia=Estado.EN_ESPERA).values_list("momento", flat=True).last()
    antes = get_responder_antes(hoy=timezone.localdate(desde), dias=plantel.dias_respuesta)
    return complete_solicitud(datos) | {"plantel": plantel, "responder_antes": date_format(antes, r"j \d\e F").lower()}


def complete_vigente(datos: Datos) -> Datos:
    """Return the URL of the first page of the vigencia procedure."""
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    return {"liga": settings.SITE_URL + reverse("tramite", args=["vigencia"]), "folio": solicitud.folio}


def complete_incidencia(datos: Datos) -> Datos:
    """Return the data of a mail about an incident.

    For example, the data contain the fault in the student's data, and the last day for the answer of the campus. If the
    incident is closed, the data also contain the answer.
    """
    incidencia = Incidencia.objects.select_related("plantel", "solicitud").get(pk=datos["incidencia"])
    solicitud, plantel = incidencia.solicitud, incidencia.plantel
    is_dato = incidencia.causa in DIFERENCIAS
    return {
        "liga": settings.SITE_URL + (solicitud.get_absolute_url() if solicitud else reverse("inicio")),
        "folio": incidencia.folio,
        "plantel": plantel,
        "a_subdelegacion": is_dato and plantel.ruta_inconsistencias == plantel.Ruta.SUBDELEGACION,
        "diferencia": DIFERENCIAS.get(incidencia.causa, ""),
        "responder_antes": date_format(incidencia.responder_antes, r"j \d\e F").lower(),
        "respuesta": incidencia.respuesta,
        "procede": incidencia.estado == Incidencia.Estado.RESUELTA,
    }


def complete_renuncia(datos: Datos) -> Datos:
    """Return the data of a mail about a renuncia that was received or returned.

    If the campus returned the renuncia, `nota` is the reason.
    """
    renuncia = Renuncia.objects.select_related("plantel", "solicitud").get(pk=datos["renuncia"])
    cerrada = timezone.localtime(renuncia.cerrada) if renuncia.cerrada else timezone.localtime()
    return {
        "liga": settings.SITE_URL + renuncia.solicitud.get_absolute_url(),
        "folio": renuncia.solicitud.folio,
        "plantel": renuncia.plantel,
        "recibida": renuncia.estado == Renuncia.Estado.RECIBIDA,
        "fecha": date_format(cerrada, r"j \d\e F \d\e Y").lower(),
        "nota": renuncia.nota,
    }


def complete_comentario(datos: Datos) -> Datos:
    """Return the text that the campus wrote to the student, and the data of the incident."""
    comentario = Comentario.objects.get(pk=datos["comentario"])
    return complete_incidencia({"incidencia": comentario.incidencia_id}) | {"texto": comentario.texto}


register_plantilla("incidencia_mensaje", asunto="Tu plantel te escribió ({folio})", completar=complete_comentario)
register_plantilla("incidencia_abierta", asunto="Avisamos a tu plantel ({folio})", completar=complete_incidencia)
register_plantilla("incidencia_cerrada", asunto="Tu plantel respondió ({folio})", completar=complete_incidencia)
register_plantilla("nss_pedido", asunto="Recibimos tu solicitud de NSS ({folio})", completar=complete_nss_pedido)
register_plantilla("sigue", asunto="Tu trámite puede continuar ({folio})", completar=complete_solicitud)
register_plantilla("lugar_perdido", asunto="Elige otro turno ({folio})", completar=complete_solicitud)
register_plantilla("renuncia", asunto="Tu plantel respondió a tu renuncia ({folio})", completar=complete_renuncia)
register_plantilla("vigente", asunto="Ya tienes servicio médico ({folio})", completar=complete_vigente)
register_plantilla("confirmacion", asunto="Confirma tu correo para continuar", completar=complete_confirmacion)
register_plantilla("aviso_curp", asunto="Alguien empezó un trámite con tu CURP", completar=complete_confirmacion)
register_plantilla("documentos", asunto="Tus documentos están listos ({folio})", completar=complete_documentos)
