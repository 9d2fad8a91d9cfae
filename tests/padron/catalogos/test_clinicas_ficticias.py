import pytest
from pytest_django import DjangoAssertNumQueries

from padron.catalogos.clinicas_ficticias import CIUDADES, load_clinicas_ficticias
from padron.catalogos.models import CentroCP, Clinica, Consultorio
from padron.catalogos.rules import is_en_mexico
from padron.catalogos.selectors import get_clinicas_cercanas
from padron.catalogos.services import SinLugar, take_lugar
from tests.helpers.factories import CodigoPostalFactory
from tests.helpers.padron.catalogue_factories import CentroCPFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cp", ["44100", "06720", "64000", "72000", "68000", "83000"])
def test_five_near_each_centre(cp: str) -> None:
    assert load_clinicas_ficticias() == 60
    got = get_clinicas_cercanas(cp=cp)
    assert len(got) == 5
    assert all(one.distancia_km is not None and one.distancia_km < 6 for one in got)
    assert got[0].clinica.cp == cp
    assert all("(demostración)" in one.clinica.nombre and one.clinica.ficticia for one in got)
    assert all(len(one.turnos) >= 2 for one in got)
    assert [turno.has_lugar for one in got for turno in one.turnos].count(False) == 1


def test_a_full_shift_a_last_place_and_a_night() -> None:
    load_clinicas_ficticias()
    primera, llena, _, noche, ultima = (one.clinica for one in get_clinicas_cercanas(cp="44100"))
    assert take_lugar(clinica=primera, turno="matutino").lugares == 27
    with pytest.raises(SinLugar):
        take_lugar(clinica=llena, turno="vespertino")
    assert take_lugar(clinica=noche, turno="nocturno").lugares is None
    assert take_lugar(clinica=ultima, turno="vespertino").lugares == 0


def test_again_changes_nothing(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    load_clinicas_ficticias()
    take_lugar(clinica=get_clinicas_cercanas(cp="44100")[2].clinica, turno="matutino")
    before = list(Consultorio.objects.values_list())
    with django_assert_max_num_queries(40):
        assert load_clinicas_ficticias() == 0
    assert list(Consultorio.objects.values_list()) == before


def test_postal_codes_that_come_later_give_the_municipio() -> None:
    load_clinicas_ficticias()
    municipio = CodigoPostalFactory(cp="44500").municipio
    load_clinicas_ficticias()
    assert Clinica.objects.filter(municipio=municipio).count() == 5
    assert get_clinicas_cercanas(cp="44500")[0].distancia_km is not None


def test_centres_of_a_register_stay() -> None:
    CentroCPFactory(cp="44100", latitud=20.5)
    load_clinicas_ficticias()
    assert CentroCP.objects.get(cp="44100").latitud == 20.5


def test_keys_and_numbers_are_unique_and_places_in_mexico() -> None:
    load_clinicas_ficticias()
    assert Clinica.objects.values("numero").distinct().count() == len(CIUDADES) * 5
    assert all(is_en_mexico(ciudad.centro) for ciudad in CIUDADES)
    assert len({cp for ciudad in CIUDADES for cp in ciudad.cps}) == 60
