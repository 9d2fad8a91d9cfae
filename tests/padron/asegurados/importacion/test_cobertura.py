"""What a roster says of the cover, and of the cycles. Source: docs/reglas.md, «Vigencia», «Rosters»."""

import datetime as dt
from pathlib import Path

import pytest

from padron.asegurados.models import Asegurado, Inscripcion
from padron.planteles.models import Ciclo
from tests.helpers.factories import InstitucionFactory, PlantelFactory
from tests.helpers.padron.rosters import HOY, SAUL, TADEO, XIMENA, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planteles() -> None:
    PlantelFactory(clave="GDL")
    PlantelFactory(clave="OAX")


def get_inscripcion() -> Inscripcion:
    return Asegurado.objects.get(curp=TADEO["curp"]).inscripciones.get()


COBERTURA = {
    "fecha_reporte_imss": "2026-08-21",
    "fecha_baja": "2026-10-01",
    "fecha_renuncia": "2026-11-02",
    "otra_cobertura": "ISSSTE",
    "estatus": "baja_temporal",
}


def test_what_the_vigencia_follows_from_is_stored_once(tmp_path: Path) -> None:
    load(tmp_path, TADEO | COBERTURA)
    inscripcion = get_inscripcion()
    assert (inscripcion.fecha_reporte_imss, inscripcion.fecha_baja) == (dt.date(2026, 8, 21), dt.date(2026, 10, 1))
    assert (inscripcion.otra_cobertura, inscripcion.fecha_renuncia) == ("ISSSTE", dt.date(2026, 11, 2))
    assert load(tmp_path, TADEO | COBERTURA).sin_cambio == 1
    assert load(tmp_path, TADEO | {"estatus": "baja_temporal"}).sin_cambio == 1, "columns that the file lacks"


def test_an_empty_cell_ends_a_baja_and_another_cover_but_no_renuncia(tmp_path: Path) -> None:
    load(tmp_path, TADEO | COBERTURA)
    vacias = dict.fromkeys(COBERTURA, "") | {"estatus": "activo"}
    assert load(tmp_path, TADEO | vacias).actualizadas == 1
    inscripcion = get_inscripcion()
    assert (inscripcion.fecha_baja, inscripcion.otra_cobertura) == (None, "")
    assert inscripcion.fecha_reporte_imss == dt.date(2026, 8, 21)
    assert inscripcion.fecha_renuncia == dt.date(2026, 11, 2)


def test_unknown_cycles_are_stored_and_those_that_staff_dated_stay(tmp_path: Path) -> None:
    institucion = InstitucionFactory()
    dated = Ciclo.objects.create(institucion=institucion, clave="2026-B", fin=HOY)
    rows = (XIMENA, TADEO | {"ciclo": "2027-A"}, SAUL | {"ciclo": "2027-A", "plantel": "OAX"})
    for _ in range(2):
        load(tmp_path, *rows)
        assert set(Ciclo.objects.values_list("institucion", "clave", "inicio", "fin")) == {
            (institucion.pk, "2026-B", None, HOY),
            (institucion.pk, "2027-A", None, None),
        }
    assert Ciclo.objects.get(pk=dated.pk).fin == HOY


def test_a_row_that_is_refused_and_a_simulation_bring_no_cycle(tmp_path: Path) -> None:
    load(tmp_path, XIMENA | {"curp": "?"})
    load(tmp_path, XIMENA, simular=True)
    assert not Ciclo.objects.exists()
