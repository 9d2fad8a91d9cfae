import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from padron.catalogos.models import Clinica, Municipio
from padron.catalogos.rules import Punto, get_distancia_km
from padron.catalogos.selectors import TurnoOfrecido, get_clinica, get_clinicas_cercanas, get_municipio, get_turnos
from tests.helpers.factories import CodigoPostalFactory, MunicipioFactory
from tests.helpers.padron.catalogue_factories import (
    CentroCPFactory,
    CentroMunicipioFactory,
    ClinicaFactory,
    ConsultorioFactory,
    TurnoFactory,
)

pytestmark = pytest.mark.django_db
CENTRO = Punto(20.67, -103.34)


@pytest.fixture
def guadalajara() -> Municipio:
    return CodigoPostalFactory(cp="44100").municipio


@pytest.fixture
def zapopan() -> Municipio:
    return MunicipioFactory(clave="120", nombre="Zapopan")


def make(numero: int, *, norte: float = 0.0, cp: str = "45000", **other: Any) -> Clinica:
    """A clinic so many degrees north of the centre."""
    place = {"latitud": CENTRO.latitud + norte, "longitud": CENTRO.longitud}
    return ClinicaFactory(numero=numero, cp=cp, **{**place, **other})


def find(cp: str = "44100", **options: Any) -> list[int | None]:
    return [one.clinica.numero for one in get_clinicas_cercanas(cp=cp, **options)]


class TestOrden:
    def test_by_distance_from_the_centre_of_the_postal_code(self, guadalajara: Municipio) -> None:
        CentroCPFactory(cp="44100")
        for numero, norte in ((3, 0.3), (1, -0.1), (2, 0.2)):
            make(numero, norte=norte, municipio=guadalajara)
        got = get_clinicas_cercanas(cp="44100")
        assert [one.clinica.numero for one in got] == [1, 2, 3]
        assert [one.distancia_km for one in got] == pytest.approx([11.12, 22.24, 33.36], abs=0.01)

    def test_those_of_the_same_municipio_and_postal_code_come_first(
        self, guadalajara: Municipio, zapopan: Municipio
    ) -> None:
        CentroCPFactory(cp="44100")
        make(1, norte=0.3, municipio=guadalajara, cp="44100")
        make(2, norte=0.2, municipio=guadalajara, cp="44100")
        make(3, norte=0.1, municipio=zapopan, cp="44100")  # its postal code is a slip
        make(4, norte=0.05, municipio=guadalajara)
        assert find() == [2, 1, 4, 3]

    def test_a_degree_of_longitude_is_shorter(self, guadalajara: Municipio) -> None:
        CentroCPFactory(cp="44100")
        make(1, norte=0.1, municipio=guadalajara)
        make(2, longitud=CENTRO.longitud + 0.105, municipio=guadalajara)
        assert find() == [2, 1]

    def test_it_agrees_with_the_haversine(self, guadalajara: Municipio) -> None:
        CentroCPFactory(cp="44100")
        for n in range(40):
            make(n + 1, norte=(n * 7 % 40 - 20) / 150, longitud=CENTRO.longitud + (n * 11 % 40 - 20) / 150)
        distancias = [one.distancia_km or 0 for one in get_clinicas_cercanas(cp="44100", cuantas=40)]
        assert len(distancias) == 40
        # To ten metres: at the same distance but for that the order of two may differ.
        assert all(a <= b + 0.01 for a, b in pairwise(distancias))
        last = get_clinicas_cercanas(cp="44100", desde=39)[0]
        assert last.distancia_km == get_distancia_km(
            CENTRO, Punto(last.clinica.latitud or 0, last.clinica.longitud or 0)
        )

    def test_the_municipio_stands_in_for_a_postal_code_without_units(
        self, guadalajara: Municipio, zapopan: Municipio
    ) -> None:
        CentroMunicipioFactory(municipio=guadalajara)
        CentroMunicipioFactory(municipio=zapopan, latitud=25.0)
        make(1, norte=0.2, municipio=guadalajara)
        make(2, norte=0.1, municipio=zapopan)
        assert find() == [2, 1]
        assert find("45999", municipio=zapopan) == [1, 2]

    def test_the_centre_of_the_postal_code_goes_before_that_of_the_municipio(self, guadalajara: Municipio) -> None:
        CentroMunicipioFactory(municipio=guadalajara, latitud=25.0)
        CentroCPFactory(cp="44100")
        make(1, norte=0.1, municipio=guadalajara)
        assert get_clinicas_cercanas(cp="44100")[0].distancia_km == pytest.approx(11.12, abs=0.01)

    def test_without_a_centre_the_municipio_then_the_state(self, guadalajara: Municipio, zapopan: Municipio) -> None:
        make(1, municipio=MunicipioFactory(estado="19", nombre="Monterrey"))
        make(2, municipio=zapopan)
        make(3, municipio=guadalajara)
        make(4, municipio=guadalajara, cp="44100")
        assert find() == [4, 3, 2, 1]
        assert {one.distancia_km for one in get_clinicas_cercanas(cp="44100")} == {None}

    def test_one_that_nobody_knows_the_place_of_is_near_if_it_is_of_the_municipio(
        self, guadalajara: Municipio, zapopan: Municipio
    ) -> None:
        CentroCPFactory(cp="44100")
        make(1, municipio=zapopan, sin_lugar=True, latitud=None, longitud=None)
        make(2, norte=0.1, municipio=guadalajara)
        make(3, municipio=guadalajara, latitud=None, longitud=None)
        make(4, norte=0.2, municipio=guadalajara, cp="44100")
        assert find() == [4, 3, 2, 1]
        assert get_clinicas_cercanas(cp="44100")[1].distancia_km is None

    def test_a_postal_code_that_nobody_knows_still_shows_some(self) -> None:
        make(2)
        make(1)
        assert find("45545") == [1, 2]

    def test_pages_follow_each_other(self, guadalajara: Municipio) -> None:
        CentroCPFactory(cp="44100")
        for n in range(1, 13):
            make(n, norte=n / 100, municipio=guadalajara)
        assert [find(), find(desde=5), find(desde=10)] == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12]]
        assert find(cuantas=6) == [1, 2, 3, 4, 5, 6]
        assert find(desde=12) == []

    def test_one_out_of_operation_is_not_offered(self, guadalajara: Municipio) -> None:
        make(1, municipio=guadalajara, en_operacion=False)
        assert find() == []


