"""The data of the page «Mi expediente»."""

from collections.abc import Mapping, Sequence
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
from tramites.camino.expediente.linea import PREFETCH, Hecho, get_correos_de_documentos, get_linea
from tramites.camino.expediente.rules import Siguiente, decide_estados, decide_siguiente
from tramites.camino.situacion import Situacion, get_situacion
from tramites.procedimientos.clinica.resultado import Carnet, get_carnet
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.procedimientos.vigencia.cobertura import Cobertura, get_cobertura
from tramites.procedimientos.vigencia.rules import Accion
from tramites.solicitud.documentos import Renglon, list_renglones
from tramites.solicitud.entrega import Entrega
from tramites.solicitud.estados import EN_CURSO, Estado
from tramites.solicitud.fechas import Fecha, write_plazo
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["Expediente", "Tramite", "get_expediente"]

ULTIMOS = 20  # maximum number of Solicitudes on the page
DIA = r"j \d\e F \d\e Y"
TITULOS = ("Tu Número de Seguridad Social (NSS)", "Tu vigencia", "Tu clínica (UMF)")
TIPOS = ("nss", "vigencia", "alta")
CON_CARNET = ("alta", "cambio")
ACUSE = "acuse"  # `clave` of the date by which the acuse of the NSS is handed in
SIGUE = "Es tu siguiente paso"


@dataclass(frozen=True)
class Tramite:
    """One Solicitud of the student, with its timeline."""

    solicitud: Solicitud
    titulo: str
    estado: str
    folio: str
    en_curso: bool
    linea: Sequence[Hecho]


@dataclass(frozen=True)
class Expediente:
    """The data of the page «Mi expediente».

    `pasos` are the three steps NSS, vigencia and clinic (template componentes/ruta.html). `entregas` says which
    documents the school has, and which ones the student must hand in. `manifestacion` is the statement about other
    medical insurance. `pendiente` is an unfinished Solicitud that the student can continue, and `situacion` says where
    it stands. `siguiente` is the next action, which the page shows if there is no `pendiente`.
    """

    asegurado: Asegurado
    plantel: Plantel
    pasos: Sequence[dict[str, Any]]
    pendiente: Tramite | None
    situacion: Situacion | None
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
    incidencias = _list_incidencias(asegurado)
    tramites = _list_tramites(asegurado, {each.solicitud_id: each.folio for each in reversed(incidencias)})
    pendiente = next((tramite for tramite in tramites if tramite.en_curso and not _is_impedida(tramite, hoy)), None)
    contextos = _list_contextos(tramites, hoy)
    fechas = _list_fechas(contextos)
    return Expediente(
        asegurado=asegurado,
        plantel=cobertura.plantel,
        pasos=_make_pasos(asegurado, cobertura, hechos),
        pendiente=pendiente,
        situacion=get_situacion(pendiente.solicitud, hoy=hoy) if pendiente else None,
        siguiente=decide_siguiente(
            **hechos,
            avisado=_describe_avisado(cobertura),
            renuncia=_describe_renuncia(cobertura),
            acuse=_describe_acuse(fechas),
            carnet=_find_carnet(tramites),
        ),
        fechas=fechas,
        entregas=[contexto["entrega"] for contexto in contextos if "entrega" in contexto],
        manifestacion=get_manifestacion(asegurado, hoy=hoy),
        documentos=list_renglones(get_documentos_de(titular).select_related("sustituto")),
        tramites=tramites,
        incidencias=incidencias,
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
        if cobertura.incidencia.pide:
            return f"{cobertura.incidencia.enlace}. Está en tu expediente, en «Lo que revisa tu plantel»."
        return f"Ya avisamos a tu plantel. {cobertura.incidencia.plazo}"
    if cobertura.razon and cobertura.razon.accion is Accion.CONTACTAR:
        return cobertura.razon.texto
    return "Te escribiremos a tu correo el día que empiece tu vigencia." if cobertura.aviso else ""


def _describe_renuncia(cobertura: Cobertura) -> str:
    return cobertura.razon.texto if cobertura.razon and cobertura.razon.accion is Accion.RENUNCIAR else ""


def _describe_acuse(fechas: Sequence[Fecha]) -> str:
    acuse = next((fecha for fecha in fechas if fecha.clave == ACUSE), None)
    return f"Entrega tu acuse del NSS en {acuse.lugar}{write_plazo(acuse.dia)}." if acuse else ""


def _find_carnet(tramites: Sequence[Tramite]) -> Siguiente | None:
    """Return the action for a carnet that the campus held back and gives out now, or None.

    Only the newest finished alta or cambio can have such a carnet, because a later change makes a new one.
    """
    finished = (tramite.solicitud for tramite in tramites if tramite.solicitud.estado == Estado.CONCLUIDA)
    newest = next((solicitud for solicitud in finished if solicitud.tipo in CON_CARNET), None)
    if newest is None or get_carnet(newest) is not Carnet.DISPONIBLE:
        return None
    texto = "Ya puedes tramitar tu carnet de citas."
    return Siguiente(newest.tipo, texto, "Obtener mi carnet", url=newest.get_absolute_url())


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


def _list_tramites(asegurado: Asegurado, folios: Mapping[UUID | None, str]) -> list[Tramite]:
    """Return the student's newest Solicitudes. While an incident stops one, it shows the folio of the incident.

    `folios` has the folio of the first open incident of each Solicitud.
    """
    rows = Solicitud.objects.filter(asegurado=asegurado, continua_en=None, tipo__in=PROCEDIMIENTOS)
    shown = list(rows.prefetch_related(*PREFETCH).order_by("-creada")[:ULTIMOS])
    correos = get_correos_de_documentos(shown)
    return [
        Tramite(
            solicitud=row,
            titulo=PROCEDIMIENTOS[row.tipo].titulo,
            estado=row.get_estado_display(),
            folio=folios.get(row.pk, row.folio) if row.estado == Estado.CON_INCIDENCIA else row.folio,
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
    return list(pending.select_related("plantel", "solicitud").order_by("pk"))
