import pytest

from padron.catalogos.estados import ESTADOS, OTROS_ESTADOS
from padron.catalogos.selectors import get_series
from tests.fabricas import SerieNSSFactory

pytestmark = pytest.mark.django_db


def test_thirty_two_states() -> None:
    assert list(ESTADOS) == [f"{n:02}" for n in range(1, 33)]
    assert OTROS_ESTADOS not in ESTADOS


def test_series_of_a_state_come_in_their_order() -> None:
    SerieNSSFactory(estado="14", serie="62", orden=2)
    SerieNSSFactory(estado="14", serie="61", orden=1)
    SerieNSSFactory(estado="19", serie="84", orden=1)
    SerieNSSFactory(estado=OTROS_ESTADOS, serie="97", orden=1)
    assert get_series(estado="14") == ["61", "62"]


def test_a_state_without_series_uses_those_of_the_others() -> None:
    SerieNSSFactory(estado="14", serie="61")
    SerieNSSFactory(estado=OTROS_ESTADOS, serie="97")
    assert get_series(estado="20") == ["97"]


def test_no_series_at_all() -> None:
    assert get_series(estado="20") == []
