"""One CURP on rows of different persons: whose it is, and which rows must not be stored under it."""

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from padron.asegurados.rules import Persona, is_nombre_de_curp

_PARECIDO: Final = 0.75


class Renglon(NamedTuple):
    """A row that has the CURP, and the name on it."""

    linea: int
    persona: Persona


def make_huella(nombres: str, primero: str, segundo: str) -> int:
    """Return a number that is the same for the same name, whatever the order, case and accents of its words."""
    return hash(frozenset(_split(nombres, primero, segundo)))


def settle_curp(curp: str, renglones: Sequence[Renglon], guardada: Persona | None) -> Mapping[int, str]:
    """Return the lines that must not be stored, each with the reason; nothing if all rows are the same person.

    The CURP belongs to the person whose name gives its letters. If both names do, as with twins, it belongs to the
    person on record; if nobody is on record, no row is stored, because a stranger would see the student's data.
    """
    grupos = _group(renglones)
    if len(grupos) == 1:
        return {}
    duenos = [grupo for grupo in grupos if is_nombre_de_curp(curp, grupo[0].persona)]
    if len(duenos) != 1 and guardada:
        duenos = [grupo for grupo in grupos if is_misma(grupo[0].persona, guardada)]
    dueno = duenos[0] if len(duenos) == 1 else []
    ajenas = [grupo for grupo in grupos if grupo is not dueno]
    return {
        renglon.linea: _explain(dueno, next(other for other in grupos if other is not grupo))
        for grupo in ajenas
        for renglon in grupo
    }


def is_misma(una: Persona, otra: Persona) -> bool:
    """Tell whether two names may be of one person: words may be missing, shortened or misspelt, but not others."""
    menos, mas = sorted((_words(una), _words(otra)), key=len)
    return all(any(_is_parecida(word, other) for other in mas) for word in menos)


def _explain(dueno: Sequence[Renglon], otro: Sequence[Renglon]) -> str:
    linea = (dueno or otro)[0].linea
    if dueno:
        return f"la CURP es de otra persona (línea {linea}); escribe la de este estudiante"
    return f"la línea {linea} trae la misma CURP con otro nombre y nada prueba de quién es; corrige una de las dos"


def _group(renglones: Sequence[Renglon]) -> list[list[Renglon]]:
    grupos: list[list[Renglon]] = []
    for renglon in renglones:
        grupo = next((one for one in grupos if is_misma(one[0].persona, renglon.persona)), None)
        if grupo is None:
            grupos.append([renglon])
        else:
            grupo.append(renglon)
    return grupos


def _words(persona: Persona) -> list[str]:
    return _split(persona.nombres, persona.primer_apellido, persona.segundo_apellido)


def _split(*textos: str) -> list[str]:
    text = " ".join(textos)
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return text.upper().replace(".", " ").replace("-", " ").split()


def _is_parecida(una: str, otra: str) -> bool:
    if una == otra or una.startswith(otra) or otra.startswith(una):
        return True
    return SequenceMatcher(None, una, otra, autojunk=False).ratio() >= _PARECIDO
