"""The roster of the demonstration: always the same people, the named ones first.

Source: docs/reglas.md, «Invented people»: position 17 of a CURP is one that is not issued.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from imss_portal.demostracion.nombres import APELLIDOS, HOMBRES, MUJERES
from imss_portal.demostracion.personas import GUADALAJARA, MONTERREY, OAXACA, PERSONAS, Persona
from padron.asegurados.importacion import Fila
from padron.identificadores import curp, nss

SEMILLA: Final = 32  # the «modalidad» of the students' insurance
PRIMER_NACIMIENTO: Final = dt.date(1998, 1, 1)
DIAS_DE_NACIMIENTO: Final = 12 * 365
# Invented: series that no office is known to use, nor any of the named people.
SERIES: Final = ("62", "64", "73", "85")
PLANTELES: Final = (GUADALAJARA, OAXACA, MONTERREY)
ESTATUS: Final = ("activo",) * 16 + ("licencia", "baja_temporal", "baja_definitiva", "egresado")
DOMINIOS: Final = ("alumnos.universidad.example", "alumnos.universidad.example", "example.com", "example.org")
MAYORIA: Final = 18


@dataclass(frozen=True, slots=True)
class Calendario:
    """The school cycle around the day on which the demonstration was first loaded."""

    referencia: dt.date

    @property
    def ciclo(self) -> str:
        """Return «2026-B»: the half of the year."""
        return f"{self.referencia.year}-{'A' if self.referencia.month < 7 else 'B'}"

    def before(self, dias: int) -> str:
        """Return the date so many days before, as the roster writes it."""
        return (self.referencia - dt.timedelta(days=dias)).isoformat()


def generate_filas(*, total: int, referencia: dt.date) -> Iterator[Fila]:
    """Yield the rows of a roster of `total` students, as `importar_padron` reads them from a file."""
    calendario = Calendario(referencia)
    named = [_make_fila(persona, calendario) for persona in PERSONAS if persona.plantel]
    invented = _invent(calendario, {persona.curp for persona in PERSONAS})
    for indice in range(total):
        valores = named[indice] if indice < len(named) else next(invented)
        yield Fila(indice + 2, valores)


def _make_fila(persona: Persona, calendario: Calendario) -> dict[str, str]:
    return {
        "curp": persona.curp,
        "nombres": persona.nombres,
        "primer_apellido": persona.primer_apellido,
        "segundo_apellido": persona.segundo_apellido,
        "plantel": persona.plantel,
        "codigo": persona.codigo,
        "correo": persona.correo if persona.correo_padron is None else persona.correo_padron,
        "correo_alterno": persona.correo_alterno,
        "nivel": persona.nivel,
        "ciclo": calendario.ciclo,
        "estatus": "activo",
        "fecha_inscripcion": calendario.before(100),
        "fecha_ingreso": calendario.before(95),
        "nss": persona.nss if persona.nss_padron is None else persona.nss_padron,
        "fecha_alta_imss": calendario.before(80) if persona.nss else "",
    }


def _invent(calendario: Calendario, usadas: set[str]) -> Iterator[dict[str, str]]:
    """Yield one student after the other, without end and without a CURP twice."""
    azar = random.Random(SEMILLA)  # noqa: S311  # not for secrets: the same people every time
    numero = 100
    while True:
        fila = _invent_alumno(azar, numero, calendario)
        if fila["curp"] not in usadas:
            usadas.add(fila["curp"])
            numero += 1
            yield fila


def _invent_alumno(azar: random.Random, numero: int, calendario: Calendario) -> dict[str, str]:
    sexo = azar.choice("HM")
    nacimiento = PRIMER_NACIMIENTO + dt.timedelta(days=azar.randrange(DIAS_DE_NACIMIENTO))
    persona = {
        "nombres": azar.choice(HOMBRES if sexo == "H" else MUJERES),
        "primer_apellido": azar.choice(APELLIDOS),
        "segundo_apellido": azar.choice(APELLIDOS) if azar.random() < 0.97 else "",
    }
    clave = _make_curp(persona, nacimiento, sexo, azar.choice(list(curp.ENTIDADES)))
    if azar.random() < 0.02:  # what a roster gets wrong most often
        persona["primer_apellido"], persona["segundo_apellido"] = persona["segundo_apellido"] or "X", "Equis"
    plantel = azar.choice(PLANTELES)
    is_menor = nacimiento.year + MAYORIA > calendario.referencia.year
    return {
        "curp": clave,
        **persona,
        "plantel": plantel,
        "codigo": f"{plantel}{numero:07}",
        **_invent_correos(azar, numero, persona),
        "nivel": "preparatoria" if is_menor else azar.choice(("licenciatura", "licenciatura", "técnico superior")),
        "ciclo": calendario.ciclo,
        "estatus": azar.choice(ESTATUS),
        **_invent_fechas(azar, numero, calendario, nacimiento),
    }


def _make_curp(persona: dict[str, str], nacimiento: dt.date, sexo: str, entidad: str) -> str:
    first16 = curp.from_nombre(**persona, fecha_nacimiento=nacimiento, sexo=sexo, entidad=entidad)
    first17 = first16 + ("9" if nacimiento.year < 2000 else "Z")
    return first17 + curp.check_digit(first17)


def _invent_correos(azar: random.Random, numero: int, persona: dict[str, str]) -> dict[str, str]:
    usuario = f"{persona['nombres'].split()[-1]}.{numero}".lower().translate(_SIN_ACENTO)
    correo = f"{usuario}@{azar.choice(DOMINIOS)}" if azar.random() < 0.94 else ""
    return {"correo": correo, "correo_alterno": f"{usuario}@example.net" if correo and azar.random() < 0.2 else ""}


def _invent_fechas(azar: random.Random, numero: int, calendario: Calendario, nacimiento: dt.date) -> dict[str, str]:
    ingreso = azar.randrange(5, 120)
    has_nss = azar.random() < 0.55
    return {
        "fecha_inscripcion": calendario.before(ingreso + 7),
        "fecha_ingreso": calendario.before(ingreso),
        "nss": _make_nss(numero, nacimiento) if has_nss else "",
        "fecha_alta_imss": calendario.before(max(ingreso - 14, 1)) if has_nss and azar.random() < 0.8 else "",
    }


def _make_nss(numero: int, nacimiento: dt.date) -> str:
    """Return a number that no other student of the demonstration has, registered before this year."""
    bloque, resto = divmod(numero, nss.CONSECUTIVO_MAXIMO)
    registro = 2025 - bloque // len(SERIES)
    return nss.make(
        serie=SERIES[bloque % len(SERIES)],
        anio_registro=registro,
        anio_nacimiento=nacimiento.year,
        consecutivo=resto + 1,
    )


_SIN_ACENTO: Final = str.maketrans("áéíóúüñ.", "aeiouun.")
