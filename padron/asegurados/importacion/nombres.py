"""Names as rosters write them: filler surnames, damaged letters. The CURP decides what is repaired."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Final

from padron.asegurados.importacion.columnas import simplify
from padron.asegurados.importacion.notas import Notas
from padron.asegurados.rules import Persona, is_apellido_de_curp, is_nombre_de_curp
from plataforma.archivos.delimitados import ILEGIBLE

COLUMNAS: Final = ("nombres", "primer_apellido", "segundo_apellido")
_RELLENOS: Final = frozenset(
    {
        *("", "0", "x", "xx", "xxx", "xxxx", "n a", "na", "s a", "sa", "s n", "sn", "n d", "nd", "no", "null", "nulo"),
        *("none", "ninguno", "ninguna", "no aplica", "no tiene", "no cuenta", "sin apellido", "sin apellidos"),
        *("sin segundo apellido", "sin segundo", "sin materno", "sin apellido materno", "sin dato", "sin datos"),
        *("sin informacion", "no proporcionado", "no registra"),
    }
)
_RELLENO_MAS_LARGO: Final = 30
_SIGNOS: Final = re.compile(r"[^a-z0-9ñ]+")
DANADA: Final = re.compile(rf"[{ILEGIBLE}?¿]|Ã(?=[a-z])")  # Ã: the rest of «Ã­», which is í, was cleaned away
_ACENTUADAS: Final = "ñáéíóúü"
_MAS_DANOS: Final = 2
PALABRA: Final = re.compile(r"[^\s\-/.'’]+")


def take_persona(valores: Mapping[str, str]) -> Persona:
    """Return the person of a row, with nothing but the name."""
    nombres, primero, segundo = (valores.get(name, "") for name in COLUMNAS)
    return Persona(nombres, primero, segundo)


def _change(persona: Persona, columna: str, texto: str) -> Persona:
    return take_persona({name: getattr(persona, name) for name in COLUMNAS} | {columna: texto})


def is_relleno(text: str) -> bool:
    """Tell whether the text stands where there is no surname: «X», «.», «N/A», «SIN APELLIDO»."""
    if not text or len(text) > _RELLENO_MAS_LARGO:
        return False
    return _SIGNOS.sub(" ", simplify(text).replace("_", " ")).strip() in _RELLENOS


def has_dano(persona: Persona) -> bool:
    """Tell whether a letter of the name is damaged."""
    return any(DANADA.search(getattr(persona, columna)) for columna in COLUMNAS)


def settle_nombre(
    curp: str, persona: Persona, *, palabras: Collection[str], guardada: Persona | None, notas: Notas
) -> Persona:
    """Return the person with the name that the roster meant, and note what was repaired or what is missing.

    `palabras` are the words with accents that other rows have; `guardada` is the name on record, if there is one.
    """
    if has_dano(persona):
        persona = _repair_letras(curp, persona, palabras, guardada, notas)
    primero, segundo = persona.primer_apellido, persona.segundo_apellido
    if segundo and is_relleno(segundo):
        persona = _drop_segundo(curp, persona, notas)
    if not primero or is_relleno(primero):
        persona = _shift_apellidos(curp, persona, notas)
    if not persona.nombres or (is_relleno(persona.nombres) and not is_nombre_de_curp(curp, persona)):
        notas.refuse("falta nombres", "nombres", persona.nombres)
    return persona


def _drop_segundo(curp: str, persona: Persona, notas: Notas) -> Persona:
    """Empty a filler, unless it is a surname: «Na» and «Sa» are, if the CURP says so."""
    texto, sin_segundo = persona.segundo_apellido, replace(persona, segundo_apellido="")
    if curp[2] + curp[14] != "XX" and is_apellido_de_curp(curp, persona, primero=False):
        return persona
    if curp[2] == curp[14] == "X":
        notas.repair("es un relleno: la CURP dice que no hay segundo apellido", "segundo_apellido", texto, "(vacío)")
    else:
        notas.warn(
            f"es un relleno, pero en la CURP el segundo apellido empieza con {curp[2]}; escríbelo",
            *("segundo_apellido", texto, "(vacío)"),
        )
    return sin_segundo


def _shift_apellidos(curp: str, persona: Persona, notas: Notas) -> Persona:
    """Make the second surname the first one if the CURP proves that it is the only one."""
    texto, unico = persona.primer_apellido, persona.segundo_apellido
    movida = replace(persona, primer_apellido=unico, segundo_apellido="")
    if texto and is_apellido_de_curp(curp, persona, primero=True):
        return persona  # «Na», «Xu»: short surnames exist
    if unico and is_nombre_de_curp(curp, movida):
        notas.repair("el único apellido estaba en la otra columna; la CURP lo prueba", "primer_apellido", texto, unico)
        return movida
    notas.refuse("falta primer_apellido", "primer_apellido", texto)
    return persona


def _repair_letras(
    curp: str, persona: Persona, palabras: Collection[str], guardada: Persona | None, notas: Notas
) -> Persona:
    for columna in COLUMNAS:
        texto = getattr(persona, columna)
        if not DANADA.search(texto):
            continue
        conocido = getattr(guardada, columna) if guardada else ""
        if conocido and _make_patron(texto).fullmatch(conocido):
            fixed, motivo = conocido, "así está en el expediente del estudiante"
        else:
            fixed, motivo = _guess(curp, persona, columna, palabras)
        if fixed:
            notas.repair(f"tenía una letra dañada: {motivo}", columna, texto, fixed)
            persona = _change(persona, columna, fixed)
        else:
            notas.refuse(f"{columna} tiene una letra dañada y nada prueba cuál era; escríbela", columna, texto)
    return persona


def _guess(curp: str, persona: Persona, columna: str, palabras: Collection[str]) -> tuple[str, str]:
    """Return the only text that agrees with the CURP, or with a word of other rows; "" if there are several or none."""
    texto = getattr(persona, columna)
    posibles = [one for one in _list_posibles(texto) if is_nombre_de_curp(curp, _change(persona, columna, one))]
    if len(posibles) == 1:
        return posibles[0], "la CURP lo prueba"
    vistos = [one for one in posibles if all(_is_vista(word, texto, palabras) for word in PALABRA.findall(one))]
    return (vistos[0], "así lo escriben otras filas y la CURP coincide") if len(vistos) == 1 else ("", "")


def _is_vista(palabra: str, texto: str, palabras: Collection[str]) -> bool:
    return palabra in texto or palabra.lower() in palabras


def _list_posibles(texto: str) -> Iterator[str]:
    """Yield the text with each Spanish letter in each damaged place."""
    partes = DANADA.split(texto)
    if len(partes) > _MAS_DANOS + 1:
        return
    is_mayuscula = sum(map(str.isupper, texto)) > 1 and not any(map(str.islower, texto))
    for letras in product(_ACENTUADAS, repeat=len(partes) - 1):
        chars = [
            letra.upper() if is_mayuscula or not part[-1:].isalpha() else letra
            for letra, part in zip(letras, partes, strict=False)
        ]
        yield partes[0] + "".join(letra + part for letra, part in zip(chars, partes[1:], strict=True))


def _make_patron(texto: str) -> re.Pattern[str]:
    return re.compile(f"[{_ACENTUADAS}]".join(map(re.escape, DANADA.split(texto))), re.IGNORECASE)
