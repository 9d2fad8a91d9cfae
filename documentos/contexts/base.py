"""The base classes of the data that documents print: common fields, storage as JSON, and the cadena original."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Final, Literal, Self, get_type_hints

from documentos.rules import make_cadena, make_printable
from padron.identificadores.nss import agrupado

Sexo = Literal["H", "M", "X"]
SEXOS: Final[dict[Sexo, str]] = {"H": "Hombre", "M": "Mujer", "X": "No binario"}

# The fields of the person that the cadena original of every document contains, with their printed labels.
PERSONA: Final = {
    "curp": "CURP",
    "nss": "NSS",
    "nombres": "nombres",
    "primer_apellido": "primer apellido",
    "segundo_apellido": "segundo apellido",
}


class Imprimible:
    """The base class of the data that documents print. Each subclass is a frozen dataclass.

    It cleans every text when the object is created (`make_printable`). So the printed text and the cadena original are
    the same, and no text can make a document fail.
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
    """The data of a document. These fields are the same in all documents: who issues it, and about whom."""

    tipo: ClassVar[str]
    titulo: ClassVar[str]
    archivo: ClassVar[str]  # file name in the URL, without .pdf
    plantilla: ClassVar[str]
    homoclave: ClassVar[str]  # official code of the procedure; empty if it is a procedure of the school only
    formato: ClassVar[str] = ""  # official code of the paper form; `dof` is the day on which the DOF published it
    dof: ClassVar[date | None] = None
    para_escuela: ClassVar[bool] = False  # True: the school wants to have this document
    unico: ClassVar[bool] = False  # True: a new document replaces the person's earlier document of this type
    # The fields of the cadena original that follow version, folio, type, date and issuer, each with its printed label.
    # A field is the name of an attribute or property, or a path such as «clinica.turno».
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
        """Return the full name: first the given names, then the surnames."""
        return " ".join(filter(None, (self.nombres, self.primer_apellido, self.segundo_apellido)))

    @property
    def nss_agrupado(self) -> str:
        """Return the NSS in groups, as in «04 23 05 0001 1»."""
        return agrupado(self.nss)

    def make_cadena(self, *, folio: str, emitido: datetime) -> str:
        """Return the cadena original: version, folio, type, moment and issuer, then the fields that `cadena` lists."""
        campos = (attrgetter(campo)(self) for campo in self.cadena)
        return make_cadena([folio, self.tipo, emitido, self.institucion, *("" if c is None else c for c in campos)])

    @property
    def is_negativo(self) -> bool:
        """True if the document says that the student does not have what was asked for. Its mail then says so too."""
        return False

    @classmethod
    def get_leyenda_cadena(cls) -> str:
        """Return the labels of the cadena original, in order, so that a reader can rebuild the cadena original."""
        return "|".join(["versión", "folio", "tipo", "fecha", "emisor", *cls.cadena.values()])

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a dict that can be stored as JSON."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return the object from the dict that `to_json` returned."""
        hints = _get_hints(cls)  # type: ignore[arg-type]  # mypy checks the hash of instances, not of the class
        return cls(**{name: _read(hint, values[name]) for name, hint in hints.items()})


@dataclass(frozen=True, kw_only=True)
class ContextoPersonal(Contexto):
    """The data of a document that also prints what the CURP says: date of birth, sex and entity of birth."""

    fecha_nacimiento: date
    sexo: Sexo
    entidad: str  # name of the entity of birth, such as «Jalisco»

    @property
    def sexo_impreso(self) -> str:
        """Return the sex as the document prints it, such as «Mujer»."""
        return SEXOS[self.sexo]


@cache
def _get_hints(clase: type[Contexto]) -> dict[str, Any]:
    hints = get_type_hints(clase)
    return {field.name: hints[field.name] for field in fields(clase)}


def _read(hint: Any, value: Any) -> Any:
    """Convert a JSON value to the type of its field: a date, a tuple, or a dataclass that has only text fields."""
    if hint is date or (hint == date | None and value is not None):
        return date.fromisoformat(value)
    if is_dataclass(hint):
        return hint(**value)  # type: ignore[operator]
    return tuple(value) if isinstance(value, list) else value
