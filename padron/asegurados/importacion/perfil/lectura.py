"""Reading a whole file to count what decides how its columns are read. It holds counts and hashes, never the rows."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from padron.asegurados.importacion import fechas
from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.nombres import COLUMNAS, DANADA, PALABRA, take_persona
from padron.asegurados.importacion.notas import LECTURA, Nota
from padron.asegurados.importacion.perfil import ciclos, personas, sexo
from padron.asegurados.importacion.perfil.veredicto import Veredicto
from padron.asegurados.rules import Persona
from padron.identificadores.texto import compact
from plataforma.archivos.lectura import cite
from plataforma.seguridad.buzones import normalize_buzon

_CURP: Final = re.compile(r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d")
_FECHAS: Final = (
    *("fecha_inscripcion", "fecha_ingreso", "fecha_reporte_imss", "fecha_alta_imss", "fecha_baja", "fecha_renuncia"),
)
_MAX_DISTINTOS: Final = 50_000  # of words, domains, cycles: more are not counted, so a hostile file takes no memory
_MAYORIA: Final = 0.95
_MINIMO_PROPIO: Final = 5
_PARTE_PROPIA: Final = 0.005
_BITS: Final = 24  # of the line number in a packed value; a file has at most a million rows
_MASCARA: Final = (1 << 32) - 1


class _Cuenta(Counter[Any]):
    def add(self, key: Any) -> None:
        if key in self or len(self) < _MAX_DISTINTOS:
            self[key] += 1


class _Perfil:
    """What the rows showed until now."""

    def __init__(self) -> None:
        self.sexos, self.ordenes, self.ciclos, self.dominios, self.dias = (_Cuenta() for _ in range(5))
        self.palabras = _Cuenta()
        self.lineas_de_curp: dict[str, set[int]] = {}  # CURPs on rows with different names
        self.compartidos: dict[int, set[int]] = {}
        self._curps: dict[int, int] = {}
        self._buzones: dict[int, int] = {}

    def add(self, fila: Fila) -> None:
        valores = fila.valores
        curp = compact(valores["curp"])
        curp = curp if _CURP.fullmatch(curp) else ""
        if curp:
            self._add_persona(fila, curp)
        self._add_fechas(valores, curp)
        if "ciclo" in valores:
            self.ciclos.add(valores["ciclo"])
        for name in ("correo", "correo_alterno"):
            if "@" in (correo := valores.get(name, "")):
                self.dominios.add(correo.rpartition("@")[2].strip().lower())
                if curp:
                    self._add_buzon(correo, curp, fila.linea)

    def _add_persona(self, fila: Fila, curp: str) -> None:
        valores = fila.valores
        if texto := valores.get("sexo"):
            self.sexos.add((texto, curp[10]))
        nombre = [valores.get(name, "") for name in COLUMNAS]
        for text in nombre:
            if not text.isascii() and not DANADA.search(text):
                for word in PALABRA.findall(text.lower()):
                    if not word.isascii():
                        self.palabras.add(word)
        packed = (personas.make_huella(*nombre) & _MASCARA) << _BITS | fila.linea
        first = self._curps.setdefault(hash(curp), packed)
        if first >> _BITS != packed >> _BITS:
            self.lineas_de_curp.setdefault(curp, {first & (1 << _BITS) - 1}).add(fila.linea)
        elif curp in self.lineas_de_curp:
            self.lineas_de_curp[curp].add(fila.linea)

    def _add_buzon(self, correo: str, curp: str, linea: int) -> None:
        clave = hash(normalize_buzon(correo))
        packed = (hash(curp) & _MASCARA) << _BITS | linea
        first = self._buzones.setdefault(clave, packed)
        if first >> _BITS != packed >> _BITS:
            self.compartidos.setdefault(clave, {first & (1 << _BITS) - 1}).add(linea)

    def allow(self, limites: Mapping[str, int]) -> None:
        """Forget the mailboxes that staff let so many students share."""
        for correo, limite in limites.items():
            if len(self.compartidos.get(clave := hash(normalize_buzon(correo)), ())) <= limite:
                self.compartidos.pop(clave, None)

    def _add_fechas(self, valores: Mapping[str, str], curp: str) -> None:
        for name in _FECHAS:
            if texto := valores.get(name):
                lectura = fechas.parse(texto)
                if len(lectura) == 1 and not lectura.is_serie:
                    self.ordenes.add(next(iter(lectura)))
        if texto := valores.get("fecha_inscripcion"):
            self.dias.add((valores.get("plantel", "").upper(), valores.get("ciclo", ""), texto))
        if curp and (texto := valores.get("fecha_nacimiento")):
            self.ordenes.update(fechas.list_ordenes(texto, curp[4:10]))


def read_perfil(
    filas: Iterable[Fila], *, guardados: Sequence[str] = (), limites: Mapping[str, int] | None = None
) -> tuple[Veredicto, Mapping[str, set[int]]]:
    """Return how to read the columns, and the lines of each CURP that stands on rows with different names.

    `guardados` are the cycles on record, the preferred ones first; `limites` says how many students may share an
    e-mail address. Raises ArchivoIlegible as the rows do.
    """
    perfil = _Perfil()
    for fila in filas:
        if not fila.error:
            perfil.add(fila)
    perfil.allow(limites or {})
    return _settle(perfil, guardados), perfil.lineas_de_curp


def read_renglones(filas: Iterable[Fila], lineas: set[int]) -> dict[int, Persona]:
    """Return the names on these lines."""
    nombres: dict[int, Persona] = {}
    for fila in filas:
        if fila.linea in lineas:
            nombres[fila.linea] = take_persona(fila.valores)
            if len(nombres) == len(lineas):
                break
    return nombres


def _settle(perfil: _Perfil, guardados: Sequence[str]) -> Veredicto:
    orden = _settle_orden(perfil.ordenes)
    unidos = ciclos.unify(perfil.ciclos, guardados)
    sexo_m = sexo.settle_sexo_m(perfil.sexos)
    return Veredicto(
        sexo_m=sexo_m,
        orden=orden,
        ciclos=unidos,
        ciclos_dudosos=ciclos.find_dudosos(perfil.ciclos, unidos, guardados),
        dominios=_list_propios(perfil.dominios),
        palabras=perfil.palabras.keys(),
        inscripciones=_list_usuales(perfil.dias, orden, unidos),
        compartidos=_spread(perfil.compartidos.values()),
        notas=tuple(_make_notas(perfil, sexo_m, orden, unidos)),
    )


def _settle_orden(ordenes: Mapping[str, int]) -> str:
    dia, mes = ordenes.get(fechas.DIA_PRIMERO, 0), ordenes.get(fechas.MES_PRIMERO, 0)
    if dia >= _MAYORIA * (dia + mes):
        return fechas.DIA_PRIMERO
    return fechas.MES_PRIMERO if mes >= _MAYORIA * (dia + mes) else fechas.SIN_ORDEN


def _list_propios(dominios: Mapping[str, int]) -> dict[str, int]:
    """Return the domains of so many students that they are no typing error."""
    minimo = max(_MINIMO_PROPIO, _PARTE_PROPIA * sum(dominios.values()))
    return {dominio: total for dominio, total in dominios.items() if total >= minimo}


def _list_usuales(dias: Mapping[Any, int], orden: str, unidos: Mapping[str, str]) -> dict[tuple[str, str], Any]:
    """Return the most usual day of enrolment of each campus and cycle."""
    mejores: dict[tuple[str, str], tuple[int, Any]] = {}
    for (plantel, ciclo, texto), total in dias.items():
        clave, fecha = (plantel, unidos.get(ciclo, ciclo)), fechas.parse(texto).choose(orden)
        if fecha and total > mejores.get(clave, (0, None))[0]:
            mejores[clave] = (total, fecha)
    return {clave: fecha for clave, (_, fecha) in mejores.items()}


def _spread(grupos: Iterable[set[int]]) -> dict[int, list[int]]:
    return {linea: sorted(grupo - {linea}) for grupo in grupos for linea in grupo}


def _make_notas(perfil: _Perfil, sexo_m: str, orden: str, unidos: Mapping[str, str]) -> Iterable[Nota]:
    con_m = sum(total for (texto, _), total in perfil.sexos.items() if texto.lower() == sexo.AMBIGUA)
    if con_m and sexo_m == sexo.HOMBRE:
        yield Nota(1, LECTURA, f"en {con_m} filas «M» es masculino (hombre), no mujer", "sexo")
    if con_m and not sexo_m:
        yield Nota(1, LECTURA, f"en {con_m} filas «M» puede ser mujer o masculino: no se compara", "sexo")
    if orden == fechas.MES_PRIMERO:
        yield Nota(1, LECTURA, "las fechas del archivo traen el mes antes que el día", "fechas")
    if orden == fechas.SIN_ORDEN:
        yield Nota(1, LECTURA, "unas fechas traen primero el día y otras el mes; las ambiguas no se guardan", "fechas")
    for ciclo, elegido in sorted(unidos.items()):
        yield Nota(1, LECTURA, f"es el ciclo «{cite(elegido)}» ({perfil.ciclos[ciclo]} filas)", "ciclo", ciclo, elegido)
