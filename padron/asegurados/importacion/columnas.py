"""The columns of a roster file, by the names that schools give them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

OBLIGATORIAS: Final = ("curp", "nombres", "primer_apellido", "segundo_apellido", "plantel", "codigo", "ciclo")
# An answer of the IMSS brings these two and none of PROPIAS: it adds numbers to students who are on record.
DE_RESPUESTA: Final = ("curp", "nss")
PROPIAS: Final = ("plantel", "codigo", "ciclo")
# Without its column, what is stored of such a datum stays as it is.
OPCIONALES: Final = (
    *("correo", "correo_alterno", "nivel", "estatus", "fecha_inscripcion", "fecha_ingreso", "nss", "fecha_alta_imss"),
    *("fecha_reporte_imss", "fecha_baja", "otra_cobertura", "fecha_renuncia"),  # what the vigencia follows from
    *("fecha_nacimiento", "sexo", "entidad"),  # compared with the CURP, never stored
)
CONOCIDAS: Final = (*OBLIGATORIAS, *OPCIONALES)

# Other names of each column. The one that comes first wins if a file has several.
ALIAS: Final = {
    "curp": ("clave unica de registro de poblacion", "clave curp"),
    "nombres": ("nombre", "nombre(s)", "nombre de pila"),
    "primer_apellido": ("apellido paterno", "paterno", "apellido 1", "apellido pat"),
    "segundo_apellido": ("apellido materno", "materno", "apellido 2", "apellido mat"),
    "plantel": (
        *("campus", "clave plantel", "clave campus", "unidad academica", "centro universitario"),
        *("escuela", "unidad", "sede", "cct"),
    ),
    "codigo": (
        *("código de estudiante", "matrícula", "número de matrícula", "número de control", "control", "clave alumno"),
        *("número de cuenta", "cuenta", "boleta", "número de boleta", "expediente", "id alumno"),
    ),
    "ciclo": ("periodo", "ciclo lectivo", "periodo lectivo", "ciclo periodo", "clave ciclo", "clave periodo"),
    "correo": (
        *("correo electrónico", "correo institucional", "correo electrónico institucional", "email", "mail"),
        *("email institucional", "mail institucional", "dirección de correo"),
    ),
    "correo_alterno": (
        *("correo alternativo", "correo personal", "correo electrónico personal", "correo electrónico alterno"),
        *("correo particular", "email personal", "mail personal", "email alterno", "correo 2", "otro correo"),
    ),
    "nivel": ("nivel educativo", "nivel académico", "nivel de estudios"),
    "estatus": ("status", "situación", "situación académica", "estatus académico"),
    "fecha_inscripcion": ("inscripción",),
    "fecha_ingreso": ("ingreso",),
    "nss": (
        *("número de seguridad social", "nss imss", "imss", "número imss", "imss nss", "número nss", "nss 11 dígitos"),
        *("número de seguro social", "seguro social", "número de afiliación", "afiliación imss", "seguridad social"),
    ),
    "fecha_reporte_imss": ("fecha reporte", "reporte imss"),
    "fecha_alta_imss": ("alta imss", "fecha alta"),
    "fecha_baja": ("baja",),
    "otra_cobertura": ("otro seguro", "otro servicio médico", "otro seguro médico"),
    "fecha_renuncia": ("renuncia",),
    "fecha_nacimiento": ("nacimiento",),
    "sexo": ("género", "sexo hm", "sexo fm", "sexo mf", "sexo mh"),
    "entidad": (
        *("entidad de nacimiento", "entidad federativa de nacimiento", "estado de nacimiento", "lugar de nacimiento"),
        *("entidad federativa",),
    ),
}
_ABREVIATURAS: Final = {
    "no": "numero",
    "num": "numero",
    "nro": "numero",
    "nº": "numero",
    "n°": "numero",
    "ap": "apellido",
    "a": "apellido",
    "apell": "apellido",
    "1er": "primer",
    "2do": "segundo",
    "2o": "segundo",
    "pat": "paterno",
    "mat": "materno",
    "fec": "fecha",
    "f": "fecha",
    "fch": "fecha",
    "nac": "nacimiento",
    "elect": "electronico",
    "inst": "institucional",
    "ent": "entidad",
    "cve": "clave",
    "fed": "federativa",
}
_SIN_PESO: Final = frozenset(
    {"de", "del", "la", "el", "los", "las", "al", "y", "s", "e", "alumno", "estudiante", "escolar"}
)
_PARENTESIS: Final = re.compile(r"\([^)]*\)")
_SEPARADORES: Final = re.compile(r"[^\w°]+|_+")


@lru_cache(maxsize=16_384)  # a roster repeats its headers, statuses and surnames
def simplify(text: str) -> str:
    """Return a name as it is compared: «Código » and «codigo», «Baja temporal» and «baja_temporal» are the same."""
    letters = unicodedata.normalize("NFD", text.strip().lower()[:60])
    plain = "".join(char for char in letters if unicodedata.category(char) != "Mn")
    return "_".join(plain.split())


def resolve(encabezado: Sequence[str]) -> list[str]:
    """Return our name for each column of the header, or "" for a column that rosters do not need.

    A name that stands twice in the header stands twice in the result too: the caller refuses it.
    """
    nombres = ["" if simplify(cell) not in CONOCIDAS else simplify(cell) for cell in encabezado]
    claves = [_make_clave(cell) for cell in encabezado]
    for columna, otras in _CLAVES.items():
        if columna not in nombres:
            _take_first(nombres, claves, columna, otras)
    return nombres


def _take_first(nombres: list[str], claves: list[str], columna: str, otras: Sequence[str]) -> None:
    """Give the column to all cells with the first of its other names that the header has."""
    for otra in otras:
        lugares = [n for n, clave in enumerate(claves) if clave == otra and not nombres[n]]
        for lugar in lugares:
            nombres[lugar] = columna
        if lugares:
            return


def _make_clave(cell: str) -> str:
    """Return a header without what differs from school to school: case, accents, signs, abbreviations, articles."""
    text = _PARENTESIS.sub("", simplify(cell).replace("(s)", "").replace("_", " "))
    palabras = [_ABREVIATURAS.get(word, word) for word in _join_siglas(_SEPARADORES.sub(" ", text).split())]
    return " ".join([word for word in palabras if word not in _SIN_PESO] or palabras)


def _join_siglas(palabras: list[str]) -> list[str]:
    """Join «n s s», which was «N.S.S.»; one letter alone stays."""
    if len(palabras) > 2 and all(len(word) == 1 for word in palabras):
        return ["".join(palabras)]
    return palabras


_CLAVES: Final = {
    columna: tuple(dict.fromkeys(map(_make_clave, (columna, *otras)))) for columna, otras in ALIAS.items()
}
# A second column of e-mail addresses is the alternate one, whatever its name is.
_CLAVES["correo_alterno"] += _CLAVES["correo"]
