"""What every document says, and how its data are stored and sealed."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Final, Literal, Self, get_type_hints

from documentos.rules import make_cadena, make_printable
from padron.identificadores.nss import agrupado

Sexo = Literal["H", "M", "X"]
SEXOS: Final[dict[Sexo, str]] = {"H": "Hombre", "M": "Mujer", "X": "No binario"}

# What the cadena original of every document says of the person.
PERSONA: Final = {
    "curp": "CURP",
    "nss": "NSS",
    "nombres": "nombres",
    "primer_apellido": "primer apellido",
    "segundo_apellido": "segundo apellido",
}


class Imprimible:
    """Base of the data that documents print.

    It cleans every text at entry (`make_printable`), so that the printed text and the cadena original are the same and
    no text can stop a document. A subclass is a frozen dataclass.
    """

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # each subclass is a dataclass
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, make_printable(value))
            elif isinstance(value, tuple):
                object.__setattr__(self, field.name, tuple(map(make_printable, value)))


@dataclass(frozen=True, kw_only=True)
class Contexto(Imprimible):
    """What every document says: who issues it and about whom."""

    tipo: ClassVar[str]
    titulo: ClassVar[str]
    archivo: ClassVar[str]  # the file's name in its address, without .pdf
    plantilla: ClassVar[str]
    homoclave: ClassVar[str]  # empty: the procedure is the school's own
    formato: ClassVar[str] = ""  # the paper form of the same procedure, and the day the DOF published it
    dof: ClassVar[date | None] = None
    unico: ClassVar[bool] = False  # a person has one valid document of this type: a new one replaces it
    # The fields of the cadena original after version, folio, tipo, date and issuer, each with its printed label.
    # A name may be that of a property, or «clinica.turno».
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
        campos = (attrgetter(campo)(self) for campo in self.cadena)
        return make_cadena([folio, self.tipo, emitido, self.institucion, *("" if c is None else c for c in campos)])

    @classmethod
    def get_leyenda_cadena(cls) -> str:
        """Return what stands where in the cadena original, for whoever wants to rebuild it."""
        return "|".join(["versión", "folio", "tipo", "fecha", "emisor", *cls.cadena.values()])

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return what `to_json` was called on."""
        hints = _get_hints(cls)  # type: ignore[arg-type]  # mypy asks the class for the hash of its instances
        return cls(**{name: _read(hint, values[name]) for name, hint in hints.items()})


@dataclass(frozen=True, kw_only=True)
class ContextoPersonal(Contexto):
    """A document that says also what the CURP says of its holder."""

    fecha_nacimiento: date
    sexo: Sexo
    entidad: str  # of birth, as it is printed: «Jalisco»

    @property
    def sexo_impreso(self) -> str:
        """Return the word that the document prints."""
        return SEXOS[self.sexo]


@cache
def _get_hints(clase: type[Contexto]) -> dict[str, Any]:
    hints = get_type_hints(clase)
    return {field.name: hints[field.name] for field in fields(clase)}


def _read(hint: Any, value: Any) -> Any:
    """Return the value of a field: JSON has no dates, no tuples and no parts (of which all fields are text)."""
    if hint is date or (hint == date | None and value is not None):
        return date.fromisoformat(value)
    if is_dataclass(hint):
        return hint(**value)  # type: ignore[operator]
    return tuple(value) if isinstance(value, list) else value
