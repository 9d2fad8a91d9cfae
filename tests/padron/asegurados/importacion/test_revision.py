import datetime as dt

import pytest
from django.db.models import CharField

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.revision import LARGOS, MOTIVOS_CURP, Alumno, Revision, check_fila
from padron.asegurados.models import Asegurado, Inscripcion
from tests.helpers.padron.rosters import HOY, XIMENA


def check(**valores: str) -> Revision:
    return check_fila(Fila(7, XIMENA | valores), planteles={"GDL": 5}, hoy=HOY)


def read(**valores: str) -> Alumno:
    alumno = check(**valores).alumno
    assert alumno is not None
    return alumno


def test_a_good_row() -> None:
    revision = check()
    assert (revision.motivos, revision.avisos) == ([], [])
    alumno = read(plantel="gdl", curp="quzx050309-mjcnxm z2")
    assert (alumno.linea, alumno.curp, alumno.plantel_id, alumno.ciclo) == (7, "QUZX050309MJCNXMZ2", 5, "2026-B")
    assert (alumno.has_nss, alumno.nss) == (True, "61230500011")
    assert alumno.inscripcion["fecha_ingreso"] == dt.date(2026, 8, 17)


@pytest.mark.parametrize(
    ("curp", "code"),
    [
        ("", "vacio"),
        ("PEGL050909MJCRMSZ", "largo"),
        ("PEÑL050909MJCRMSZ1", "formato"),
        ("PEGL050909MXXRMSZ3", "entidad"),
        ("PEGL050230MJCRMSZ8", "fecha"),
        ("PEGL560909MJCRMSA9", "futura"),
        ("PEGL050909MJCRMSZ1", "digito"),
    ],
)
def test_a_curp_that_is_none_refuses_the_row(curp: str, code: str) -> None:
    revision = check(curp=curp)
    assert revision.alumno is None
    assert revision.motivos == [MOTIVOS_CURP[code]]


def test_a_name_that_no_seal_could_cover_is_refused() -> None:
    revision = check(segundo_apellido="Del|Río")
    assert revision.alumno is None
    assert revision.motivos == ["segundo_apellido tiene una barra vertical (|)"]


def test_a_name_with_a_byte_that_is_no_character_is_refused() -> None:
    revision = check(nombres="Xi\ufffdmena")
    assert revision.alumno is None
    assert revision.motivos == ["nombres tiene una letra dañada y nada prueba cuál era; escríbela"]


def test_all_reasons_are_told_at_once() -> None:
    revision = check(curp="", nombres="", plantel="\x1b[31mXYZ", estatus="de viaje", ciclo="x" * 21, nivel="a\x07b")
    assert revision.alumno is None
    assert revision.motivos == [
        "falta la CURP",
        "falta nombres",
        "ciclo pasa de 20 caracteres",
        "nivel tiene un carácter que no se puede leer",
        "no existe el plantel «·[31mXYZ»",
        "no existe el estatus «de viaje»",
    ]


def test_a_row_that_could_not_be_read_says_so() -> None:
    revision = check_fila(Fila(9, {}, "la fila tiene 3 columnas"), planteles={}, hoy=HOY)
    assert revision.motivos == ["la fila tiene 3 columnas"]


