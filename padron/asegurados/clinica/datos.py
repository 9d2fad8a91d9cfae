"""An address with telephones, as services take it and selectors give it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class DomicilioConTelefonos:
    """Where a student lives while studying, and their telephones. `estado` is the INEGI code."""

    cp: str
    estado: str
    municipio: str
    colonia: str
    calle: str
    exterior: str
    interior: str = ""
    telefono: str = ""
    celular: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return asdict(self)
