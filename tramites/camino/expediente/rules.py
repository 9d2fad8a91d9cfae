"""Pure rules of the expediente: the states of the three steps, and the next action.

The three steps are NSS, vigencia and clinic.
"""

from dataclasses import dataclass
from typing import Literal

EstadoPaso = Literal["hecho", "actual", "pendiente"]


@dataclass(frozen=True)
class Siguiente:
    """The next action of the student: a procedure (`tipo`), a text and a button.

    `accion` is the label of the button. If the label is empty, the page shows no button, because the student can only
    wait or ask the campus.
    """

    tipo: str
    texto: str
    accion: str


def decide_siguiente(*, tiene_nss: bool, is_vigente: bool, tiene_clinica: bool, avisado: str = "") -> Siguiente | None:
    """Return the next action, or None if all three steps are done.

    `avisado` is a text about a missing vigencia, for example that the campus was informed. If `avisado` is not empty,
    the student sees this text instead of a button.
    """
    if not tiene_nss:
        return Siguiente("nss", "Obtén tu Número de Seguridad Social (NSS).", "Obtener mi NSS")
    if not is_vigente:
        if avisado:
            return Siguiente("vigencia", avisado, "")
        return Siguiente("vigencia", "Revisa si tu escuela ya te inscribió en el IMSS.", "Consultar mi vigencia")
    if not tiene_clinica:
        return Siguiente("alta", "Elige la clínica donde te van a atender.", "Registrarme en mi clínica")
    return None


def decide_estados(*, tiene_nss: bool, is_vigente: bool, tiene_clinica: bool) -> tuple[EstadoPaso, ...]:
    """Return the state of each of the three steps. The first step that is not done is «actual»."""
    hechos = (tiene_nss, is_vigente, tiene_clinica)
    actual = next((lugar for lugar, hecho in enumerate(hechos) if not hecho), None)
    return tuple(
        "hecho" if hecho else "actual" if lugar == actual else "pendiente" for lugar, hecho in enumerate(hechos)
    )
