"""The roster of the demonstration: always the same people, the named ones first.

Source: docs/reglas.md, «Invented people»: position 17 of a CURP is one that is not issued.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from imss_portal.demostracion.nombres import APELLIDOS, HOMBRES, MUJERES
from imss_portal.demostracion.persona import GUADALAJARA, MONTERREY, OAXACA, Persona
from imss_portal.demostracion.personas import PERSONAS
from padron.asegurados.importacion import Fila
from padron.asegurados.vigencia.rules import CONSERVAN
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
    """The school cycle around the day on which the demonstration was first loaded, and today."""

    referencia: dt.date
    hoy: dt.date

    @property
    def ciclo(self) -> str:
        """Return «2026-B»: the half of the year."""
        return f"{self.referencia.year}-{'A' if self.referencia.month < 7 else 'B'}"

    def before(self, dias: int) -> str:
        """Return the date so many days before the first load, as the roster writes it."""
        return _write_before(self.referencia, dias)

    def before_hoy(self, dias: int) -> str:
        """Return the date so many days before today."""
        return _write_before(self.hoy, dias)


def _write_before(fecha: dt.date, dias: int) -> str:
    return (fecha - dt.timedelta(days=dias)).isoformat()


def generate_filas(*, total: int, referencia: dt.date, hoy: dt.date | None = None) -> Iterator[Fila]:
    """Yield the rows of a roster of `total` students, as `importar_padron` reads them from a file.

    `hoy` moves only those who must always have entered lately; without it, it is the day of the first load.
    """
    calendario = Calendario(referencia, hoy or referencia)
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
        "nss": persona.nss if persona.nss_padron is None else persona.nss_padron,
        **_make_cobertura(persona, calendario),
    }


def _make_cobertura(persona: Persona, calendario: Calendario) -> dict[str, str]:
    """Return what the vigencia of a named person follows from."""
    entro_hace = persona.entro_hace
    is_aceptada = bool(persona.nss) and persona.is_aceptada
    return {
        "estatus": persona.estatus,
        "fecha_inscripcion": calendario.before(100) if entro_hace is None else calendario.before_hoy(entro_hace + 5),
        "fecha_ingreso": calendario.before(95) if entro_hace is None else calendario.before_hoy(entro_hace),
        "fecha_reporte_imss": calendario.before(90) if is_aceptada else "",
        "fecha_alta_imss": calendario.before(80) if is_aceptada else "",
        "fecha_baja": "" if persona.estatus in CONSERVAN else calendario.before(20),
        "otra_cobertura": persona.otra_cobertura,
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
    fila = {
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
    return fila | _invent_cobertura(numero, calendario, fila)


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


def _invent_cobertura(numero: int, calendario: Calendario, fila: dict[str, str]) -> dict[str, str]:
    """Return report, baja and other cover; by chances of their own, so that the people stay who they were."""
    azar = random.Random(f"{SEMILLA}-{numero}")  # noqa: S311
    ingreso = dt.date.fromisoformat(fila["fecha_ingreso"])
    reporte = ingreso + dt.timedelta(days=4)
    baja = min(ingreso + dt.timedelta(days=azar.randrange(20, 60)), calendario.referencia)
    is_reportada = bool(fila["fecha_alta_imss"]) or (bool(fila["nss"]) and azar.random() < 0.5)
    return {
        "fecha_reporte_imss": reporte.isoformat() if is_reportada else "",
        "fecha_baja": "" if fila["estatus"] in CONSERVAN else baja.isoformat(),
        "otra_cobertura": azar.choice(("ISSSTE", "IMSS por trabajo", "Pemex")) if azar.random() < 0.04 else "",
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