class TestCerca:
    def are_cerca(self, **options: Any) -> dict[int | None, bool]:
        return {one.clinica.numero: one.is_cerca for one in get_clinicas_cercanas(cp="44100", **options)}

    def test_up_to_fifty_kilometres(self, guadalajara: Municipio) -> None:
        CentroCPFactory(cp="44100")
        make(1, norte=0.449, municipio=guadalajara)  # 49.9 km
        make(2, norte=0.451, municipio=guadalajara)  # 50.1 km
        assert self.are_cerca() == {1: True, 2: False}

    def test_one_that_nobody_knows_the_place_of_is_near_in_its_municipio_only(
        self, guadalajara: Municipio, zapopan: Municipio
    ) -> None:
        CentroCPFactory(cp="44100")
        make(1, municipio=guadalajara, latitud=None, longitud=None)
        make(2, municipio=zapopan, latitud=None, longitud=None)
        assert self.are_cerca() == {1: True, 2: False}

    def test_without_a_centre_those_of_the_state(self, guadalajara: Municipio, zapopan: Municipio) -> None:
        make(1, municipio=zapopan)
        make(2, municipio=MunicipioFactory(estado="19", nombre="Monterrey"), estado="19")
        assert self.are_cerca() == {1: True, 2: False}

    def test_where_nothing_is_known_nothing_is_left_out(self) -> None:
        make(1)
        assert self.are_cerca() == {1: True}


class TestConsultas:
    @pytest.mark.parametrize("total", [1, 60])
    def test_their_number_does_not_grow(
        self, total: int, guadalajara: Municipio, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        CentroCPFactory(cp="44100")
        for n in range(total):
            ConsultorioFactory(turno__clinica=make(n + 1, norte=n / 100, municipio=guadalajara))
        with django_assert_num_queries(3):
            got = get_clinicas_cercanas(cp="44100", municipio=guadalajara)
            assert all(one.has_lugar and one.clinica.domicilio for one in got)
        with django_assert_num_queries(4):
            get_clinicas_cercanas(cp="44100")


class TestTurnos:
    def test_a_shift_has_a_place_if_any_of_its_rooms_has(self) -> None:
        clinica = ClinicaFactory()
        manana = TurnoFactory(clinica=clinica)
        tarde = TurnoFactory(clinica=clinica, nombre="vespertino", desde=dt.time(14), hasta=dt.time(20))
        TurnoFactory(clinica=clinica, nombre="nocturno", desde=dt.time(20), hasta=dt.time(0))  # without a room
        ConsultorioFactory(turno=manana, cupo=2, ocupados=2)
        ConsultorioFactory(turno=manana, cupo=3, ocupados=2)
        ConsultorioFactory(turno=manana, cupo=1, ocupados=1)
        ConsultorioFactory(turno=tarde, cupo=1, ocupados=1)
        assert get_turnos(clinica) == (
            TurnoOfrecido(nombre="matutino", etiqueta="matutino", desde=dt.time(8), hasta=dt.time(14), has_lugar=True),
            TurnoOfrecido(
                nombre="vespertino", etiqueta="vespertino", desde=dt.time(14), hasta=dt.time(20), has_lugar=False
            ),
            TurnoOfrecido(nombre="nocturno", etiqueta="nocturno", desde=dt.time(20), hasta=dt.time(0), has_lugar=False),
        )

    def test_a_full_clinic_is_shown_as_full(self) -> None:
        ConsultorioFactory(turno__clinica=ClinicaFactory(), cupo=1, ocupados=1)
        ClinicaFactory()
        assert [one.has_lugar for one in get_clinicas_cercanas(cp="44100")] == [False, False]
        assert [len(one.turnos) for one in get_clinicas_cercanas(cp="44100")] == [1, 0]


def test_a_clinic_by_its_key(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ClinicaFactory(clave="ZZTST123456", en_operacion=False)
    with django_assert_num_queries(1):
        clinica = get_clinica("ZZTST123456")
        assert clinica is not None
        assert str(clinica.municipio) == "Guadalajara, Jalisco"
    assert get_clinica("zz") is None


def test_an_address_in_one_line_leaves_out_what_is_unknown() -> None:
    clinica = ClinicaFactory(cp="", numero=None, nombre="Clínica de prueba")
    assert clinica.domicilio == "Calle Inventada 1, Guadalajara, Jalisco"
    assert clinica.nombre_corto == "Clínica de prueba"
    assert ClinicaFactory(numero=52).nombre_corto == "UMF 52"


def test_a_municipio_by_any_spelling_of_its_name(zapopan: Municipio) -> None:
    assert get_municipio(estado="14", nombre="ZAPOPÁN ") == zapopan
    assert get_municipio(estado="19", nombre="Zapopan") is None
