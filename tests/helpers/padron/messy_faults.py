"""The faults that schools really make in rosters, planted in rows of invented students.

Each planted row says what is true, which note the load must write, and in which column.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from tests.helpers.padron.messy_students import Datos, Messy, Renglon


def clean(verdad: Datos) -> Renglon:
    return Renglon(verdad, dict(verdad))


def _plant(verdad: Datos, falla: str, tipo: str, columna: str, **cambios: str) -> Renglon:
    return Renglon(verdad, verdad | cambios, falla, tipo, columna)


def _name(correo: str) -> str:
    return correo.partition("@")[0]


def plant_correos(messy: Messy) -> Iterator[Renglon]:
    errores: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("gmial.com", lambda name: f"{name}@gmial.com"),
        ("gmail.con", lambda name: f"{name}@gmail.con"),
        ("sin arroba", lambda name: f"{name}x{'gmail.com'}"),
        ("espacios", lambda name: f" {name} @gmail. com"),
        ("punto final", lambda name: f"{name}@gmail.com."),
        ("mailto", lambda name: f"mailto:{name}@gmail.com"),
        ("coma", lambda name: f"{name}@gmail,com"),
        ("entre ángulos", lambda name: f"Alumna <{name}@gmail.com>"),
    )
    for falla, write in errores:
        datos = messy.make_estudiante()
        name = _name(datos["correo"])
        verdad = datos | {"correo": f"{name}{'x' if falla == 'sin arroba' else ''}@gmail.com"}
        yield _plant(verdad, f"correo: {falla}", "reparada", "correo", correo=write(name))


def plant_correos_perdidos(messy: Messy) -> Iterator[Renglon]:
    for falla, write in (("otra tecla", "{}2gmail.com"), ("sin dominio", "{}@"), ("acento", "ángel{}@gmail.com")):
        datos = messy.make_estudiante()
        malo = write.format(_name(datos["correo"]))
        yield _plant(datos | {"correo": ""}, f"correo: {falla}", "aviso", "correo", correo=malo)
    datos = messy.make_estudiante()
    dudoso = f"{_name(datos['correo'])}@lice.com.mx"
    yield _plant(datos | {"correo": dudoso}, "correo: dominio dudoso", "aviso", "correo", correo=dudoso)


def plant_buzon(messy: Messy) -> Iterator[Renglon]:
    correo = f"mama{messy.numero}@gmail.com"
    for escrito in (correo, correo.upper()):
        yield _plant(messy.make_estudiante() | {"correo": correo}, "buzón de dos", "aviso", "correo", correo=escrito)


def plant_nss(messy: Messy) -> Iterator[Renglon]:
    for falla in ("cero perdido", ".0", "apóstrofo", "científica", "letra O", "miles"):
        datos = messy.make_estudiante(nss="sí")
        while (falla == "cero perdido") != datos["nss"].startswith("0"):
            datos = messy.make_estudiante(nss="sí")
        numero = datos["nss"]
        malo = {
            "cero perdido": numero[1:],
            ".0": f"{numero}.0",
            "apóstrofo": f"'{numero}",
            "científica": f"{numero[0]}.{numero[1:]}E+10",
            "letra O": numero.replace("0", "O"),
            "miles": f"{int(numero):,}",
        }[falla]
        yield _plant(datos, f"nss: {falla}", "reparada", "nss", nss=malo)


def plant_nss_perdido(messy: Messy) -> Iterator[Renglon]:
    datos = messy.make_estudiante(nss="sí")
    yield _plant(datos, "nss: cifras perdidas", "falla", "nss", nss=f"{datos['nss'][0]}.{datos['nss'][1:6]}E+10")
    datos = messy.make_estudiante(nss="sí")
    otro = datos["nss"][:-1] + str((int(datos["nss"][-1]) + 1) % 10)
    yield _plant(datos, "nss: dígito", "falla", "nss", nss=otro)


def plant_nss_de_dos(messy: Messy) -> Iterator[Renglon]:
    uno, otro = messy.make_estudiante(nss="sí"), messy.make_estudiante(nss="sí")
    yield _plant(uno, "nss de dos", "falla", "nss")
    yield _plant(otro, "nss de dos", "falla", "nss", nss=uno["nss"])


def plant_fechas(messy: Messy) -> Iterator[Renglon]:
    for falla in ("serie", "dos cifras", "mes antes"):
        datos = messy.make_estudiante()
        fecha = dt.datetime.strptime(datos["fecha_ingreso"], "%d/%m/%Y").date()  # noqa: DTZ007
        malo = {
            "serie": str((fecha - dt.date(1899, 12, 30)).days),
            "dos cifras": f"{fecha:%d/%m/%y}",
            "mes antes": f"{fecha:%m/%d/%Y}",
        }[falla]
        yield _plant(datos, f"fecha: {falla}", "reparada", "fecha_ingreso", fecha_ingreso=malo)
    datos = messy.make_estudiante()
    malo = f"{datos['fecha_nacimiento'][3:5]}/{datos['fecha_nacimiento'][:2]}/{datos['fecha_nacimiento'][6:]}"
    if datos["fecha_nacimiento"][:2] != datos["fecha_nacimiento"][3:5]:
        yield _plant(datos, "nacimiento: mes antes", "reparada", "fecha_nacimiento", fecha_nacimiento=malo)


def plant_fechas_perdidas(messy: Messy) -> Iterator[Renglon]:
    for malo in ("pendiente", "31/02/2026", "05-08-10"):
        datos = messy.make_estudiante()
        verdad = datos | {"fecha_inscripcion": datos["fecha_ingreso"]}  # never the day of the load
        yield _plant(verdad, f"fecha: {malo}", "aviso", "fecha_inscripcion", fecha_inscripcion=malo)
    datos = messy.make_estudiante()
    dia = str((int(datos["fecha_nacimiento"][:2]) + 4) % 28 + 1).zfill(2)
    otra = f"{dia}{datos['fecha_nacimiento'][2:]}"
    yield _plant(datos, "nacimiento: otro día", "falla", "curp", fecha_nacimiento=otra)


def plant_ciclos(messy: Messy) -> Iterator[Renglon]:
    for ciclo in ("2026B", "2026 b", "26-B", "2026/B", "CICLO 2026-B", "B2026", "2O26-B", "2026–B"):
        yield _plant(messy.make_estudiante(), f"ciclo: {ciclo}", "reparada", "ciclo", ciclo=ciclo)


def plant_ciclo_raro(messy: Messy) -> Iterator[Renglon]:
    for _ in range(3):
        datos = messy.make_estudiante() | {"ciclo": "2026-2"}
        yield _plant(datos, "ciclo raro", "aviso", "ciclo")


def plant_letras(messy: Messy) -> Iterator[Renglon]:
    for apellido in ("Castañeda", "MUÑOZ", "García"):
        datos = messy.make_estudiante(primer_apellido=apellido)
        malo = apellido.encode().decode("cp1252")
        yield _plant(datos, "letras: mojibake", "reparada", "primer_apellido", primer_apellido=malo)
    datos = messy.make_estudiante(primer_apellido="MUÑOZ")
    yield _plant(datos, "letras: MS-DOS", "reparada", "primer_apellido", primer_apellido="MU¥OZ")
    for apellido, malo in (("Castañeda", "Casta?eda"), ("MUÑOZ", "MU\ufffdOZ"), ("Peña", "Pe\ufffda")):
        datos = messy.make_estudiante(primer_apellido=apellido)
        yield _plant(datos, "letras: perdida", "reparada", "primer_apellido", primer_apellido=malo)


def plant_letras_perdidas(messy: Messy) -> Iterator[Renglon]:
    datos = messy.make_estudiante(primer_apellido="Ibargüengoitia")
    malo = "Ibarg\ufffdengoitia"
    yield _plant(datos, "letras: sin prueba", "rechazada", "primer_apellido", primer_apellido=malo)


def plant_rellenos(messy: Messy) -> Iterator[Renglon]:
    for relleno in ("X", ".", "-", "N/A", "SIN APELLIDO", "null", "XXX"):
        datos = messy.make_estudiante(segundo_apellido="")
        yield _plant(datos, f"relleno: {relleno}", "reparada", "segundo_apellido", segundo_apellido=relleno)
        datos = messy.make_estudiante(segundo_apellido="Zúñiga")
        falla = f"relleno con apellido: {relleno}"
        yield _plant(datos | {"segundo_apellido": ""}, falla, "aviso", "segundo_apellido", segundo_apellido=relleno)
    datos = messy.make_estudiante(primer_apellido="Perea", segundo_apellido="")
    yield _plant(
        datos,
        "apellido en la otra columna",
        "reparada",
        "primer_apellido",
        primer_apellido=".",
        segundo_apellido="Perea",
    )


def plant_personas(messy: Messy) -> Iterator[Renglon]:
    dueno = messy.make_estudiante(nombres="Ulises", sexo="H", primer_apellido="Robledo", segundo_apellido="Peña")
    otra = messy.make_estudiante(nombres="Begoña", sexo="M", primer_apellido="Cano", segundo_apellido="López")
    yield clean(dueno)
    yield _plant(otra, "CURP de otra persona", "rechazada", "curp", curp=dueno["curp"])
    uno = messy.make_estudiante(nombres="Juan Carlos", sexo="H", primer_apellido="Robledo", segundo_apellido="Cano")
    yield _plant(uno, "gemelos", "rechazada", "curp")
    yield _plant(uno | {"nombres": "Juan Pablo"}, "gemelos", "rechazada", "curp", codigo=f"G{messy.numero}")


def plant_otras(messy: Messy) -> Iterator[Renglon]:
    datos = messy.make_estudiante(sexo="H")
    yield _plant(datos, "otro sexo", "falla", "curp", sexo="M")
    datos = messy.make_estudiante()
    otro = datos["curp"][:-1] + str((int(datos["curp"][-1]) + 1) % 10)
    yield _plant(datos, "CURP con error", "rechazada", "curp", curp=otro)
    yield _plant(messy.make_estudiante(), "plantel", "rechazada", "plantel", plantel="=HYPERLINK(1)")
    yield _plant(messy.make_estudiante(), "estatus", "rechazada", "estatus", estatus="de viaje")
    uno, otro_uno = messy.make_estudiante(), messy.make_estudiante()
    yield _plant(uno, "código de dos", "falla", "codigo")
    yield _plant(otro_uno | {"plantel": uno["plantel"]}, "código de dos", "falla", "codigo", codigo=uno["codigo"])


PLANTADAS: Final[tuple[Callable[[Messy], Iterator[Renglon]], ...]] = (
    *(plant_correos, plant_correos_perdidos, plant_buzon, plant_nss, plant_nss_perdido, plant_nss_de_dos),
    *(plant_fechas, plant_fechas_perdidas, plant_ciclos, plant_letras, plant_letras_perdidas, plant_rellenos),
    *(plant_personas, plant_otras),
)
