"""Pure rules of the expediente: which of the three steps are done, and what the student does next."""

from dataclasses import dataclass
from typing import Literal

EstadoPaso = Literal["hecho", "actual", "pendiente"]


@dataclass(frozen=True)
class Siguiente:
    """The one next action: a procedure and the words of its button. Without words, the student can only wait."""

    tipo: str
    texto: str
    accion: str


def decide_siguiente(*, tiene_nss: bool, is_vigente: bool, tiene_clinica: bool, avisado: str = "") -> Siguiente | None:
    """Return the next action, or None if all three steps are done.

    `avisado` says what was done about a missing cover, or whom to speak to. In that case somebody else must act, so the
    student is not told to ask again.
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
    """Return the state of each step. The first step that is not done is the present one."""
    hechos = (tiene_nss, is_vigente, tiene_clinica)
    actual = next((lugar for lugar, hecho in enumerate(hechos) if not hecho), None)
    return tuple(
        "hecho" if hecho else "actual" if lugar == actual else "pendiente" for lugar, hecho in enumerate(hechos)
    )
