"""Who is asked for the manifestación, and who may withdraw it. Source: docs/plantel.md, «Manifestación»."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Each version of the text stays here, because stored statements name their version.
TEXTOS: Final[Mapping[str, str]] = {
    "2026-11-21": "Manifiesto, bajo protesta de decir verdad, que no tengo otro seguro de salud",
}
VERSION: Final = "2026-11-21"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situacion:
    """What decides whether a student is asked. All but `is_vigente` is about the latest enrolment.

    `pide` is the policy of the campus. `sigue` tells whether the status keeps a cover (activo or licencia). `has_otra`
    tells whether the roster names another cover, or the campus received a renuncia.
    """

    pide: bool
    tiene_nss: bool
    sigue: bool
    is_reportada: bool
    is_aceptada: bool
    is_vigente: bool
    has_otra: bool
    is_manifestada: bool

    @property
    def is_tarde(self) -> bool:
        """Tell whether the IMSS knows the student already, so that the statement has served its purpose."""
        return self.is_reportada or self.is_aceptada or self.is_vigente


def is_preguntada(situacion: Situacion) -> bool:
    """Tell whether the portal asks the student «¿Tienes otro seguro médico?»."""
    return (
        situacion.pide
        and situacion.tiene_nss
        and situacion.sigue
        and not situacion.is_tarde
        and not situacion.has_otra
        and not situacion.is_manifestada
    )


def is_retirable(situacion: Situacion) -> bool:
    """Tell whether the student may withdraw the statement: the campus has not reported the student yet."""
    return situacion.is_manifestada and not situacion.is_tarde
