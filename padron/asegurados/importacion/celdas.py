"""From the text of one cell to its value. What nothing proves is left out and noted; nothing is guessed."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from padron.asegurados.importacion import fechas
from padron.asegurados.importacion.columnas import simplify
from padron.asegurados.importacion.correos import read_correo
from padron.asegurados.importacion.notas import Notas
from padron.asegurados.models import Inscripcion
from padron.asegurados.rules import is_nss
from padron.identificadores import nss as nss_rules
from padron.identificadores import nss_danado
from padron.identificadores.curp import ENTIDADES, DatosCurp

ESTATUS: Final = frozenset(Inscripcion.Estatus.values)
# What rosters write if there is no other cover; taken at its word, the student would lose theirs.
_SIN_COBERTURA: Final = frozenset({"", "-", "0", "no", "n/a", "na", "ninguna", "ninguno", "no_tiene", "sin_cobertura"})
_ENTIDADES: Final = {simplify(nombre): clave for clave, nombre in ENTIDADES.items()} | {
    "mexico_d.f.": "DF",
    "distrito_federal": "DF",
    "d.f.": "DF",
    "cdmx": "DF",
    "edo._mex.": "MC",
    "edomex": "MC",
    "extranjero": "NE",
    "coahuila_de_zaragoza": "CL",
    "michoacan_de_ocampo": "MN",
    "edo._de_mexico": "MC",
    "queretaro_de_arteaga": "QT",
    "veracruz_de_ignacio_de_la_llave": "VZ",
    "nacido_en_el_extranjero": "NE",
}
_ANIOS_POR_VENIR: Final = 2  # a year of two digits is not later than so many years from now


def read_entidad(text: str, notas: Notas) -> str | None:
    """Return the entity of birth as the CURP writes it, or None for a text that is no entity."""
    code = text.upper() if text.upper() in ENTIDADES else _ENTIDADES.get(simplify(text))
    if text and code is None:
        notas.warn("no es una entidad como la escribe la CURP (JC o Jalisco); no se compara", "entidad", text)
    return code


def read_codigo(text: str, notas: Notas) -> str:
    """Return the student code; «0» and «S/N», which half a roster may share, must give access to nobody's data."""
    if text and not any(char in "123456789" for char in text):
        notas.warn("no es un código de estudiante; se guarda sin él", "codigo", text)
        return ""
    return text


def read_cobertura(text: str) -> str:
    """Return which other cover the student has, or "" if the cell says in one way or another that there is none."""
    return "" if simplify(text).rstrip(".") in _SIN_COBERTURA else text


def read_estatus(text: str) -> str | None:
    """Return the status, or None for a status that does not exist: nobody guesses who is covered."""
    estatus = text if text in ESTATUS else simplify(text)
    return estatus if estatus in ESTATUS else None


def read_correos(valores: Mapping[str, str], dominios: Mapping[str, int], notas: Notas) -> dict[str, str]:
    """Return the e-mail addresses that the row decides. An unreadable one does not change what is stored."""
    fields: dict[str, str] = {}
    otro = ""
    for name in ("correo", "correo_alterno"):
        if name not in valores:
            continue
        texto, leido = valores[name], read_correo(valores[name], dominios)
        if leido.correo and leido.motivo:
            notas.repair(leido.motivo, name, texto, leido.correo)
        elif leido.motivo or leido.duda:
            notas.warn(leido.motivo or leido.duda, name, texto)
        if leido.correo or not leido.motivo:
            fields[name] = leido.correo
        otro = otro or leido.otro
    if otro and not fields.get("correo_alterno"):
        fields["correo_alterno"] = otro
    elif otro:
        notas.warn("la celda traía dos correos y ya hay otro alterno; se guarda el primero", "correo", otro)
    return fields


def read_fecha(name: str, text: str, *, orden: str, hoy: dt.date, notas: Notas) -> dt.date | None:
    """Return the date, or None if the cell is empty or nothing shows which date it is."""
    lectura = fechas.parse(text)
    fecha = lectura.choose(orden)
    if fecha and lectura.is_corta and fecha.year > hoy.year + _ANIOS_POR_VENIR:
        fecha = None
    if fecha and (motivo := _explain(lectura, orden)):
        notas.repair(motivo, name, text, fecha.isoformat())
    if fecha is None and text:
        notas.warn(_doubt(lectura), name, text)
    return fecha


def read_nacimiento(text: str, datos: DatosCurp, *, orden: str, notas: Notas) -> dt.date | None:
    """Return the birth date, to be compared with the CURP; None if the text does not tell one date.

    If the text can be read as the date of the CURP, that is the date.
    """
    lectura, de_curp = fechas.parse(text), datos.fecha_nacimiento
    leidas = {f"{fecha:%y%m%d}" if lectura.is_corta else str(fecha): clave for clave, fecha in lectura.items()}
    clave = f"{de_curp:%y%m%d}" if lectura.is_corta else str(de_curp)
    if clave in leidas:
        if motivo := _explain(lectura, orden, leidas[clave]):
            notas.repair(f"{motivo}; la CURP lo prueba", "fecha_nacimiento", text, str(de_curp))
        return de_curp
    fecha = None if lectura.is_corta else lectura.choose(orden)
    if text and fecha is None:
        notas.warn(f"{_doubt(lectura)}; no se compara con la CURP", "fecha_nacimiento", text)
    return fecha


def _explain(lectura: fechas.Lectura, orden: str, leida: str = "") -> str:
    """Return in which other way the date was written, or "" if it was written as the rest of the file."""
    if lectura.is_serie:
        return "era un número de serie de Excel"
    if lectura.is_corta:
        return "el año venía con dos cifras"
    leida = leida or ("" if len(set(lectura)) > 1 else next(iter(lectura)))
    if leida == fechas.MES_PRIMERO != orden and lectura.get(fechas.DIA_PRIMERO) != lectura[leida]:
        return "venía con el mes antes que el día"
    return ""


def _doubt(lectura: fechas.Lectura) -> str:
    if len(posibles := sorted(set(map(str, lectura.values())))) > 1:
        return f"puede ser {' o '.join(posibles)}; escríbela como AAAA-MM-DD"
    return "no es una fecha que se pueda leer; escríbela como AAAA-MM-DD"


def read_nss(text: str, datos: DatosCurp, notas: Notas) -> str | None:
    """Return what the roster gives as NSS, right or wrong; «N/A» and zeros are none.

    A wrong one is kept, because it becomes a fault: without it, the student would be assigned a second NSS.
    """
    nss = nss_rules.compact(text)[:20]
    if not any(char in "123456789" for char in nss):
        if nss:
            notas.warn("no es un NSS; se guarda sin él", "nss", text)
        return None
    if is_nss(nss):
        if not nss_rules.anio_nacimiento_coincide(nss, datos.fecha_nacimiento):
            notas.warn("el año de nacimiento del NSS no es el de la CURP; confírmalo con el estudiante", "nss", text)
        return nss
    if reparado := nss_danado.repair(text, datos.fecha_nacimiento):
        notas.repair("estaba dañado; el dígito verificador coincide", "nss", text, reparado)
        return reparado
    return nss
