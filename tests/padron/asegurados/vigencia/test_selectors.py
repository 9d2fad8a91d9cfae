import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from padron.asegurados.selectors import get_vigencia
from padron.asegurados.vigencia.rules import Motivo, NoVigente, Vigente
from padron.planteles.models import Ciclo
from tests.helpers.factories import HOY, AseguradoFactory, InscripcionFactory, InstitucionFactory, PlantelFactory

pytestmark = pytest.mark.django_db
AYER = HOY - dt.timedelta(days=1)


def test_all_that_the_rule_asks_for_comes_from_the_record() -> None:
    plantel = PlantelFactory(semanas_vigencia=7)
    inscripcion = InscripcionFactory(plantel=plantel, fecha_ingreso=HOY - dt.timedelta(days=2))
    tramite = NoVigente(
        motivo=Motivo.EN_TRAMITE, plantel_id=plantel.pk, semanas=7, consultar_desde=HOY + dt.timedelta(days=47)
    )
    assert get_vigencia(inscripcion.asegurado, hoy=HOY) == tramite
    inscripcion.fecha_alta_imss = AYER
    inscripcion.save()
    registro = plantel.institucion.registro_patronal
    vigente = Vigente(inicio=AYER, plantel_id=plantel.pk, registro_patronal=registro)
    assert get_vigencia(inscripcion.asegurado, hoy=HOY) == vigente


@pytest.mark.parametrize(
    ("datos", "motivo"),
    [
        ({}, Motivo.SIN_REPORTAR),
        ({"estatus": "egresado"}, Motivo.BAJA),
        ({"otra_cobertura": "ISSSTE"}, Motivo.OTRA_COBERTURA),
        ({"fecha_renuncia": AYER}, Motivo.RENUNCIA),
        ({"fecha_alta_imss": AYER, "fecha_baja": AYER}, Motivo.SIN_REPORTAR),
    ],
)
def test_each_reason(datos: dict[str, object], motivo: Motivo) -> None:
    vigencia = get_vigencia(InscripcionFactory(**datos).asegurado, hoy=HOY)
    assert isinstance(vigencia, NoVigente)
    assert vigencia.motivo == motivo


def test_a_cycle_ends_only_by_a_date_of_the_own_institution() -> None:
    inscripcion = InscripcionFactory(ciclo="2026-B", fecha_alta_imss=AYER)
    otra = InstitucionFactory(nombre="Otra universidad")
    Ciclo.objects.create(institucion=otra, clave="2026-B", fin=AYER)
    propio = Ciclo.objects.create(institucion=inscripcion.plantel.institucion, clave="2026-B")
    assert get_vigencia(inscripcion.asegurado, hoy=HOY).is_vigente
    propio.fin = HOY - dt.timedelta(days=91)
    propio.save()
    vigencia = get_vigencia(inscripcion.asegurado, hoy=HOY)
    assert isinstance(vigencia, NoVigente)
    assert vigencia.motivo == Motivo.TERMINADA


def test_the_days_of_cover_after_the_last_cycle_are_the_policy_of_the_campus() -> None:
    inscripcion = InscripcionFactory(vigente=True, plantel__dias_entre_ciclos=30)
    plantel = inscripcion.plantel
    Ciclo.objects.create(institucion=plantel.institucion, clave="2026-B", fin=HOY - dt.timedelta(days=31))
    assert not get_vigencia(inscripcion.asegurado, hoy=HOY).is_vigente
    plantel.dias_entre_ciclos = 31
    plantel.save()
    vigencia = get_vigencia(inscripcion.asegurado, hoy=HOY)
    assert isinstance(vigencia, Vigente)
    assert vigencia.hasta == HOY


def test_who_is_enrolled_nowhere() -> None:
    vigencia = get_vigencia(AseguradoFactory(), hoy=HOY)
    assert isinstance(vigencia, NoVigente)
    assert (vigencia.motivo, vigencia.plantel_id) == (Motivo.NO_INSCRITO, None)


@pytest.mark.parametrize("cuantas", [1, 5])
def test_two_queries_however_many_enrolments(cuantas: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asegurado = AseguradoFactory()
    for numero in range(cuantas):
        InscripcionFactory(asegurado=asegurado, ciclo=f"202{numero}-A")
    with django_assert_num_queries(2):
        get_vigencia(asegurado, hoy=HOY)
