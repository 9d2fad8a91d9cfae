"""The data of the page «Mi expediente»."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from documentos.selectors import get_documentos_de
from padron.asegurados.manifestacion.selectors import EstadoManifestacion
from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_adscripcion, get_manifestacion
from padron.asegurados.vigencia.rules import Vigente
from padron.identificadores.nss import agrupado
from padron.planteles.models import Plantel
from tramites.camino.expediente.linea import Hecho, get_correos_de_documentos, get_linea
from tramites.camino.expediente.rules import Siguiente, decide_estados, decide_siguiente
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.procedimientos.vigencia.cobertura import Cobertura, get_cobertura
from tramites.procedimientos.vigencia.rules import Accion
from tramites.solicitud.documentos import Renglon, list_renglones
from tramites.solicitud.entrega import Entrega
from tramites.solicitud.estados import EN_CURSO, Estado
from tramites.solicitud.fechas import Fecha
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["Expediente", "Tramite", "get_expediente"]

ULTIMOS = 20  # maximum number of Solicitudes on the page
DIA = r"j \d\e F \d\e Y"
TITULOS = ("Tu Número de Seguridad Social (NSS)", "Tu vigencia", "Tu clínica (UMF)")
TIPOS = ("nss", "vigencia", "alta")
SIGUE = "Es tu siguiente paso"


@dataclass(frozen=True)
class Tramite:
    """One Solicitud of the student, with its timeline."""

    solicitud: Solicitud
    titulo: str
    estado: str
    en_curso: bool
    linea: Sequence[Hecho]


@dataclass(frozen=True)
class Expediente:
    """The data of the page «Mi expediente».

    `pasos` are the three steps NSS, vigencia and clinic (template componentes/ruta.html). `entregas` says
    which documents the school has, and which ones the student must hand in. `manifestacion` is the
    statement about other medical insurance. `pendiente` is an unfinished Solicitud
    that the student can continue. `siguiente` is the next action, which the page shows if there is no `pendiente`.
    """

    asegurado: Asegurado
    plantel: Plantel
    pasos: Sequence[dict[str, Any]]
    pendiente: Tramite | None
    siguiente: Siguiente | None
    fechas: Sequence[Fecha]
    entregas: Sequence[Entrega]
    manifestacion: EstadoManifestacion
    documentos: Sequence[Renglon]
    tramites: Sequence[Tramite]
    incidencias: Sequence[Incidencia]


def get_expediente(titular: UUID, *, hoy: date) -> Expediente | None:
    """Return the expediente of the student whose random id is `titular`.

    Returns None if no student has this id.
    """
    asegurado = Asegurado.objects.filter(titular=titular).first()
    if asegurado is None:
        return None
    cobertura = get_cobertura(asegurado, hoy=hoy)
    hechos = {
        "tiene_nss": asegurado.nss is not None,
        "is_vigente": cobertura.vigencia.is_vigente,
        "tiene_clinica": get_adscripcion(asegurado) is not None,
    }
    tramites = _list_tramites(asegurado)
    contextos = _list_contextos(tramites, hoy)
    return Expediente(
        asegurado=asegurado,
        plantel=cobertura.plantel,
        pasos=_make_pasos(asegurado, cobertura, hechos),
        pendiente=next((tramite for tramite in tramites if tramite.en_curso and not _is_impedida(tramite, hoy)), None),
        siguiente=decide_siguiente(**hechos, avisado=_describe_avisado(cobertura)),
        fechas=_list_fechas(contextos),
        entregas=[contexto["entrega"] for contexto in contextos if "entrega" in contexto],
        manifestacion=get_manifestacion(asegurado, hoy=hoy),
        documentos=list_renglones(get_documentos_de(titular).select_related("sustituto")),
        tramites=tramites,
        incidencias=_list_incidencias(asegurado),
    )


def _make_pasos(asegurado: Asegurado, cobertura: Cobertura, hechos: dict[str, bool]) -> list[dict[str, Any]]:
    # A student without an NSS must get the NSS first. So do not show this student why the vigencia is missing.
    notas = (agrupado(asegurado.nss), _describe(cobertura)) if asegurado.nss else ("", "")
    filas = zip(TITULOS, TIPOS, decide_estados(**hechos), (*notas, _describe_clinica(asegurado)), strict=True)
    return [
        {"titulo": titulo, "tipo": tipo, "estado": estado, "nota": nota or (SIGUE if estado == "actual" else "")}
        for titulo, tipo, estado, nota in filas
    ]


def _describe(cobertura: Cobertura) -> str:
    if isinstance(cobertura.vigencia, Vigente):
        return f"Vigente desde el {date_format(cobertura.vigencia.inicio, DIA).lower()}"
    return cobertura.titulo


def _describe_avisado(cobertura: Cobertura) -> str:
    if cobertura.incidencia:
        dia = date_format(cobertura.incidencia.responder_antes, r"j \d\e F").lower()
        return f"Ya avisamos a tu plantel. Te responde por correo a más tardar el {dia}."
    if cobertura.razon and cobertura.razon.accion is Accion.CONTACTAR:
        return cobertura.razon.texto
    return "Te escribiremos a tu correo el día que empiece tu vigencia." if cobertura.aviso else ""


def _is_impedida(tramite: Tramite, hoy: date) -> bool:
    """Return whether an Impedimento blocks this Solicitud today.

    An Impedimento is a reason why the student cannot continue.
    """
    solicitud = tramite.solicitud
    return solicitud.estado == Estado.CONFIRMADA and PROCEDIMIENTOS[solicitud.tipo].is_impedida(solicitud, hoy)


def _describe_clinica(asegurado: Asegurado) -> str:
    adscripcion = get_adscripcion(asegurado)
    if adscripcion is None:
        return ""
    turno, consultorio = adscripcion.turno.get_nombre_display(), adscripcion.consultorio.numero
    return f"{adscripcion.clinica.nombre_corto}, turno {turno}, consultorio {consultorio}"


def _list_tramites(asegurado: Asegurado) -> list[Tramite]:
    rows = Solicitud.objects.filter(asegurado=asegurado, continua_en=None, tipo__in=PROCEDIMIENTOS)
    shown = list(rows.prefetch_related("transiciones").order_by("-creada")[:ULTIMOS])
    correos = get_correos_de_documentos(shown)
    return [
        Tramite(
            solicitud=row,
            titulo=PROCEDIMIENTOS[row.tipo].titulo,
            estado=row.get_estado_display(),
            en_curso=row.estado in EN_CURSO,
            linea=get_linea(row, correos[row.objeto]),
        )
        for row in shown
    ]


def _list_contextos(tramites: Sequence[Tramite], hoy: date) -> list[dict[str, Any]]:
    """Return the data of the result page of the newest finished Solicitud of each procedure."""
    ultimas = {
        tramite.solicitud.tipo: tramite.solicitud
        for tramite in reversed(tramites)
        if tramite.solicitud.estado == Estado.CONCLUIDA
    }
    return [PROCEDIMIENTOS[tipo].contexto_resultado(row, hoy) for tipo, row in ultimas.items()]


def _list_fechas(contextos: Sequence[dict[str, Any]]) -> list[Fecha]:
    """Return the deadlines and other dates of the student, earliest date first.

    If two dates have the same `clave`, only one of them is returned.
    """
    fechas = {fecha.clave: fecha for contexto in contextos for fecha in contexto.get("fechas", ())}
    return sorted(fechas.values(), key=lambda fecha: fecha.dia)


def _list_incidencias(asegurado: Asegurado) -> list[Incidencia]:
    pending = Incidencia.objects.filter(asegurado=asegurado, estado__in=Incidencia.PENDIENTES)
    return list(pending.select_related("plantel").order_by("pk"))
