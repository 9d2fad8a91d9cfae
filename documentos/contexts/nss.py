"""The number (D1 and D2 in docs/reglas.md, «Documents»)."""

from dataclasses import dataclass, fields
from typing import Literal, Self

from documentos.contexts.base import PERSONA, Contexto, ContextoPersonal


@dataclass(frozen=True, kw_only=True)
class DatosNSS(ContextoPersonal):
    """The number (D1), assigned or located."""

    tipo = "nss"
    titulo = "Número de Seguridad Social"
    archivo = "numero-de-seguridad-social"
    para_escuela = True
    plantilla = "documentos/pdf/nss.html"
    homoclave = "IMSS-02-008"
    cadena = PERSONA | {
        "fecha_nacimiento": "fecha de nacimiento",
        "sexo": "sexo",
        "entidad": "entidad de nacimiento",
        "plantel": "plantel",
        "situacion": "situación",
    }

    situacion: Literal["asignado", "localizado"]


@dataclass(frozen=True, kw_only=True)
class DatosTarjeta(Contexto):
    """The number (D2), to cut out and carry. It says what every document says and nothing more."""

    tipo = "tarjeta"
    titulo = "Tarjeta de NSS"
    archivo = "tarjeta-de-nss"
    plantilla = "documentos/pdf/tarjeta.html"
    homoclave = "IMSS-02-008"
    cadena = PERSONA | {"plantel": "plantel"}

    @classmethod
    def from_contexto(cls, otro: Contexto) -> Self:
        """Return the card that goes with another document of the same person."""
        return cls(**{field.name: getattr(otro, field.name) for field in fields(cls)})
