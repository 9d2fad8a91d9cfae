"""A student's cover as pages show it, and what other procedures demand of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_inscripcion_vigente, get_vigencia
from padron.asegurados.vigencia.rules import NoVigente, Vigencia
from padron.identificadores.nss import agrupado
from padron.planteles.models import Plantel
from tramites.preguntas.pasos import Impedimento
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.procedimientos.vigencia.rules import Accion, Contacto, Razon, get_razon
from tramites.solicitud.incidencias.models import SIN_VIGENCIA, Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["Cobertura", "get_cobertura", "need_nss", "need_vigencia"]

DIA = r"j \d\e F \d\e Y"


@dataclass(frozen=True)
class Cobertura:
    """The vigencia of one day and the campus to speak to. A NO also has its reason and what was done about it.

    `reporte` is what the campus would be told: pairs of name and value.
    """

    vigencia: Vigencia
    plantel: Plantel
    razon: Razon | None
    aviso: AvisoVigencia | None
    incidencia: Incidencia | None
    reporte: tuple[tuple[str, str], ...] = ()

    @property
    def titulo(self) -> str:
        """Return the title of a NO: its reason, or that the campus has been told."""
        if self.incidencia:
            return "Ya avisamos a tu plantel"
        return self.razon.titulo if self.razon else ""


def get_cobertura(asegurado: Asegurado, *, hoy: date) -> Cobertura:
    """Return how a student is covered today. Raises ValueError for a student who was never on a roster."""
    vigencia = get_vigencia(asegurado, hoy=hoy)
    plantel = _get_plantel(asegurado, vigencia)
    if not isinstance(vigencia, NoVigente):
        return Cobertura(vigencia, plantel, None, None, None)
    contacto = Contacto(plantel.nombre, plantel.responsable, plantel.horario)
    desde = date_format(vigencia.consultar_desde, DIA).lower() if vigencia.consultar_desde else ""
    razon = get_razon(vigencia, contacto=contacto, desde=desde)
    pendientes = Incidencia.objects.filter(causa=SIN_VIGENCIA, estado__in=Incidencia.PENDIENTES)
    return Cobertura(
        vigencia=vigencia,
        plantel=plantel,
        razon=razon,
        aviso=AvisoVigencia.objects.filter(asegurado=asegurado, enviado=None).first(),
        incidencia=pendientes.filter(asegurado=asegurado, plantel=plantel).first(),
        reporte=_make_reporte(asegurado) if razon.accion is Accion.REPORTAR else (),
    )


def _make_reporte(asegurado: Asegurado) -> tuple[tuple[str, str], ...]:
    """Return the five data by which a campus finds the student in its records (docs/reglas.md, «Vigencia»)."""
    inscripcion = get_inscripcion_vigente(asegurado)
    return (
        ("Nombre", asegurado.nombre_completo),
        ("Código de estudiante", inscripcion.codigo if inscripcion else ""),
        ("NSS", agrupado(asegurado.nss) if asegurado.nss else ""),
        ("CURP", asegurado.curp),
        ("Correo institucional", inscripcion.correo if inscripcion else ""),
    )


def _get_plantel(asegurado: Asegurado, vigencia: Vigencia) -> Plantel:
    if vigencia.plantel_id is not None:
        return Plantel.objects.select_related("institucion").get(pk=vigencia.plantel_id)
    inscripcion = get_inscripcion_vigente(asegurado)
    if inscripcion is None:
        raise ValueError("this student was never on a roster")
    return inscripcion.plantel


def need_nss(solicitud: Solicitud) -> Impedimento | None:
    """Return the page that leads to the NSS procedure, for a student without an NSS."""
    if solicitud.get_asegurado().nss is not None:
        return None
    return Impedimento("tramites/cobertura/sin_nss.html")


def need_vigencia(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return the page that says why there is no cover, for a student who has none today."""
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=hoy)
    if cobertura.vigencia.is_vigente:
        return None
    return Impedimento("tramites/cobertura/sin_vigencia.html", {"cobertura": cobertura})
