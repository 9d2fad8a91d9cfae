"""The mails of the procedures.

When a mail is sent, a function `complete_…` returns the data of the mail template.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from padron.asegurados.models import Inscripcion
from plataforma.correo.plantillas import Datos, register_plantilla
from tramites.camino.confirmacion.uso import make_code, make_token
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_DETIENEN, Comentario, Incidencia
from tramites.solicitud.incidencias.rules import DIFERENCIAS, Toca, get_responder_antes
from tramites.solicitud.incidencias.services import get_diferencias, get_pendientes, get_toca, is_detenida
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


def complete_inscripcion(datos: Datos) -> Datos:
    """Return the data of a mail about a student's access: the student, the campus, and the contacts of the campuses."""
    inscripcion = Inscripcion.objects.select_related("plantel", "asegurado").get(pk=datos["inscripcion"])
    return {
        **datos,
        "liga": f"{settings.SITE_URL}{reverse('ayuda')}#contacto",
        "plantel": inscripcion.plantel,
        "nombre": inscripcion.asegurado.nombre_completo,
        "matricula": inscripcion.codigo,
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
    """Return the data of a mail with documents: what `complete_solicitud` returns, and what the student does next.

    `entrega` says that the school already has the document that it wants. It is empty if the student must hand the
    document in, which is then the first step of `que_sigue`, or if the school wants no document of this procedure.
    """
    solicitud = Solicitud.objects.get(pk=datos["solicitud"])
    is_concluida = solicitud.estado == Estado.CONCLUIDA
    procedimiento, hoy = PROCEDIMIENTOS[solicitud.tipo], timezone.localdate()
    contexto = procedimiento.contexto_resultado(solicitud, hoy) if is_concluida else {}
    entrega = contexto.get("entrega")
    return complete_solicitud(datos) | {
        "que_sigue": contexto.get("que_sigue", ()),
        "entrega": entrega.texto if entrega and entrega.recibida else "",
    }


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
    """Return the data of a mail about an incident: its cause, and what the student must do (wait, or go to one place).

    The data also contain the last day for the answer of the campus and, if the incident is closed, the answer, whether
    the Solicitud continues, and what still stops it.
    """
    incidencia = Incidencia.objects.select_related("plantel", "solicitud").get(pk=datos["incidencia"])
    plantel = incidencia.plantel
    otras = list(Incidencia.objects.filter(pk__in=datos.get("otras", ())).order_by("pk"))
    solicitud = incidencia.solicitud if incidencia.causa not in NO_DETIENEN else None
    return {
        "casos": [incidencia, *otras],
        "sigue": solicitud is not None and bool(solicitud.asegurado) and not is_detenida(solicitud),
        "falta": get_diferencias(get_pendientes(solicitud)) if solicitud and solicitud.asegurado else [],
        "liga": settings.SITE_URL + _get_pagina(incidencia),
        "folio": incidencia.folio,
        "plantel": plantel,
        "a_subdelegacion": get_toca([incidencia], hoy=timezone.localdate()) is Toca.VE_SUBDELEGACION,
        "diferencia": incidencia.asunto if incidencia.causa in DIFERENCIAS else "",
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


def _get_pagina(incidencia: Incidencia) -> str:
    """Return the URL of the page on which the student reads about the incident and answers."""
    if incidencia.solicitud is None:
        return reverse("inicio")
    if incidencia.causa in NO_DETIENEN:
        return reverse("caso", args=[incidencia.solicitud.tipo, incidencia.solicitud.pk, incidencia.folio])
    return incidencia.solicitud.get_absolute_url()


def complete_comentario(datos: Datos) -> Datos:
    """Return what the campus asks of the student, with the data of the incident, but not what it wrote.

    The student reads the text on the page, where it can be answered.
    """
    comentario = Comentario.objects.get(pk=datos["comentario"])
    return complete_incidencia({"incidencia": comentario.incidencia_id}) | {"pide": comentario.pide}


register_plantilla("incidencia_mensaje", asunto="Tu plantel te escribió ({folio})", completar=complete_comentario)
register_plantilla("incidencia_abierta", asunto="Avisamos a tu plantel ({folio})", completar=complete_incidencia)
register_plantilla("incidencia_cerrada", asunto="Tu plantel respondió ({folio})", completar=complete_incidencia)
register_plantilla("nss_pedido", asunto="Recibimos tu solicitud de NSS ({folio})", completar=complete_nss_pedido)
register_plantilla("sigue", asunto="Tu trámite puede continuar ({folio})", completar=complete_solicitud)
register_plantilla("lugar_perdido", asunto="Elige otro turno ({folio})", completar=complete_solicitud)
register_plantilla("renuncia", asunto="Tu plantel respondió a tu renuncia ({folio})", completar=complete_renuncia)
register_plantilla("vigente", asunto="Ya tienes servicio médico ({folio})", completar=complete_vigente)
register_plantilla("confirmacion", asunto="Confirma tu correo (código {codigo})", completar=complete_confirmacion)
register_plantilla("aviso_curp", asunto="Alguien empezó un trámite con tu CURP", completar=complete_confirmacion)
register_plantilla("correo_cambiado", asunto="Cambió el correo de tus trámites", completar=complete_inscripcion)
register_plantilla("claves_equivocadas", asunto="Claves de registro equivocadas", completar=complete_inscripcion)
register_plantilla("documentos", asunto="Tus documentos están listos ({folio})", completar=complete_documentos)
register_plantilla("sin_vigencia", asunto="No apareces vigente ({folio})", completar=complete_documentos)
