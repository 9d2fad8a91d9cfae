"""How staff find a student: by what they are told, in whatever spelling; and the masks of what they find."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from padron.asegurados.models import CorreoVinculado, FallaDato, Inscripcion
from padron.asegurados.models.asegurado import SEXOS
from padron.identificadores.curp import decode
from padron.identificadores.errors import InvalidIdentificador
from padron.identificadores.mascaras import mask_curp
from padron.identificadores.nss import is_valid as is_nss
from padron.identificadores.texto import compact
from padron.planteles.models import Plantel
from plataforma.seguridad.personal.busqueda import read_correo, read_palabra
from plataforma.seguridad.personal.secretos import Secreto


def describe_curp(curp: str) -> dict[str, str]:
    """Return the CURP with what it says of the person; the CURP alone if it is none."""
    try:
        datos = decode(curp)
    except InvalidIdentificador:
        return {"CURP": curp}
    return {
        "CURP": curp,
        "fecha de nacimiento": date_format(datos.fecha_nacimiento, r"j \d\e F \d\e Y").lower(),
        "sexo": SEXOS[datos.sexo],
        "entidad de nacimiento": datos.nombre_entidad,
    }


CURP = Secreto("curp", "CURP", mask_curp, describe_curp)
# No digit of an NSS can be computed from what pages show, so the mask shows none.
NSS = Secreto("nss", "NSS")
NSS_PADRON = Secreto("nss_padron", "NSS según el padrón")
NOMBRES = ("nombres", "primer_apellido", "segundo_apellido")
DEL_ASEGURADO = tuple(f"asegurado__{name}" for name in NOMBRES)


def read_curp(text: str) -> str | None:
    """Return the text as a CURP is stored, if it has its length; whether it is right, the lookup will show."""
    curp = compact(text)
    return curp if len(curp) == 18 and any(char.isdigit() for char in curp) else None


def read_nss(text: str) -> str | None:
    """Return the text as an NSS is stored, if it is one."""
    return compact(text) if is_nss(text) else None


def find_codigo(text: str) -> Q | None:
    """Look a student code up, campus by campus: the index begins with the campus."""
    if not (codigo := read_palabra(text)):
        return None
    return Q(pk__in=Inscripcion.objects.filter(_has_codigo(codigo)).values("asegurado"))


def find_inscripcion_by_codigo(text: str) -> Q | None:
    """Look a student code up among the enrolments."""
    codigo = read_palabra(text)
    return _has_codigo(codigo) if codigo else None


def find_vinculo(text: str) -> Q | None:
    """Look up the student of an address, of a roster or bound."""
    if not (correo := read_correo(text)):
        return None
    padron = Inscripcion.objects.filter(Q(correo=correo) | Q(correo_alterno=correo)).values("asegurado")
    return Q(pk__in=padron) | Q(pk__in=CorreoVinculado.objects.filter(correo=correo).values("asegurado"))


def _has_codigo(codigo: str) -> Q:
    return Q(codigo__in={codigo, codigo.upper()}, plantel__in=list(Plantel.objects.values_list("pk", flat=True)))


def list_planteles() -> list[tuple[str, str]]:
    """Return the campuses as a filter offers them."""
    return [(str(pk), nombre) for pk, nombre in Plantel.objects.order_by("nombre").values_list("pk", "nombre")]


def filter_plantel(queryset: QuerySet[Any], plantel: str) -> QuerySet[Any]:
    """Return the students who are, or were, on a roster of the campus."""
    return queryset.filter(pk__in=Inscripcion.objects.filter(plantel=int(plantel)).values("asegurado"))


def filter_nss(queryset: QuerySet[Any], valor: str) -> QuerySet[Any]:
    """Return the students with or without a number."""
    return queryset.filter(nss__isnull=valor == "no")


def filter_fallas(queryset: QuerySet[Any], valor: str) -> QuerySet[Any]:
    """Return the students whose data have an open fault."""
    return queryset.filter(pk__in=FallaDato.objects.filter(abierta=True).values("asegurado"))
