"""From a row of the register to a family clinic. Source: docs/reglas.md, «Clinics»."""

from dataclasses import dataclass
from typing import Final

from padron.catalogos.importacion.clues import celdas
from padron.catalogos.importacion.clues.columnas import Valores
from padron.catalogos.rules import Punto, get_orden
from plataforma.archivos.lectura import cite

INSTITUCIONES: Final = frozenset({"IMSS", "IMS"})
TIPOLOGIAS: Final = frozenset({"UMF", "UMFH", "UMF/UMAA", "HGZMF", "HGSMF"})
_EN_OPERACION: Final = get_orden("EN OPERACION")
# As long as the columns of the model; a test compares.
LARGOS: Final = {
    "clave": 11, "nombre": 160, "direccion": 300, "colonia": 160, "municipio_nombre": 100, "telefono": 40
}  # fmt: skip


class Rechazo(Exception):
    """The row cannot be a clinic. Its message says why, to staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unidad:
    """A family clinic in operation, as its row says. What is unknown is empty or None."""

    clave: str
    nombre: str
    tipologia: str
    numero: int | None
    direccion: str
    colonia: str
    cp: str
    estado: str
    municipio_nombre: str
    clave_municipio: str
    punto: Punto | None
    telefono: str
    consultorios: int


def is_familiar(valores: Valores) -> bool:
    """Tell whether the row is a family clinic of the IMSS, open or not."""
    return valores["institucion"].upper() in INSTITUCIONES and valores["tipologia"].upper() in TIPOLOGIAS


def is_en_operacion(valores: Valores) -> bool:
    """Tell whether the unit works."""
    return get_orden(valores["estatus"]) == _EN_OPERACION


def make_unidad(valores: Valores) -> Unidad:
    """Return the clinic of the row. Raises Rechazo."""
    estado = celdas.read_estado(valores["entidad"])
    if estado is None:
        raise Rechazo(f"no hay un estado «{cite(valores['entidad'])}»")
    if not valores["nombre"] or not valores["municipio"]:
        raise Rechazo("falta el nombre de la unidad o el de su municipio")
    unidad = _make(valores, estado)
    if len(unidad.clave) != LARGOS["clave"] or not (unidad.clave.isascii() and unidad.clave.isalnum()):
        raise Rechazo(f"la CLUES debe tener {LARGOS['clave']} letras y números y dice «{cite(unidad.clave)}»")
    for name, largo in LARGOS.items():
        if len(text := getattr(unidad, name)) > largo:
            raise Rechazo(f"«{cite(text)}» pasa de {largo} letras")
    return unidad


def _make(valores: Valores, estado: str) -> Unidad:
    get = valores.get
    return Unidad(
        clave=valores["clave"].upper(),
        nombre=celdas.write_nombre(valores["nombre"]),
        tipologia=valores["tipologia"].upper(),
        numero=celdas.read_numero(valores["nombre"]),
        direccion=celdas.make_direccion(
            tipo=get("tipo_vialidad", ""),
            vialidad=get("vialidad", ""),
            exterior=get("exterior", ""),
            interior=get("interior", ""),
        ),
        colonia=celdas.make_colonia(tipo=get("tipo_asentamiento", ""), nombre=get("asentamiento", "")),
        cp=celdas.read_cp(valores["cp"]),
        estado=estado,
        municipio_nombre=celdas.write_nombre(valores["municipio"]),
        clave_municipio=get("clave_municipio", ""),
        punto=celdas.read_punto(valores["latitud"], valores["longitud"]),
        telefono=celdas.read_telefono(get("telefono", ""), get("extension", "")),
        consultorios=celdas.read_consultorios(get("consultorios", "")),
    )
