"""What a procedure hands over for each type of document: frozen, and all that its template may print.

A new document is one class here, its template, and its line in `TIPOS`.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Literal, get_type_hints

from documentos.rules import make_cadena
from padron.identificadores.nss import agrupado

Sexo = Literal["H", "M", "X"]
SEXOS: dict[Sexo, str] = {"H": "Hombre", "M": "Mujer", "X": "No binario"}

# What the cadena original of every document says of the person.
PERSONA = {
    "curp": "CURP",
    "nss": "NSS",
    "nombres": "nombres",
    "primer_apellido": "primer apellido",
    "segundo_apellido": "segundo apellido",
}


@dataclass(frozen=True, kw_only=True)
class Contexto:
    """What every document says: who issues it and about whom."""

    tipo: ClassVar[str]
    titulo: ClassVar[str]
    archivo: ClassVar[str]  # the file's name in its address, without .pdf
    plantilla: ClassVar[str]
    homoclave: ClassVar[str]
    # The fields of the cadena original after version, folio, tipo, date and issuer, each with its printed label.
    cadena: ClassVar[dict[str, str]]

    institucion: str
    plantel: str
    curp: str
    nss: str
    nombres: str
    primer_apellido: str
    segundo_apellido: str
    demostracion: bool

    @property
    def nombre_completo(self) -> str:
        """Return the name in the order in which it is spoken."""
        return " ".join(filter(None, (self.nombres, self.primer_apellido, self.segundo_apellido)))

    @property
    def nss_agrupado(self) -> str:
        """Return «04 23 05 0001 1»."""
        return agrupado(self.nss)

    def make_cadena(self, *, folio: str, emitido: datetime) -> str:
        """Return the cadena original: version, folio, type, moment and issuer, then the fields of the type."""
        campos = (getattr(self, campo) for campo in self.cadena)
        return make_cadena([folio, self.tipo, emitido, self.institucion, *campos])

    @classmethod
    def get_leyenda_cadena(cls) -> str:
        """Return what stands where in the cadena original, for whoever wants to rebuild it."""
        return "|".join(["versión", "folio", "tipo", "fecha", "emisor", *cls.cadena.values()])

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Contexto":
        """Return what `to_json` was called on."""
        return cls(**{name: _read(hint, values[name]) for name, hint in _get_hints(cls.tipo).items()})


@dataclass(frozen=True, kw_only=True)
class DatosNSS(Contexto):
    """The number (D1 in docs/reglas.md, «Documents»), assigned or located."""

    tipo = "nss"
    titulo = "Número de Seguridad Social"
    archivo = "numero-de-seguridad-social"
    plantilla = "documentos/pdf/nss.html"
    homoclave = "IMSS-02-008"
    cadena = PERSONA | {
        "fecha_nacimiento": "fecha de nacimiento",
        "sexo": "sexo",
        "entidad": "entidad de nacimiento",
        "plantel": "plantel",
        "situacion": "situación",
    }

    fecha_nacimiento: date
    sexo: Sexo
    entidad: str  # as it is printed: «Jalisco»
    situacion: Literal["asignado", "localizado"]

    @property
    def sexo_impreso(self) -> str:
        """Return the word that the document prints."""
        return SEXOS[self.sexo]


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
    def from_contexto(cls, otro: Contexto) -> "DatosTarjeta":
        """Return the card that goes with another document of the same person."""
        return cls(**{field.name: getattr(otro, field.name) for field in fields(cls)})


TIPOS: dict[str, type[Contexto]] = {tipo.tipo: tipo for tipo in (DatosNSS, DatosTarjeta)}


@cache
def _get_hints(tipo: str) -> dict[str, Any]:
    hints = get_type_hints(TIPOS[tipo])
    return {field.name: hints[field.name] for field in fields(TIPOS[tipo])}


def _read(hint: Any, value: Any) -> Any:
    return date.fromisoformat(value) if hint is date else value
