"""Parts that several documents print. Every field is text, as it is printed; what is not known yet is empty."""

from dataclasses import dataclass

from documentos.contexts.base import Imprimible


@dataclass(frozen=True, kw_only=True)
class ClinicaImpresa(Imprimible):
    """Where a student is registered."""

    delegacion: str  # «Jalisco»
    unidad: str  # «UMF 52»
    turno: str  # «Matutino»
    consultorio: str  # «12»


@dataclass(frozen=True, kw_only=True)
class DomicilioImpreso(Imprimible):
    """Where a student lives while studying."""

    calle: str
    exterior: str
    interior: str
    colonia: str
    municipio: str
    estado: str  # its name, not its code
    cp: str

    @property
    def calle_y_numero(self) -> str:
        """Return the first line of the address: «Av. Vallarta 1200, interior 4»."""
        interior = f", interior {self.interior}" if self.interior else ""
        return f"{self.calle} {self.exterior}{interior}"

    @property
    def en_una_linea(self) -> str:
        """Return the whole address, as the cadena original holds it."""
        return f"{self.calle_y_numero}, {self.colonia}, {self.municipio}, {self.estado}, {self.cp}"


@dataclass(frozen=True, kw_only=True)
class ContactoImpreso:
    """How to reach a student. Telephones may be empty.

    Not an `Imprimible`: the cadena original does not hold these data, and «|» is allowed in an e-mail address.
    """

    telefono: str
    celular: str
    correo: str

    @property
    def correo_en_trozos(self) -> tuple[str, ...]:
        """Return the address in the parts between which a line may end: «ana», «@example.com»."""
        usuario, arroba, servidor = self.correo.partition("@")
        return tuple(filter(None, (usuario, arroba + servidor)))
