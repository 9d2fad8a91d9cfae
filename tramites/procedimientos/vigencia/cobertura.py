"""The vigencia (cover) of a student as pages show it, and checks of NSS and vigencia for other procedures."""

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
    """The vigencia of a student on one day, and the campus that the student can contact.

    If the student is not vigente, `razon` is the reason, `aviso` is the student's waiting request for a mail, and
    `incidencia` is the student's open report to the campus. `aviso` and `incidencia` can be None. `reporte` contains
    the data that a report would send to the campus, as pairs of name and value. `reporte` is empty if there is nothing
    to report.
    """

    vigencia: Vigencia
    plantel: Plantel
    razon: Razon | None
    aviso: AvisoVigencia | None
    incidencia: Incidencia | None
    reporte: tuple[tuple[str, str], ...] = ()

    @property
    def titulo(self) -> str:
        """Return the page title for a student who is not vigente: the reason, or that the campus was informed.

        It is empty for a student who is vigente.
        """
        if self.incidencia:
            return "Ya avisamos a tu plantel"
        return self.razon.titulo if self.razon else ""


def get_cobertura(asegurado: Asegurado, *, hoy: date) -> Cobertura:
    """Return the Cobertura of a student today. Raises ValueError if the student was never on a roster."""
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
    """Return the five data with which the campus can find the student in its own records."""
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
    """Return an Impedimento if the student has no NSS: a page that leads to the NSS procedure. Otherwise None."""
    if solicitud.get_asegurado().nss is not None:
        return None
    return Impedimento("tramites/cobertura/sin_nss.html")


def need_vigencia(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return an Impedimento if the student is not vigente today: a page that says why. Otherwise None."""
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=hoy)
    if cobertura.vigencia.is_vigente:
        return None
    return Impedimento("tramites/cobertura/sin_vigencia.html", {"cobertura": cobertura})
