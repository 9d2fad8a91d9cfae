import datetime as dt

import pytest

from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import get_vigencia
from padron.asegurados.services import record_otra_cobertura, record_renuncia
from padron.asegurados.vigencia.rules import NoVigente
from padron.planteles.models import Ciclo
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import HOY, InscripcionFactory

pytestmark = pytest.mark.django_db
LUEGO = HOY + dt.timedelta(days=9)


@pytest.fixture
def inscripcion() -> Inscripcion:
    return InscripcionFactory(fecha_alta_imss=HOY)


def get_motivo(asegurado: Asegurado) -> str | None:
    vigencia = get_vigencia(asegurado, hoy=HOY)
    return vigencia.motivo.value if isinstance(vigencia, NoVigente) else None


def test_a_renuncia_ends_the_cover_the_day_it_is_received(inscripcion: Inscripcion) -> None:
    asegurado, plantel = inscripcion.asegurado, inscripcion.plantel
    assert get_motivo(asegurado) is None
    assert record_renuncia(asegurado=asegurado, plantel=plantel, hoy=HOY, actor="rosa") == 1
    assert get_motivo(asegurado) == "renuncia"
    registro = Auditoria.objects.get()
    assert (registro.accion, registro.actor) == ("recibir_renuncia", "rosa")
    assert registro.objeto == f"asegurado:{asegurado.titular}"


def test_again_it_changes_nothing_and_keeps_its_day(inscripcion: Inscripcion) -> None:
    datos = {"asegurado": inscripcion.asegurado, "plantel": inscripcion.plantel}
    record_renuncia(**datos, hoy=HOY)
    assert record_renuncia(**datos, hoy=LUEGO) == 0
    inscripcion.refresh_from_db()
    assert inscripcion.fecha_renuncia == HOY
    assert Auditoria.objects.count() == 1


def test_a_renuncia_for_another_cover_names_it(inscripcion: Inscripcion) -> None:
    asegurado, plantel = inscripcion.asegurado, inscripcion.plantel
    record_renuncia(asegurado=asegurado, plantel=plantel, hoy=HOY, otra_cobertura="ISSSTE")
    inscripcion.refresh_from_db()
    assert (inscripcion.otra_cobertura, get_motivo(asegurado)) == ("ISSSTE", "otra_cobertura")


def test_only_the_campus_that_received_it_and_cycles_that_have_not_ended(inscripcion: Inscripcion) -> None:
    asegurado, plantel = inscripcion.asegurado, inscripcion.plantel
    pasada = InscripcionFactory(asegurado=asegurado, plantel=plantel, ciclo="2026-A")
    Ciclo.objects.create(institucion=plantel.institucion, clave="2026-A", fin=HOY - dt.timedelta(days=1))
    otra = InscripcionFactory(asegurado=asegurado, fecha_alta_imss=HOY)
    ajena = InscripcionFactory(plantel=plantel)
    record_renuncia(asegurado=asegurado, plantel=plantel, hoy=HOY)
    changed = Inscripcion.objects.exclude(fecha_renuncia=None)
    assert list(changed) == [inscripcion]
    assert {pasada, otra, ajena} == {*Inscripcion.objects.filter(fecha_renuncia=None)}
    assert get_motivo(asegurado) is None, "the other campus covers"


def test_a_renuncia_received_between_two_cycles_ends_the_cover(inscripcion: Inscripcion) -> None:
    asegurado, plantel = inscripcion.asegurado, inscripcion.plantel
    for clave, dias in (("2026-B", 1), ("2026-A", 200)):
        Ciclo.objects.create(institucion=plantel.institucion, clave=clave, fin=HOY - dt.timedelta(days=dias))
    InscripcionFactory(
        asegurado=asegurado, plantel=plantel, ciclo="2026-A", fecha_inscripcion=HOY - dt.timedelta(days=300)
    )
    assert get_motivo(asegurado) is None
    record_renuncia(asegurado=asegurado, plantel=plantel, hoy=HOY)
    assert get_motivo(asegurado) == "renuncia"
    assert list(Inscripcion.objects.exclude(fecha_renuncia=None)) == [inscripcion]


def test_another_cover_is_recorded_and_taken_back(inscripcion: Inscripcion) -> None:
    datos = {"asegurado": inscripcion.asegurado, "plantel": inscripcion.plantel, "hoy": HOY}
    assert record_otra_cobertura(**datos, otra_cobertura="ISSSTE") == 1
    assert record_otra_cobertura(**datos, otra_cobertura="ISSSTE") == 0
    assert get_motivo(inscripcion.asegurado) == "otra_cobertura"
    assert record_otra_cobertura(**datos, otra_cobertura="") == 1
    assert get_motivo(inscripcion.asegurado) is None
    assert [row.valores["otra_cobertura"] for row in Auditoria.objects.order_by("pk")] == ["ISSSTE", ""]


def test_who_has_no_enrolment_there_changes_nothing(inscripcion: Inscripcion) -> None:
    otra = InscripcionFactory()
    assert record_renuncia(asegurado=otra.asegurado, plantel=inscripcion.plantel, hoy=HOY) == 0
    assert not Auditoria.objects.exists()
