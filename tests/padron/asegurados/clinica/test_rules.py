import datetime as dt

import pytest

from padron.asegurados.clinica.rules import add_meses, get_fecha_de_cambio


@pytest.mark.parametrize(
    ("fecha", "meses", "expected"),
    [
        ("2026-11-20", 1, "2026-12-20"),
        ("2026-11-20", 2, "2027-01-20"),
        ("2026-11-20", 12, "2027-11-20"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-12-15", 12, "2027-12-15"),
    ],
)
def test_months_later(fecha: str, meses: int, expected: str) -> None:
    assert add_meses(dt.date.fromisoformat(fecha), meses).isoformat() == expected


def test_without_policy_or_without_a_change_any_day_will_do() -> None:
    cambio = dt.date(2026, 11, 20)
    assert get_fecha_de_cambio(ultimo_cambio=cambio, meses=None) is None
    assert get_fecha_de_cambio(ultimo_cambio=cambio, meses=0) is None
    assert get_fecha_de_cambio(ultimo_cambio=None, meses=6) is None
    assert get_fecha_de_cambio(ultimo_cambio=cambio, meses=6) == dt.date(2027, 5, 20)
