import datetime as dt

import pytest
from django.db.models import Sum

from padron.catalogos.models import Consultorio, Turno
from padron.catalogos.services import SinLugar, release_lugar, take_lugar
from tests.helpers.padron.catalogue_factories import ClinicaFactory, ConsultorioFactory, TurnoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def turno() -> Turno:
    return TurnoFactory()


def take(turno: Turno) -> Consultorio:
    return take_lugar(clinica=turno.clinica, turno=turno.nombre)


def test_the_room_with_most_places_left_is_taken(turno: Turno) -> None:
    ConsultorioFactory(turno=turno, numero=1, cupo=30, ocupados=25)
    ConsultorioFactory(turno=turno, numero=2, cupo=10, ocupados=4)
    room = take(turno)
    assert (room.numero, room.ocupados, room.lugares) == (2, 5, 5)
    assert (room.turno, room.turno.clinica) == (turno, turno.clinica)
    assert [take(turno).numero for _ in range(3)] == [2, 1, 2]  # at a draw the emptier one


def test_no_limit_counts_as_most_and_fills_evenly(turno: Turno) -> None:
    ConsultorioFactory(turno=turno, numero=1, cupo=1000)
    for numero in (2, 3):
        ConsultorioFactory(turno=turno, numero=numero)
    assert [take(turno).numero for _ in range(4)] == [2, 3, 2, 3]
    assert take(turno).lugares is None


def test_a_full_shift_has_no_place(turno: Turno) -> None:
    ConsultorioFactory(turno=turno, cupo=2)
    take(turno)
    take(turno)
    with pytest.raises(SinLugar) as caught:
        take(turno)
    assert (caught.value.clinica, caught.value.turno) == (turno.clinica, "matutino")
    assert Consultorio.objects.get().ocupados == 2


def test_only_rooms_of_that_shift_and_clinic_count(turno: Turno) -> None:
    tarde = TurnoFactory(clinica=turno.clinica, nombre="vespertino", desde=dt.time(14), hasta=dt.time(20))
    ConsultorioFactory(turno=tarde)
    ConsultorioFactory(turno__clinica=ClinicaFactory())
    with pytest.raises(SinLugar):
        take(turno)
    assert take(tarde).turno == tarde
    assert Consultorio.objects.aggregate(total=Sum("ocupados")) == {"total": 1}


@pytest.mark.parametrize("nombre", ["nocturno", "", "MATUTINO"])
def test_a_shift_that_is_not_there(turno: Turno, nombre: str) -> None:
    ConsultorioFactory(turno=turno)
    with pytest.raises(SinLugar):
        take_lugar(clinica=turno.clinica, turno=nombre)


def test_a_clinic_that_closed_takes_nobody(turno: Turno) -> None:
    ConsultorioFactory(turno=turno)
    turno.clinica.en_operacion = False
    turno.clinica.save()
    with pytest.raises(SinLugar):
        take(turno)


def test_a_room_whose_limit_was_lowered_takes_nobody(turno: Turno) -> None:
    room = ConsultorioFactory(turno=turno, cupo=3, ocupados=5)
    assert room.lugares == 0
    with pytest.raises(SinLugar):
        take(turno)


def test_a_place_given_back_can_be_taken_again(turno: Turno) -> None:
    ConsultorioFactory(turno=turno, cupo=1)
    release_lugar(consultorio=take(turno))
    assert take(turno).ocupados == 1


def test_nothing_falls_below_none_taken(turno: Turno) -> None:
    room = ConsultorioFactory(turno=turno)
    release_lugar(consultorio=room)
    room.refresh_from_db()
    assert room.ocupados == 0
