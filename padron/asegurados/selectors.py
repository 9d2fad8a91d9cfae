"""What other apps may ask about students."""

from django.db.models import QuerySet

from padron.asegurados.clinica.selectors import get_adscripcion, get_domicilio, get_fecha_de_cambio
from padron.asegurados.manifestacion.selectors import get_manifestacion
from padron.asegurados.models import Asegurado, CorreoSuspendido, CorreoVinculado, FallaDato, Inscripcion
from padron.asegurados.registro import get_registro
from padron.asegurados.rules import is_correo_abierto, normalize_codigo, normalize_correo
from padron.asegurados.vigencia.selectors import get_vigencia
from plataforma.seguridad.derivacion import is_same

__all__ = [
    "choose_correo",
    "get_adscripcion",
    "get_asegurado_by_curp",
    "get_correos_registrados",
    "get_domicilio",
    "get_fallas_abiertas",
    "get_fecha_de_cambio",
    "get_inscripcion_vigente",
    "get_manifestacion",
    "get_vigencia",
    "is_asignacion_inmediata",
    "opens",
    "opens_with_codigo",
]


def get_asegurado_by_curp(curp: str) -> Asegurado | None:
    """Return the student of this CURP in compact form, or None."""
    return Asegurado.objects.filter(curp=curp).first()


def get_inscripcion_vigente(asegurado: Asegurado) -> Inscripcion | None:
    """Return the latest enrolment with its campus and institution, whatever its status, or None."""
    return _latest_first(asegurado).select_related("plantel__institucion").first()


def get_correos_registrados(asegurado: Asegurado) -> list[str]:
    """Return the e-mail addresses that give access: those of the rosters, then the bound one; none twice.

    A suspended address is left out.
    """
    return list(dict.fromkeys([*_list_abiertos(asegurado), *filter(None, [_get_vinculado(asegurado)])]))


def choose_correo(*, asegurado: Asegurado, correo: str) -> str:
    """Return the e-mail address for a mail with the student's data: `correo`, if it gives access.

    Otherwise, the address that is bound or on a roster: `correo` was corrected or suspended after it was stored. If the
    student has no address that gives access, returns `correo`.
    """
    if opens(asegurado=asegurado, correo=correo):
        return correo
    return _get_vinculado(asegurado) or next(iter(_list_abiertos(asegurado)), correo)


def opens(*, asegurado: Asegurado, correo: str) -> bool:
    """Return whether the confirmed e-mail address is one of the roster's for that student, or the bound one.

    A suspended address of the roster gives no access. Source: docs/reglas.md, «E-mail».
    """
    return is_correo_abierto(correo=correo, padron=_list_abiertos(asegurado), vinculado=_get_vinculado(asegurado))


def opens_with_codigo(*, asegurado: Asegurado, codigo: str) -> bool:
    """Return whether the student code gives access.

    It gives access if the student's campus allows it, if it is the code of the roster, and if no e-mail address of the
    student is known: neither on a roster (a suspended one counts as known) nor bound.
    Source: docs/reglas.md, «E-mail».
    """
    inscripcion = get_inscripcion_vigente(asegurado)
    if inscripcion is None or not inscripcion.plantel.codigo_abre or not normalize_codigo(inscripcion.codigo):
        return False
    if _list_correos_padron(asegurado) or _get_vinculado(asegurado):
        return False
    return is_same(normalize_codigo(codigo), normalize_codigo(inscripcion.codigo))


def get_fallas_abiertas(asegurado: Asegurado) -> list[FallaDato]:
    """Return the open data faults, in the order of their causes. With one or more the student is *inconsistent*."""
    return list(asegurado.fallas.filter(abierta=True).order_by("causa"))


def is_asignacion_inmediata() -> bool:
    """Tell whether an NSS that is asked for comes at once; if not, the campus obtains it."""
    return get_registro().inmediato


def _latest_first(asegurado: Asegurado) -> QuerySet[Inscripcion]:
    return asegurado.inscripciones.order_by("-fecha_inscripcion", "-pk")


def _list_correos_padron(asegurado: Asegurado) -> list[str]:
    """Return the addresses of the present roster of each campus; what an older cycle said was corrected since."""
    vigentes: dict[int, Inscripcion] = {}
    for inscripcion in _latest_first(asegurado):
        vigentes.setdefault(inscripcion.plantel_id, inscripcion)
    pares = ((inscripcion.correo, inscripcion.correo_alterno) for inscripcion in vigentes.values())
    return [correo for par in pares for correo in par if correo]


def _list_abiertos(asegurado: Asegurado) -> list[str]:
    """Return the e-mail addresses of the present rosters that no used claim key has suspended."""
    correos = _list_correos_padron(asegurado)
    if not correos:
        return []
    suspended = set(CorreoSuspendido.objects.filter(asegurado=asegurado).values_list("correo", flat=True))
    return [correo for correo in correos if normalize_correo(correo) not in suspended]


def _get_vinculado(asegurado: Asegurado) -> str | None:
    return CorreoVinculado.objects.filter(asegurado=asegurado).values_list("correo", flat=True).first()
