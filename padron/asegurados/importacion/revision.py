"""From a row to a student, or to the reasons why it cannot be one. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.celdas import (
    read_cobertura,
    read_codigo,
    read_correos,
    read_entidad,
    read_estatus,
    read_fecha,
    read_nacimiento,
    read_nss,
)
from padron.asegurados.importacion.nombres import COLUMNAS, settle_nombre, take_persona
from padron.asegurados.importacion.notas import AVISO, RECHAZADA, REPARADA, Notas
from padron.asegurados.importacion.perfil.sexo import read_sexo
from padron.asegurados.importacion.perfil.veredicto import Veredicto
from padron.asegurados.rules import Persona
from padron.identificadores import curp as curp_rules
from padron.identificadores.curp import DatosCurp
from padron.identificadores.errors import InvalidIdentificador
from plataforma.archivos.delimitados import ILEGIBLE
from plataforma.archivos.lectura import cite

MOTIVOS_CURP: Final = {
    "vacio": "falta la CURP",
    "largo": "la CURP no tiene 18 caracteres",
    "formato": "la CURP tiene un carácter que ahí no puede ir",
    "entidad": "la CURP tiene una entidad que no existe",
    "fecha": "la CURP tiene una fecha que no existe",
    "futura": "la CURP tiene una fecha de nacimiento futura",
    "digito": "el último dígito de la CURP no corresponde al resto",
}
_FECHAS_IMSS: Final = ("fecha_reporte_imss", "fecha_alta_imss", "fecha_renuncia")
_FECHAS_DE_INSCRIPCION: Final = ("fecha_inscripcion", "fecha_ingreso", *_FECHAS_IMSS, "fecha_baja")
# An empty cell does not take these away: the first has a default, the others may not come from a roster at all.
_NO_SE_BORRAN: Final = ("fecha_inscripcion", *_FECHAS_IMSS)
# As long as the columns of the models; a test compares.
LARGOS: Final = {
    "nombres": 100,
    "primer_apellido": 100,
    "segundo_apellido": 100,
    "ciclo": 20,
    "codigo": 30,
    "nivel": 60,
    "otra_cobertura": 120,
}


@dataclass(frozen=True, slots=True)
class Alumno:
    """A row that is a student: what it says, and nothing that it does not say."""

    linea: int
    curp: str
    datos: DatosCurp
    persona: Persona
    plantel_id: int
    ciclo: str
    inscripcion: dict[str, Any]
    has_nss: bool  # whether the file has the column: an empty cell is not the same as none
    nss: str | None
    respaldo: dt.date | None = None  # day of a new enrolment whose own day is unreadable
    is_sin_dia: bool = False  # its own day is unreadable, and nothing replaces it


@dataclass(slots=True)
class Revision:
    """What the check of one row found, and the student if no note refuses the row."""

    fila: Fila
    notas: Notas
    alumno: Alumno | None = None

    @property
    def motivos(self) -> list[str]:
        """Return the reasons why the row is refused."""
        return self.notas.list_textos(RECHAZADA)

    @property
    def avisos(self) -> list[str]:
        """Return what is doubtful in the row."""
        return self.notas.list_textos(AVISO)

    @property
    def reparos(self) -> list[str]:
        """Return what was repaired in the row."""
        return self.notas.list_textos(REPARADA)


def check_fila(
    fila: Fila,
    *,
    planteles: Mapping[str, int],
    hoy: dt.date,
    veredicto: Veredicto | None = None,
    guardada: Persona | None = None,
) -> Revision:
    """Return the student of the row, or every reason why it is refused. `guardada` is the name on record."""
    revision = Revision(fila, Notas(fila.linea))
    if fila.error:
        revision.notas.refuse(fila.error)
        return revision
    return _Lector(revision, planteles, hoy, veredicto or Veredicto()).read(guardada)


class _Lector:
    """Reads one row."""

    def __init__(self, revision: Revision, planteles: Mapping[str, int], hoy: dt.date, veredicto: Veredicto) -> None:
        self.revision, self.notas, self.planteles = revision, revision.notas, planteles
        self.hoy, self.veredicto = hoy, veredicto
        self.valores = dict(revision.fila.valores)

    def read(self, guardada: Persona | None) -> Revision:
        fila, notas = self.revision.fila, self.notas
        for columna, dice in fila.reparadas:
            notas.repair("las letras venían en otra codificación", columna, dice, self.valores[columna])
        curp = check_curp(self.valores["curp"], self.hoy, notas)
        self._settle_nombre(curp, guardada)
        self._settle_ciclo()
        self._check_textos()
        plantel_id = self.planteles.get(self.valores["plantel"].upper())
        if plantel_id is None:
            notas.refuse(f"no existe el plantel «{cite(self.valores['plantel'])}»", "plantel", self.valores["plantel"])
        if motivo := self.veredicto.ajenas.get(fila.linea):
            notas.refuse(motivo, "curp", self.valores["curp"])
        inscripcion = self._read_inscripcion()
        respaldo = self._find_respaldo(inscripcion)
        self._tell_compartido(inscripcion)
        if curp and plantel_id and not notas.is_rechazada:
            self.revision.alumno = self._make_alumno(curp, plantel_id, inscripcion, respaldo)
        return self.revision

    def _make_alumno(self, curp: str, plantel_id: int, inscripcion: dict[str, Any], respaldo: dt.date | None) -> Alumno:
        datos = curp_rules.decode(curp)
        return Alumno(
            linea=self.revision.fila.linea,
            curp=curp,
            datos=datos,
            persona=self._read_persona(datos),
            plantel_id=plantel_id,
            ciclo=self.valores["ciclo"],
            inscripcion=inscripcion,
            has_nss="nss" in self.valores,
            nss=read_nss(self.valores.get("nss", ""), datos, self.notas),
            respaldo=respaldo,
            is_sin_dia=bool(self.valores.get("fecha_inscripcion"))
            and not (respaldo or "fecha_inscripcion" in inscripcion),
        )

    def _settle_nombre(self, curp: str | None, guardada: Persona | None) -> None:
        """Write the repaired name among the cells."""
        valores = self.valores
        if curp is None:
            for name in ("nombres", "primer_apellido"):
                if not valores[name]:
                    self.notas.refuse(f"falta {name}", name)
            return
        persona = take_persona(valores)
        persona = settle_nombre(curp, persona, palabras=self.veredicto.palabras, guardada=guardada, notas=self.notas)
        valores |= {name: getattr(persona, name) for name in COLUMNAS}

    def _settle_ciclo(self) -> None:
        """Write the spelling of the cycle that is stored among the cells."""
        dice = self.valores["ciclo"]
        ciclo = self.valores["ciclo"] = self.veredicto.ciclos.get(dice, dice)
        if not dice:
            self.notas.refuse("falta ciclo", "ciclo")
        elif ciclo != dice:
            self.notas.repair("es otra forma de escribir el mismo ciclo", "ciclo", dice, ciclo)
        if comun := self.veredicto.ciclos_dudosos.get(ciclo):
            self.notas.warn(
                f"es un ciclo nuevo; si es «{cite(comun)}», corrígelo y carga la fila otra vez", "ciclo", dice
            )

    def _check_textos(self) -> None:
        for name, largo in LARGOS.items():
            text = self.valores.get(name, "")
            if len(text) > largo:
                self.notas.refuse(f"{name} pasa de {largo} caracteres", name, text)
            if (ILEGIBLE in text and name not in COLUMNAS) or not text.isprintable():
                self.notas.refuse(f"{name} tiene un carácter que no se puede leer", name, text)
            if "|" in text:  # it parts the fields of a cadena original: no document could be sealed
                self.notas.refuse(f"{name} tiene una barra vertical (|)", name, text)

    def _read_persona(self, datos: DatosCurp) -> Persona:
        valores = self.valores
        sexo = read_sexo(texto, self.veredicto.sexo_m) if (texto := valores.get("sexo", "")) else None
        if texto and sexo is None and texto.upper() != "M":  # of an ambiguous M the note on the column tells
            self.notas.warn("no es un sexo (H, M, F, X, hombre, mujer…); no se compara", "sexo", texto)
        orden, nacimiento = self.veredicto.orden, valores.get("fecha_nacimiento", "")
        return Persona(
            nombres=valores["nombres"],
            primer_apellido=valores["primer_apellido"],
            segundo_apellido=valores["segundo_apellido"],
            fecha_nacimiento=read_nacimiento(nacimiento, datos, orden=orden, notas=self.notas),
            sexo=sexo,
            entidad=read_entidad(valores.get("entidad", ""), self.notas),
        )

    def _read_inscripcion(self) -> dict[str, Any]:
        """Return the fields of the enrolment that the row decides. An unreadable date changes nothing on record."""
        valores, notas = self.valores, self.notas
        fields: dict[str, Any] = {"codigo": read_codigo(valores["codigo"], notas)}
        if "nivel" in valores:
            fields["nivel"] = valores["nivel"]
        if "otra_cobertura" in valores:
            fields["otra_cobertura"] = read_cobertura(valores["otra_cobertura"])
        fields |= read_correos(valores, self.veredicto.dominios, notas)
        if valores.get("estatus"):
            fields["estatus"] = read_estatus(valores["estatus"])
            if fields["estatus"] is None:
                notas.refuse(f"no existe el estatus «{cite(valores['estatus'])}»", "estatus", valores["estatus"])
        for name in _FECHAS_DE_INSCRIPCION:
            texto = valores.get(name, "")
            fecha = read_fecha(name, texto, orden=self.veredicto.orden, hoy=self.hoy, notas=notas)
            if fecha or (name in valores and not texto and name not in _NO_SE_BORRAN):
                fields[name] = fecha
        return fields

    def _find_respaldo(self, inscripcion: Mapping[str, Any]) -> dt.date | None:
        """Return the day of a new enrolment whose own day is unreadable: never the day of the load."""
        if "fecha_inscripcion" in inscripcion or not self.valores.get("fecha_inscripcion"):
            return None
        usual = self.veredicto.inscripciones.get((self.valores["plantel"].upper(), self.valores["ciclo"]))
        respaldo = inscripcion.get("fecha_ingreso") or usual
        texto = self.valores["fecha_inscripcion"]
        if respaldo:
            origen = "su fecha_ingreso" if inscripcion.get("fecha_ingreso") else "la más usual de su plantel y ciclo"
            self.notas.warn(
                f"si la inscripción es nueva se guarda {origen}; corrígela", "fecha_inscripcion", texto, str(respaldo)
            )
        return respaldo

    def _tell_compartido(self, inscripcion: Mapping[str, Any]) -> None:
        if lineas := self.veredicto.compartidos.get(self.revision.fila.linea):
            correo = inscripcion.get("correo") or inscripcion.get("correo_alterno") or ""
            self.notas.warn(describe_compartido(f"está también en la línea {cite_lineas(lineas)}"), "correo", correo)


def check_curp(text: str, hoy: dt.date, notas: Notas) -> str | None:
    """Return the CURP, or None with a note that refuses the row."""
    try:
        return curp_rules.validate(text, hoy=hoy)
    except InvalidIdentificador as error:
        notas.refuse(MOTIVOS_CURP[error.code], "curp", text)
        return None


def describe_compartido(donde: str) -> str:
    """Return the note on a mailbox of two students. `donde` says where else the mailbox is."""
    return f"{donde}: con él se abren los datos de ambos. Corrige el que no sea suyo; si son hermanos, sube su límite"


def cite_lineas(lineas: Any) -> str:
    """Return the first lines, and how many more there are."""
    primeras = ", ".join(map(str, list(lineas)[:3]))
    return primeras + (f" y {len(lineas) - 3} más" if len(lineas) > 3 else "")
