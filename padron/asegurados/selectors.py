"""What other apps may ask about students."""

from django.db.models import QuerySet

from padron.asegurados.clinica.selectors import get_adscripcion, get_domicilio, get_fecha_de_cambio
from padron.asegurados.manifestacion.selectors import get_manifestacion
from padron.asegurados.models import Asegurado, CorreoVinculado, FallaDato, Inscripcion
from padron.asegurados.registro import get_registro
from padron.asegurados.rules import is_correo_abierto
from padron.asegurados.vigencia.selectors import get_vigencia
from plataforma.seguridad.derivacion import is_same

__all__ = [
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
    """Return the addresses that open this CURP: those of the rosters, then the bound one; none twice."""
    return list(dict.fromkeys([*_list_correos_padron(asegurado), *filter(None, [_get_vinculado(asegurado)])]))


def opens(*, asegurado: Asegurado, correo: str) -> bool:
    """Tell whether the confirmed address is one of the roster's for that student, or the bound one.

    Source: docs/reglas.md, «E-mail».
    """
    return is_correo_abierto(correo=correo, padron=_list_correos_padron(asegurado), vinculado=_get_vinculado(asegurado))


def opens_with_codigo(*, asegurado: Asegurado, codigo: str) -> bool:
    """Tell whether the student code opens: it agrees, and neither the roster nor a binding knows an address.

    Source: docs/reglas.md, «E-mail»: with an address on the roster the code opens nothing.
    """
    inscripcion = get_inscripcion_vigente(asegurado)
    if inscripcion is None or not inscripcion.codigo or get_correos_registrados(asegurado):
        return False
    return is_same(codigo.strip().upper(), inscripcion.codigo.upper())


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


def _get_vinculado(asegurado: Asegurado) -> str | None:
    return CorreoVinculado.objects.filter(asegurado=asegurado).values_list("correo", flat=True).first()
