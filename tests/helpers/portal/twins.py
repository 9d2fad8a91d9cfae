"""A twin of each person whom the demonstration names: the same scenario once more, from its beginning."""

import datetime as dt
from typing import Final

from imss_portal.demostracion.carga import COMPARTIDO, DIAS_EN_CLINICA, PRIMERA_CLINICA
from imss_portal.demostracion.personas import PERSONAS
from padron.asegurados.importacion import Fila, import_filas
from padron.asegurados.models import LimiteCorreo
from padron.asegurados.selectors import get_asegurado_by_curp
from padron.asegurados.services import adscribir
from padron.catalogos.models import Turno
from padron.catalogos.selectors import get_clinica
from padron.identificadores import curp, nss
from tests.helpers.portal.live_portal import Persona
from tests.helpers.portal.roster import get_fila

OTRO: Final = 50  # added to student codes and consecutives: the generated students' begin at 100


def make_gemela(linea: Persona) -> Persona:
    """What the twin types, from what the person does: born a day earlier, all that is one's own another."""
    return linea | {
        "curp": _rename_curp(linea["curp"]),
        "correo": _rename(linea["correo"]),
        "codigo": _recode(linea["codigo"]),
        "nss": _renumber(linea["nss"]),
    }


def make_fila(fila: dict[str, str]) -> dict[str, str]:
    """The twin's row of the roster, from the person's."""
    return fila | make_gemela(fila) | {"correo_alterno": _rename(fila["correo_alterno"])}


def _rename_curp(clave: str) -> str:
    first17 = clave[:8] + f"{int(clave[8:10]) - 1:02}" + clave[10:17]
    return first17 + curp.check_digit(first17)


def _rename(correo: str) -> str:
    return correo and f"otra.{correo}"


def _recode(codigo: str) -> str:
    return codigo and codigo[:-2] + str(int(codigo[-2:]) + OTRO)


def _renumber(numero: str) -> str:
    """Another number of the same series and years; a wrong check digit stays a wrong one."""
    if not numero:
        return ""
    years = {"anio_registro": int(numero[2:4]), "anio_nacimiento": int(numero[4:6])}
    otro = nss.make(serie=numero[:2], **years, consecutivo=int(numero[6:10]) + OTRO)
    return otro if nss.is_valid(numero) else otro[:-1] + str((int(otro[-1]) + 1) % 10)


NOMBRADAS: Final = {persona.escenario: persona.as_linea() for persona in PERSONAS}
GEMELAS: Final = {escenario: make_gemela(linea) for escenario, linea in NOMBRADAS.items()}


def list_nombradas(tramite: str) -> list[str]:
    """Return the scenarios whose people the demonstration names for a procedure."""
    return [persona.escenario for persona in PERSONAS if tramite in persona.tramites]


def load() -> None:
    """Bring them onto the roster of a portal; called inside its Django."""
    LimiteCorreo.objects.create(correo=_rename(COMPARTIDO), limite=2)
    rows = [make_fila(get_fila(persona.curp)) for persona in PERSONAS if persona.plantel]
    filas = [Fila(number, row) for number, row in enumerate(rows, start=2)]
    hoy = dt.date.today()  # noqa: DTZ011 (as `get_fila` counts)
    import_filas(filas=filas, hoy=hoy, actor="prueba")
    for persona in PERSONAS:
        if persona.has_clinica:
            _adscribir(GEMELAS[persona.escenario]["curp"], hoy - dt.timedelta(days=DIAS_EN_CLINICA))


def _adscribir(clave: str, desde: dt.date) -> None:
    """Register a twin where the demonstration registers the person."""
    alumno, clinica = get_asegurado_by_curp(clave), get_clinica(PRIMERA_CLINICA)
    assert alumno
    assert clinica
    adscribir(asegurado=alumno, clinica=clinica, turno=Turno.Nombre.MATUTINO, hoy=desde)
