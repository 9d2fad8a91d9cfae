"""All that is kept of a register while it is read: its family clinics, their hours, and sums for the centres."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from padron.catalogos.horarios import Tramo
from padron.catalogos.importacion.clues import celdas, jornadas, libro, texto
from padron.catalogos.importacion.clues.columnas import COMUNES, Columnas, Fila, Filas, Valores, simplify, to_text
from padron.catalogos.importacion.clues.resumen import ResumenClinicas
from padron.catalogos.importacion.clues.unidades import Rechazo, Unidad, is_en_operacion, is_familiar, make_unidad
from padron.catalogos.rules import Punto
from plataforma.archivos.lectura import ArchivoIlegible
from plataforma.archivos.libros import is_libro

MAX_CLINICAS: Final = 20_000  # there are some 1 500
CADA: Final = 5_000

Progreso = Callable[[int], None]


class Lugar(NamedTuple):
    """A municipio as the register writes it."""

    estado: str
    clave: str
    nombre: str


@dataclass(slots=True)
class Suma:
    """Coordinates added up."""

    estado: str
    unidades: int = 0
    latitud: float = 0.0
    longitud: float = 0.0

    def add(self, punto: Punto) -> None:
        """Add those of a unit."""
        self.unidades += 1
        self.latitud += punto.latitud
        self.longitud += punto.longitud

    @property
    def centro(self) -> Punto:
        """Return the mean."""
        return Punto(round(self.latitud / self.unidades, 6), round(self.longitud / self.unidades, 6))


@dataclass(slots=True)
class Lectura:
    """What a register says, once it is read."""

    clinicas: dict[str, Unidad] = field(default_factory=dict)
    fuera: set[str] = field(default_factory=set)  # family clinics that it says are out of operation
    horarios: dict[str, list[Tramo]] | None = None  # None: the file has no such sheet
    estados: set[str] = field(default_factory=set)
    codigos: dict[str, Suma] = field(default_factory=dict)
    municipios: dict[Lugar, Suma] = field(default_factory=dict)


def read_clues(archivo: Path, *, resumen: ResumenClinicas, progreso: Progreso | None = None) -> Lectura:
    """Read the register, XLSX or CSV. Raises ArchivoIlegible."""
    lectura = Lectura()
    encontrada = False
    for hoja in libro.read_libro(archivo) if is_libro(archivo) else [texto.read_hoja(archivo)]:
        filas = hoja.filas
        _, encabezado = next(filas, (1, ()))
        if jornadas.is_de_horarios(encabezado):
            _read_horarios(encabezado, filas, lectura)
        elif not encontrada and _is_de_unidades(encabezado):
            encontrada = True
            _read_unidades(Columnas(encabezado), filas, lectura, resumen, progreso)
    if not encontrada:
        raise ArchivoIlegible("Ninguna hoja empieza con el encabezado del registro (CLUES…). No se cambió nada.")
    return lectura


def _is_de_unidades(encabezado: Fila) -> bool:
    nombres = {simplify(cell) for cell in encabezado}
    return "clues" in nombres and not {"latitud", "codigo postal", "nombre de la unidad"}.isdisjoint(nombres)


def _read_unidades(
    columnas: Columnas, filas: Filas, lectura: Lectura, resumen: ResumenClinicas, progreso: Progreso | None
) -> None:
    for linea, fila in filas:
        if not any(fila):
            continue
        resumen.filas += 1
        valores = columnas.read(fila, COMUNES)
        _add_centros(valores, lectura)
        if is_familiar(valores):
            _add_clinica(linea, columnas.read(fila), lectura, resumen)
        else:
            resumen.otras_unidades += 1
        if progreso and resumen.filas % CADA == 0:
            progreso(resumen.filas)
    if not resumen.filas:
        raise ArchivoIlegible("El registro no tiene ninguna fila. No se cambió nada.")


def _add_centros(valores: Valores, lectura: Lectura) -> None:
    """Add the place of any unit, whoever runs it, to those of its postal code and municipio."""
    estado = celdas.read_estado(valores["entidad"])
    if estado is None:
        return
    lectura.estados.add(estado)
    if punto := celdas.read_punto(valores["latitud"], valores["longitud"]):
        if cp := celdas.read_cp(valores["cp"]):
            lectura.codigos.setdefault(cp, Suma(estado)).add(punto)
        lugar = Lugar(estado, valores["clave_municipio"], valores["municipio"])
        lectura.municipios.setdefault(lugar, Suma(estado)).add(punto)


def _add_clinica(linea: int, valores: Valores, lectura: Lectura, resumen: ResumenClinicas) -> None:
    try:
        unidad = make_unidad(valores)
    except Rechazo as error:
        resumen.refuse(linea, str(error))
        return
    if unidad.clave in lectura.clinicas or unidad.clave in lectura.fuera:
        resumen.refuse(linea, f"la CLUES {unidad.clave} ya venía en otra fila")
    elif not is_en_operacion(valores):
        lectura.fuera.add(unidad.clave)
        resumen.fuera += 1
    elif len(lectura.clinicas) >= MAX_CLINICAS:
        raise ArchivoIlegible(f"El archivo pasa de {MAX_CLINICAS} clínicas; eso no es el registro de unidades.")
    else:
        lectura.clinicas[unidad.clave] = unidad
        _notice_dudas(linea, unidad, resumen)


def _notice_dudas(linea: int, unidad: Unidad, resumen: ResumenClinicas) -> None:
    dudas = (
        (unidad.punto is None, "sin coordenadas en México; no se dirá su distancia"),
        (not unidad.cp, "sin código postal"),
        (not unidad.direccion, "sin calle"),
    )
    for is_duda, texto_duda in dudas:
        if is_duda:
            resumen.notice(f"Fila {linea}: {unidad.clave}: {texto_duda}.")


def _read_horarios(encabezado: Fila, filas: Filas, lectura: Lectura) -> None:
    clave, grupos = jornadas.find_grupos(encabezado)
    lectura.horarios = lectura.horarios or {}
    for _, fila in filas:
        unidad = to_text(fila[clave]).upper() if clave < len(fila) else ""
        # Where the hours come after the units, as they do, those of the other 60 000 units are not kept.
        if unidad in lectura.clinicas or not lectura.clinicas:
            lectura.horarios.setdefault(unidad, []).extend(jornadas.read_tramos(fila, grupos))