@pytest.mark.parametrize(
    ("text", "fecha"),
    [
        ("2026-08-10", dt.date(2026, 8, 10)),
        ("10/08/2026", dt.date(2026, 8, 10)),
        ("1/8/2026", dt.date(2026, 8, 1)),
        ("31/02/2026", None),
        ("08-10-2026", dt.date(2026, 10, 8)),
        ("10/08/26", dt.date(2026, 8, 10)),
        ("0026-08-10", None),
        ("٢٠٢٦-٠٨-١٠", None),
        ("ayer", None),
    ],
)
def test_dates(text: str, fecha: dt.date | None) -> None:
    revision = check(fecha_ingreso=text)
    assert revision.alumno is not None
    assert revision.alumno.inscripcion.get("fecha_ingreso") == fecha
    assert len(revision.avisos) == (fecha is None)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("correo", " Ximena@EXAMPLE.com", "ximena@example.com"),
        ("correo", "ximena@", ""),
        ("correo_alterno", "no tiene", ""),
        ("correo", "a" * 250 + "@example.com", ""),
        ("codigo", "S/N", ""),
        ("codigo", "000", ""),
        ("codigo", "A-001", "A-001"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_a_warning(name: str, text: str, value: str) -> None:
    revision = check(**{name: text})
    assert revision.alumno is not None
    assert revision.alumno.inscripcion.get(name, "") == value
    assert len(revision.avisos) == (not value and text != "no tiene")


@pytest.mark.parametrize("text", ["Baja temporal", "BAJA_TEMPORAL", " baja  temporal "])
def test_a_status_may_be_written_in_many_ways(text: str) -> None:
    assert read(estatus=text).inscripcion["estatus"] == "baja_temporal"


@pytest.mark.parametrize(
    ("text", "nss", "avisos"),
    [
        ("", None, 0),
        ("-", None, 0),
        ("N/A", None, 1),
        ("00000000000", None, 1),
        ("61230500011", "61230500011", 0),
        ("61239800016", "61239800016", 1),  # another year of birth: a warning only
        ("61230500012", "61230500012", 0),  # wrong digit: a fault, which the store records
        ("4230500011", "04230500011", 0),
        ("6123O500011", "61230500011", 0),
    ],
)
def test_the_nss_of_the_roster(text: str, nss: str | None, avisos: int) -> None:
    revision = check(nss=text)
    assert revision.alumno is not None
    assert revision.alumno.nss == nss
    assert len(revision.avisos) == avisos


def test_what_the_row_does_not_say_is_not_decided() -> None:
    fila = Fila(2, {name: XIMENA[name] for name in XIMENA if name not in ("nss", "correo", "estatus", "fecha_ingreso")})
    alumno = check_fila(fila, planteles={"GDL": 5}, hoy=HOY).alumno
    assert alumno is not None
    assert not alumno.has_nss
    assert set(alumno.inscripcion) == {"codigo", "correo_alterno", "nivel", "fecha_inscripcion", "fecha_alta_imss"}


def test_an_empty_cell_clears_but_not_what_others_may_have_entered() -> None:
    alumno = read(correo="", fecha_ingreso="", estatus="", fecha_alta_imss="", fecha_inscripcion="")
    assert (alumno.inscripcion["correo"], alumno.inscripcion["fecha_ingreso"]) == ("", None)
    assert not {"estatus", "fecha_alta_imss", "fecha_inscripcion"} & set(alumno.inscripcion)


@pytest.mark.parametrize("text", ["", "-", "0", "No", "N/A", "NINGUNA", "ninguna.", "No tiene"])
def test_no_other_cover_may_be_written_in_many_ways(text: str) -> None:
    assert read(otra_cobertura=text).inscripcion["otra_cobertura"] == ""


def test_another_cover_is_kept_as_it_is_written() -> None:
    assert read(otra_cobertura="IMSS por trabajo").inscripcion["otra_cobertura"] == "IMSS por trabajo"
    assert check(otra_cobertura="x" * 121).motivos == ["otra_cobertura pasa de 120 caracteres"]


def test_the_dates_of_the_cover() -> None:
    leidas = read(fecha_reporte_imss="21/08/2026", fecha_baja="2026-10-01", fecha_renuncia="").inscripcion
    assert (leidas["fecha_reporte_imss"], leidas["fecha_baja"]) == (dt.date(2026, 8, 21), dt.date(2026, 10, 1))
    assert "fecha_renuncia" not in leidas
    assert read(fecha_reporte_imss="", fecha_baja="").inscripcion["fecha_baja"] is None
    assert "fecha_reporte_imss" not in read(fecha_reporte_imss="").inscripcion


def test_sex_and_entity_are_compared_in_the_letters_of_the_curp() -> None:
    revision = check(sexo="F", entidad="Jalisco", fecha_nacimiento="09/03/2005")
    assert revision.alumno is not None
    persona = revision.alumno.persona
    assert (persona.sexo, persona.entidad, persona.fecha_nacimiento) == ("M", "JC", dt.date(2005, 3, 9))
    assert revision.avisos == []


def test_a_sex_and_an_entity_that_are_none_are_not_compared() -> None:
    revision = check(sexo="?", entidad="México")
    assert revision.alumno is not None
    assert (revision.alumno.persona.sexo, revision.alumno.persona.entidad) == (None, None)
    assert len(revision.avisos) == 2


def test_limits_are_those_of_the_columns() -> None:
    fields = [*Asegurado._meta.get_fields(), *Inscripcion._meta.get_fields()]
    lengths = {field.name: field.max_length for field in fields if isinstance(field, CharField)}
    assert {name: lengths[name] for name in LARGOS} == LARGOS
