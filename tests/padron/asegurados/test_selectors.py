import datetime as dt

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from padron.asegurados import selectors
from padron.planteles.models import Plantel
from tests.helpers.factories import (
    AseguradoFactory,
    CorreoVinculadoFactory,
    FallaDatoFactory,
    InscripcionFactory,
    PlantelFactory,
)

pytestmark = pytest.mark.django_db


def test_a_student_is_found_by_curp() -> None:
    asegurado = AseguradoFactory()
    AseguradoFactory()
    assert selectors.get_asegurado_by_curp(asegurado.curp) == asegurado
    assert selectors.get_asegurado_by_curp("GARB040909HTSRXRZ5") is None


def test_the_latest_enrolment_comes_with_campus_and_institution(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asegurado = AseguradoFactory()
    latest = InscripcionFactory(asegurado=asegurado, ciclo="2026-B", fecha_inscripcion=dt.date(2026, 8, 10))
    InscripcionFactory(asegurado=asegurado, ciclo="2026-A", fecha_inscripcion=dt.date(2026, 1, 10))
    with django_assert_num_queries(1):
        found = selectors.get_inscripcion_vigente(asegurado)
        assert found == latest
        assert found.plantel.institucion.nombre


def test_no_enrolment() -> None:
    assert selectors.get_inscripcion_vigente(AseguradoFactory()) is None


def test_T2_only_an_address_of_the_roster_or_the_bound_one_opens() -> None:
    inscripcion = InscripcionFactory(correo="uno@example.com", correo_alterno="dos@example.com")
    asegurado = inscripcion.asegurado
    CorreoVinculadoFactory(asegurado=asegurado, correo="tres@example.com")
    InscripcionFactory(correo="cuatro@example.com")
    opens = [
        c for c in ("uno", "dos", "tres", "cuatro") if selectors.opens(asegurado=asegurado, correo=f"{c}@Example.com")
    ]
    assert opens == ["uno", "dos", "tres"]
    assert selectors.get_correos_registrados(asegurado) == [f"{c}@example.com" for c in ("uno", "dos", "tres")]


def test_an_address_that_a_later_roster_corrected_no_longer_opens() -> None:
    asegurado, plantel = AseguradoFactory(), PlantelFactory()
    common = {"asegurado": asegurado, "plantel": plantel}
    InscripcionFactory(**common, ciclo="2026-A", correo="vieja@example.com", fecha_inscripcion=dt.date(2026, 1, 10))
    InscripcionFactory(**common, ciclo="2026-B", correo="nueva@example.com", fecha_inscripcion=dt.date(2026, 8, 10))
    assert not selectors.opens(asegurado=asegurado, correo="vieja@example.com")
    assert selectors.opens(asegurado=asegurado, correo="nueva@example.com")


def test_the_rosters_of_two_campuses_both_open() -> None:
    asegurado = AseguradoFactory()
    InscripcionFactory(asegurado=asegurado, correo="norte@example.com")
    InscripcionFactory(asegurado=asegurado, correo="sur@example.com")
    assert selectors.opens(asegurado=asegurado, correo="norte@example.com")
    assert selectors.opens(asegurado=asegurado, correo="sur@example.com")


def test_T2_the_student_code_gives_access_only_at_a_campus_that_accepts_it() -> None:
    inscripcion = InscripcionFactory(sin_correo=True, codigo="a0012345")
    assert not selectors.opens_with_codigo(asegurado=inscripcion.asegurado, codigo="a0012345")
    Plantel.objects.update(codigo_abre=True)
    assert selectors.opens_with_codigo(asegurado=inscripcion.asegurado, codigo="a0012345")


def test_T2_the_code_opens_only_where_no_address_is_known() -> None:
    inscripcion = InscripcionFactory(sin_correo=True, codigo="a0012345", plantel__codigo_abre=True)
    asegurado = inscripcion.asegurado
    for spelling in (" A0012345 ", "a0012345", "A-0012345", "a 001 2345", "A.0012/345", "\uff210012345"):
        assert selectors.opens_with_codigo(asegurado=asegurado, codigo=spelling), spelling
    assert not selectors.opens_with_codigo(asegurado=asegurado, codigo="A0012346")
    assert not selectors.opens_with_codigo(asegurado=asegurado, codigo="")
    CorreoVinculadoFactory(asegurado=asegurado)
    assert not selectors.opens_with_codigo(asegurado=asegurado, codigo="A0012345")


def test_T2_the_code_opens_nothing_where_the_roster_has_an_address_or_no_code() -> None:
    con_correo = InscripcionFactory(codigo="A0012345", plantel__codigo_abre=True)
    sin_codigo = InscripcionFactory(sin_correo=True, codigo="", plantel__codigo_abre=True)
    assert not selectors.opens_with_codigo(asegurado=con_correo.asegurado, codigo="A0012345")
    assert not selectors.opens_with_codigo(asegurado=sin_codigo.asegurado, codigo="")
    assert not selectors.opens_with_codigo(asegurado=AseguradoFactory(), codigo="")
    solo_signos = InscripcionFactory(sin_correo=True, codigo="---")
    assert not selectors.opens_with_codigo(asegurado=solo_signos.asegurado, codigo="/")


def test_only_open_faults_count() -> None:
    falla = FallaDatoFactory()
    FallaDatoFactory(asegurado=falla.asegurado, causa="nss_digito", abierta=False)
    FallaDatoFactory()
    assert selectors.get_fallas_abiertas(falla.asegurado) == [falla]


@pytest.mark.parametrize(("registro", "inmediata"), [("simulado", True), ("plantel", False)])
def test_whether_the_number_comes_at_once(registro: str, inmediata: bool) -> None:
    with override_settings(REGISTRO=registro):
        assert selectors.is_asignacion_inmediata() is inmediata
