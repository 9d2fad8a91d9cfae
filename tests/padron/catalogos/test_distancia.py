import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padron.catalogos.rules import Punto, get_distancia_km, has_lugar, is_en_mexico

GUADALAJARA = Punto(20.6767, -103.3476)
puntos = st.builds(Punto, st.floats(14.3, 32.8), st.floats(-118.6, -86.6))


@pytest.mark.parametrize(
    ("otro", "km"),
    [
        (GUADALAJARA, 0),
        (Punto(21.6767, -103.3476), 111.2),  # one degree of latitude
        (Punto(19.4326, -99.1332), 461.4),  # Ciudad de México
        (Punto(-20.6767, 76.6524), 20015.1),  # the other side of the Earth
    ],
)
def test_known_distances(otro: Punto, km: float) -> None:
    assert get_distancia_km(GUADALAJARA, otro) == pytest.approx(km, abs=0.1)


@given(puntos, puntos)
def test_a_distance_is_the_same_both_ways_and_a_number(a: Punto, b: Punto) -> None:
    assert get_distancia_km(a, b) == pytest.approx(get_distancia_km(b, a))
    assert 0 <= get_distancia_km(a, b) < 4000


@pytest.mark.parametrize(
    "punto",
    [
        Punto(0, 0),
        Punto(20.6, 103.3),
        Punto(-103.3, 20.6),
        Punto(40.4, -3.7),
        Punto(math.nan, -99),
        Punto(math.inf, -99),
    ],
)
def test_what_cannot_be_in_mexico(punto: Punto) -> None:
    assert not is_en_mexico(punto)


def test_what_can() -> None:
    assert all(map(is_en_mexico, (GUADALAJARA, Punto(32.53, -117.04), Punto(21.2, -86.7), Punto(14.7, -92.1))))


@pytest.mark.parametrize(
    ("cupo", "ocupados", "expected"),
    [(None, 9999, True), (10, 9, True), (10, 10, False), (0, 0, False), (5, 7, False), (None, None, False)],
)
def test_a_room_has_a_place(cupo: int | None, ocupados: int | None, expected: bool) -> None:
    assert has_lugar(cupo=cupo, ocupados=ocupados) is expected
