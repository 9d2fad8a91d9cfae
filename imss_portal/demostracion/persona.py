"""What a named person of the demonstration is."""

from dataclasses import dataclass
from typing import Final

GUADALAJARA: Final = "GDL"
OAXACA: Final = "OAX"
MONTERREY: Final = "MTY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One scenario: what the visitor types, and what the roster says of the same person."""

    escenario: str
    explicacion: str
    tramites: tuple[str, ...] = ("nss",)  # the procedures under which the panel lists the person
    curp: str
    nombres: str
    primer_apellido: str
    segundo_apellido: str = ""
    correo: str  # the address to type
    codigo: str = ""
    nss: str = ""  # the number to type; none where the roster's is wrong
    plantel: str = ""  # empty: on no roster
    correo_padron: str | None = None  # None: the same address
    correo_alterno: str = ""
    nss_padron: str | None = None  # None: the same number
    nivel: str = "licenciatura"
    estatus: str = "activo"
    # Days since the entry, from each day's today so that a scenario stays what it is; None: those of the first load.
    entro_hace: int | None = None
    is_aceptada: bool = True  # whether the IMSS accepted the enrolment; only with an NSS
    otra_cobertura: str = ""
    has_clinica: bool = False

    @property
    def nombre(self) -> str:
        """Return the full name as the roster has it."""
        return " ".join(filter(None, (self.nombres, self.primer_apellido, self.segundo_apellido)))

    def as_linea(self) -> dict[str, str]:
        """Return what `demo --listar` prints."""
        names = ("escenario", "curp", "nss", "correo", "codigo")
        return {name: getattr(self, name) for name in names}
