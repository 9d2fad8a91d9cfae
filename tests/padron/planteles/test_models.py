import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from pytest_django import Settings

from padron.planteles.models import Ciclo, Plantel
from tests.helpers.factories import HOY, InstitucionFactory, PlantelFactory

MANANA = HOY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("retiene", "desde", "retenido"),
    [(False, None, False), (False, MANANA, False), (True, None, True), (True, MANANA, True), (True, HOY, False)],
)
def test_the_carnet_is_held_back_until_the_campus_announces_it(
    retiene: bool, desde: dt.date | None, retenido: bool
) -> None:
    assert Plantel(retiene_carnet=retiene, carnet_desde=desde).is_carnet_retenido(HOY) is retenido


@pytest.mark.django_db
def test_the_policies_that_nobody_set() -> None:
    plantel = PlantelFactory()
    plantel.refresh_from_db()
    assert (plantel.dias_acuse, plantel.dias_constancia, plantel.semanas_vigencia) == (3, 3, 4)
    assert (plantel.meses_entre_cambios, plantel.aviso, plantel.is_carnet_retenido(HOY)) == (None, "", False)


@pytest.mark.django_db
def test_a_cycle_does_not_end_before_it_begins() -> None:
    ciclo = Ciclo(institucion=InstitucionFactory(), clave="2026-B", inicio=HOY, fin=HOY - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="no puede ser anterior"):
        ciclo.full_clean()
    with pytest.raises(IntegrityError):
        ciclo.save()


@pytest.mark.django_db
@pytest.mark.parametrize(("inicio", "fin"), [(None, None), (HOY, None), (None, HOY), (HOY, HOY)])
def test_either_day_may_be_open(inicio: dt.date | None, fin: dt.date | None) -> None:
    ciclo = Ciclo(institucion=InstitucionFactory(), clave="2026-B", inicio=inicio, fin=fin)
    ciclo.full_clean()
    ciclo.save()


@pytest.mark.django_db
@pytest.mark.parametrize("demostracion", [True, False])
def test_the_migration_lets_the_student_code_give_access_only_in_an_existing_demonstration(
    settings: Settings, demostracion: bool
) -> None:
    settings.MODO_DEMOSTRACION = demostracion
    PlantelFactory()
    import_module("padron.planteles.migrations.0004_codigo_abre").open_in_demostracion(apps, None)
    assert Plantel.objects.get().codigo_abre is demostracion
