"""The vigencia (medical cover) of a student, as pages show it.

Several procedures use the checks `need_nss` and `need_vigencia`.
"""

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
    """The vigencia of a student on one day, and the student's campus.

    The other fields have values only for a student who is not vigente:
    - `razon` is the reason why the student is not vigente.
    - `aviso` is the student's open request for a mail when the vigencia begins, or None.
    - `incidencia` is the student's open incident about the missing vigencia, or None.
    - `reporte` contains the data for such an incident, as pairs of name and value. It is empty if there is no reason
      for an incident.
    """

    vigencia: Vigencia
    plantel: Plantel
    razon: Razon | None
    aviso: AvisoVigencia | None
    incidencia: Incidencia | None
    reporte: tuple[tuple[str, str], ...] = ()

    @property
    def titulo(self) -> str:
        """Return the page title for a student who is not vigente.

        The title is the reason, or says that the campus was informed. It is empty for a student who is vigente.
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
    """Return an Impedimento if the student has no NSS, otherwise None.

    The page of the Impedimento leads to the procedure NSS.
    """
    if solicitud.get_asegurado().nss is not None:
        return None
    return Impedimento("tramites/cobertura/sin_nss.html")


def need_vigencia(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return an Impedimento if the student is not vigente today, otherwise None.

    The page of the Impedimento says why the student is not vigente.
    """
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=hoy)
    if cobertura.vigencia.is_vigente:
        return None
    return Impedimento("tramites/cobertura/sin_vigencia.html", {"cobertura": cobertura})
