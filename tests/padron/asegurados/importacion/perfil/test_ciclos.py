import pytest

from padron.asegurados.importacion.perfil.ciclos import find_dudosos, make_clave, unify

IGUALES = [
    [
        "2026-B",
        "2026B",
        "2026 b",
        "2026/B",
        "26-B",
        "26B",
        "B-2026",
        "B2026",
        "CICLO 2026-B",
        "2O26-B",
        "2026–B",
        "2026-B.",
    ],
    ["2026-2", "20262", "2026-02", "2026/2", "Periodo 2026-2"],
    ["2026-2027", "2026/2027", "2026-27", "20262027", "26-27"],
    ["AGO-DIC 2026", "Agosto-Diciembre 2026", "2026 ago/dic", "agosto a diciembre de 2026"],
]


@pytest.mark.parametrize("formas", IGUALES, ids=lambda formas: formas[0])
def test_spellings_of_one_cycle_are_the_same(formas: list[str]) -> None:
    assert len({make_clave(ciclo) for ciclo in formas}) == 1


def test_different_cycles_are_different() -> None:
    otros = [
        *(formas[0] for formas in IGUALES),
        "2026-A",
        "2025-B",
        "2026-1",
        "ENE-JUN 2026",
        "2025-2026",
        "2026",
        "B",
        "1",
        "2",
    ]
    assert len({make_clave(ciclo) for ciclo in otros}) == len(otros)


def test_the_spelling_on_record_wins_and_then_that_of_most_rows() -> None:
    vistos = {"2026B": 90, "26-B": 10, "2026-B": 5}
    assert unify(vistos, []) == {"26-B": "2026B", "2026-B": "2026B"}
    assert unify(vistos, ["2026-B"]) == {"2026B": "2026-B", "26-B": "2026-B"}


def test_a_new_cycle_of_few_rows_is_doubtful_and_one_on_record_is_not() -> None:
    vistos = {"2026-B": 1000, "2026-2": 3}
    assert find_dudosos(vistos, {}, []) == {"2026-2": "2026-B"}
    assert find_dudosos(vistos, {}, ["2026-2"]) == {}
    assert find_dudosos({"2026-B": 500, "2027-A": 400}, {}, []) == {}
