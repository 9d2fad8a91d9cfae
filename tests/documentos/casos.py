"""The documents that the tests print, and what each says, in the order in which it is read aloud."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from documentos.contexts import Contexto, DatosNSS, DatosTarjeta
from tests.documentos.fabricas import LARGOS, make_datos, make_row

CORTOS = make_datos(demostracion=False, nombres="Xi", primer_apellido="Ñu", segundo_apellido="", sexo="H")
SESENTA = make_datos(
    nombres="María Guadalupe de los Ángeles",
    primer_apellido="Hernández",
    segundo_apellido="Villavicencio-Zúñiga",
    demostracion=False,
)
# As long as the columns and the roster allow: 160 characters of institution, 121 of name.
LARGUISIMOS = dataclasses.replace(
    LARGOS, institucion=f"{LARGOS.institucion}, Unidad de Posgrado e Investigación {'W' * 20}"
)
CASOS: dict[str, Contexto] = {
    "nss": make_datos(),
    "nss-largo": LARGOS,
    "nss-oficial": CORTOS,
    "tarjeta": DatosTarjeta.from_contexto(make_datos()),
    "tarjeta-larga": DatosTarjeta.from_contexto(LARGUISIMOS),
    "tarjeta-sesenta": DatosTarjeta.from_contexto(SESENTA),
    "tarjeta-oficial": DatosTarjeta.from_contexto(CORTOS),
}
TARJETAS = [caso for caso in CASOS if caso.startswith("tarjeta")]
DIRECCION = "https://ruta.example/verificar/Zx4-qH9_tLw2rVb7NcKm1A/"
OTROS = {"demostracion": False, "sexo": "X", "situacion": "localizado", "fecha_nacimiento": dt.date(2005, 5, 6)}


@dataclass(frozen=True)
class Etiquetas:
    """How many of each a document has, for who cannot see it."""

    tablas: int
    encabezados: int  # of rows and columns; three head columns
    renglones_de_lista: int = 0


ETIQUETAS = {"nss": Etiquetas(tablas=3, encabezados=15), "tarjeta": Etiquetas(2, 7, renglones_de_lista=3)}


def get_lectura(datos: Contexto) -> list[str]:
    """What is read aloud, first to last."""
    demostracion = ["DEMOSTRACIÓN · SIN VALIDEZ OFICIAL"] if datos.demostracion else []
    return [
        *("Sitio no oficial.", "No pertenece al IMSS ni al Gobierno de México.", datos.institucion, datos.plantel),
        *demostracion,
        *(datos.titulo, "Folio", "RE-7K3M-92QX", "20 de noviembre de 2026, 10:42 h", "IMSS-02-008"),
        *(_read_nss(datos) if isinstance(datos, DatosNSS) else _read_tarjeta(datos, demostracion)),
        "No es un documento oficial del IMSS.",
    ]


def _read_nss(datos: DatosNSS) -> list[str]:
    documento = make_row(datos)
    return [
        *(f"NSS {datos.situacion}", "92 05 05 1234 7", "CURP", datos.curp),
        *("Nombre(s)", datos.nombres, "Primer apellido", datos.primer_apellido, "Segundo apellido"),
        *(datos.segundo_apellido or "Sin segundo apellido", "Fecha de nacimiento", "5 de mayo de 2005"),
        *("Sexo", datos.sexo_impreso, "Entidad de nacimiento", "Jalisco", "Plantel", datos.plantel),
        *("Cadena original", documento.cadena, "Sello digital", documento.sello, "Número de serie"),
        *("Secuencia", "1042", DIRECCION),
    ]


def _read_tarjeta(datos: Contexto, demostracion: list[str]) -> list[str]:
    documento = make_row(datos)
    return [
        *(datos.institucion, *demostracion, "Tu Número de Seguridad Social es", "92 05 05 1234 7"),
        *("asociado a la CURP", datos.curp, datos.nombre_completo, DIRECCION, "Sitio no oficial."),
        *("No pertenece al IMSS ni al Gobierno de México.", "Recorta por la línea", "Guárdala en tu cartera."),
        *("Folio", documento.folio, "Secuencia", "1042", "Número de serie", documento.certificado_id),
        *("Sello digital", f"…{documento.sello[-16:]}"),
    ]
