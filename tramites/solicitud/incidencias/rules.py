"""Pure rules of incidents: what the student must do, the papers to bring, the deadline, and the texts about causes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from padron.asegurados.rules import Persona, compare_curp
from padron.identificadores.curp import decode
from padron.identificadores.edad import is_menor

DOCUMENTOS = ("CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante")

# The text that the student reads about each cause of an incident. The text does not contain the wrong data, because
# only the campus may see them.
DIFERENCIAS = {
    "curp_nombre": "tu nombre no coincide con tu CURP",
    "curp_fecha": "tu fecha de nacimiento no coincide con tu CURP",
    "curp_sexo": "tu sexo no coincide con tu CURP",
    "curp_entidad": "tu entidad de nacimiento no coincide con tu CURP",
    "nss_digito": "el NSS que tiene tu escuela está incompleto o tiene un número equivocado",
    "nss_distinto": "tu escuela tiene dos NSS tuyos distintos",
    "nss_repetido": "tu NSS aparece también con otra CURP",
    "codigo_repetido": "tu código de estudiante aparece también con otra CURP",
    "no_son_mis_datos": "dijiste que hay datos equivocados",
}
# The text that the student reads about each cause that is not a difference in the data.
AVISOS: Final = {
    "correo": "tu correo no abre tu CURP",
    "serie_agotada": "por ahora no hay números disponibles para tu estado",
    "sin_vigencia": "avisaste que aún no apareces vigente",
    "sin_lugar": "avisaste que ninguna clínica cercana tiene lugar",
    "sin_clinica": "avisaste que no hay ninguna clínica cerca de tu código postal",
}


def describe_causa(causa: str, datos: Sequence[str] = ()) -> str:
    """Return the text that the student reads about the cause of an incident, in lower case and without a full stop.

    `datos` are the names of the data that the student reported as wrong, such as «Sexo».
    """
    texto = DIFERENCIAS.get(causa) or AVISOS[causa]
    return f"{texto}: {', '.join(datos).lower().replace('curp', 'CURP').replace('nss', 'NSS')}" if datos else texto


class Toca(IntEnum):
    """What the student must do about an open incident. If a Solicitud has several incidents, the lowest value counts.

    A page shows only one of these instructions, so that the student never has to choose between waiting and going.
    """

    RESPONDE = 1
    VE_SUBDELEGACION = 2
    VE_PLANTEL = 3
    ESPERA = 4


@dataclass(frozen=True, kw_only=True)
class Caso:
    """What the rule `decide_toca` must know about one open incident.

    `a_subdelegacion` is true if the campus sends its students with data faults to the subdelegación. `pide` is what the
    campus has asked of the student: «respuesta», «visita» or nothing.
    """

    causa: str
    responder_antes: date
    a_subdelegacion: bool
    pide: str = ""


def decide_toca(casos: Iterable[Caso], *, hoy: date) -> Toca | None:
    """Return what the student must do about the open incidents of a Solicitud, or None if there are none."""
    return min((_decide(caso, hoy) for caso in casos), default=None)


def _decide(caso: Caso, hoy: date) -> Toca:
    if caso.pide:
        return Toca.RESPONDE if caso.pide == "respuesta" else Toca.VE_PLANTEL
    # The subdelegación can only correct data of the IMSS. If students say that the shown data are wrong, the campus
    # must first check whether its own roster is wrong.
    if caso.a_subdelegacion and caso.causa in DIFERENCIAS and caso.causa != "no_son_mis_datos":
        return Toca.VE_SUBDELEGACION
    if caso.responder_antes < hoy and caso.causa != "serie_agotada":  # no student can bring a free NSS
        return Toca.VE_PLANTEL
    return Toca.ESPERA


def get_papeles(*, nacimiento: date, hoy: date) -> tuple[str, ...]:
    """Return the original papers that the student must bring (docs/plantel.md, «Incidents»).

    A student under 18 brings the INE (voter card) of mother or father.
    """
    ine = "INE de tu mamá o papá" if is_menor(nacimiento=nacimiento, hoy=hoy) else "INE"
    return (*DOCUMENTOS, ine)


def get_responder_antes(*, hoy: date, dias: int) -> date:
    """Return the last day for the answer of the campus.

    It is `dias` calendar days after `hoy`. Each campus sets its own `dias`.
    """
    return hoy + timedelta(days=dias)


def get_letras(curp: str) -> str:
    """Return the letters of the CURP that come from the name, with hyphens: «E-A-A-F».

    The letters are: initial and first inner vowel of the first surname, initials of second surname and given name.
    """
    return "-".join(curp[:4])


def is_nombre_de(curp: str, *, nombres: str, primer_apellido: str, segundo_apellido: str) -> bool:
    """Return whether the name gives the letters of the CURP (docs/reglas.md, «CURP»)."""
    persona = Persona(nombres, primer_apellido, segundo_apellido)
    return compare_curp(curp=curp, datos=decode(curp), persona=persona)["curp_nombre"] is None
