"""Pure rules for a student who is not vigente: reason, texts and next action (docs/reglas.md, «Vigencia»)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from padron.asegurados.vigencia.rules import Motivo, NoVigente


class Accion(StrEnum):
    """What a student who is not vigente can do."""

    AVISAME = "avisame"
    REPORTAR = "reportar"
    CONTACTAR = "contactar"
    RENUNCIAR = "renunciar"


@dataclass(frozen=True)
class Contacto:
    """The data of the campus that appear in the texts about a missing vigencia."""

    plantel: str
    responsable: str
    horario: str


@dataclass(frozen=True)
class Razon:
    """The reason why a student is not vigente, as texts for pages and documents.

    `accion` says what the student can do.
    """

    titulo: str
    texto: str
    accion: Accion


def get_razon(vigencia: NoVigente, *, contacto: Contacto, desde: str) -> Razon:
    """Return the reason why a student is not vigente, as texts.

    `desde` is the first day on which the student should ask for the vigencia again. It is a text, and can be empty.
    """
    razon = _RAZONES[vigencia.motivo](vigencia.semanas, contacto, desde)
    if vigencia.por_nss:
        return replace(razon, texto=razon.texto.replace("desde tu ingreso", "desde que recibiste tu NSS"))
    return razon


def _en_tramite(semanas: int, contacto: Contacto, desde: str) -> Razon:
    texto = f"Puede tardar {semanas} semanas desde tu ingreso. Vuelve a consultar a partir del {desde}."
    return Razon("Tu vigencia todavía no aparece", texto, Accion.AVISAME)


def _sin_reportar(semanas: int, contacto: Contacto, desde: str) -> Razon:
    titulo = f"Ya pasaron {semanas} semanas y aún no apareces vigente"
    texto = f"Repórtalo con {contacto.responsable}, de {contacto.plantel}. Horario: {contacto.horario}."
    return Razon(titulo, texto, Accion.REPORTAR)


def _baja(semanas: int, contacto: Contacto, desde: str) -> Razon:
    texto = f"Con la baja termina tu servicio médico. Si sigues estudiando, aclara tu situación en {contacto.plantel}."
    return Razon("No tienes servicio médico: tu escuela reportó tu baja", texto, Accion.CONTACTAR)


def _otra_cobertura(semanas: int, contacto: Contacto, desde: str) -> Razon:
    texto = f"Si lo conservas, presenta tu renuncia. Si ya no lo tienes, pide a {contacto.plantel} que lo corrija."
    return Razon("No tienes este servicio médico: tu escuela registró que tienes otro", texto, Accion.RENUNCIAR)


def _renuncia(semanas: int, contacto: Contacto, desde: str) -> Razon:
    texto = f"Tu plantel recibió tu renuncia. Si quieres volver a tenerlo, pídelo en {contacto.plantel}."
    return Razon("No tienes este servicio médico: renunciaste a él", texto, Accion.CONTACTAR)


def _no_inscrito(semanas: int, contacto: Contacto, desde: str) -> Razon:
    vuelve = f" Tu próximo ciclo empieza el {desde}." if desde else ""
    texto = (
        f"Tu escuela te inscribe en el IMSS en cada ciclo. Pregunta por tu inscripción en {contacto.plantel}.{vuelve}"
    )
    return Razon("No tienes servicio médico: no encontramos tu inscripción en este ciclo", texto, Accion.CONTACTAR)


def _terminada(semanas: int, contacto: Contacto, desde: str) -> Razon:
    vuelve = f" Tu próximo ciclo empieza el {desde}." if desde else ""
    texto = f"Vuelve a empezar cuando te inscribes otra vez. Pregunta en {contacto.plantel}.{vuelve}"
    return Razon("Tu servicio médico terminó: no encontramos tu reinscripción", texto, Accion.CONTACTAR)


_RAZONES: Final[Mapping[Motivo, Callable[[int, Contacto, str], Razon]]] = {
    Motivo.EN_TRAMITE: _en_tramite,
    Motivo.SIN_REPORTAR: _sin_reportar,
    Motivo.BAJA: _baja,
    Motivo.OTRA_COBERTURA: _otra_cobertura,
    Motivo.RENUNCIA: _renuncia,
    Motivo.NO_INSCRITO: _no_inscrito,
    Motivo.TERMINADA: _terminada,
}


def is_otro_nss(*, escrito: str, registrado: str | None) -> bool:
    """Return whether the student typed a wrong NSS.

    An NSS is wrong if it is not the NSS of the CURP. An empty text is not wrong.
    """
    return bool(escrito) and escrito != registrado
