import datetime as dt

import pytest

from padron.catalogos.horarios import USUALES, Tramo, derive_jornadas, describe_horario, make_tramo

LABORALES = range(5)


def tramo(desde: float, hasta: float, *dias: int) -> Tramo:
    return make_tramo(dias=dias or LABORALES, desde=round(desde * 60), hasta=round(hasta * 60))


def say(*tramos: Tramo) -> list[str]:
    return [f"{one.nombre} {one.desde:%H:%M}-{one.hasta:%H:%M}" for one in derive_jornadas(tramos)]


@pytest.mark.parametrize(
    ("desde", "hasta", "jornadas"),
    [
        (8, 20, ["matutino 08:00-14:00", "vespertino 14:00-20:00"]),
        (7, 21, ["matutino 07:00-14:00", "vespertino 14:00-21:00"]),
        (8, 14, ["matutino 08:00-14:00"]),
        (8, 15.5, ["matutino 08:00-15:30"]),
        (8, 17.9, ["matutino 08:00-17:54"]),
        (8, 18, ["matutino 08:00-14:00", "vespertino 14:00-18:00"]),
        (13, 21, ["vespertino 13:00-21:00"]),
        (15, 18, ["vespertino 15:00-18:00"]),
        (12, 16, ["matutino 12:00-16:00"]),
        (8, 24, ["matutino 08:00-14:00", "vespertino 14:00-20:00", "nocturno 20:00-00:00"]),
        (20, 8, ["nocturno 20:00-08:00"]),
    ],
)
def test_shifts_are_cut_at_two_and_at_eight(desde: float, hasta: float, jornadas: list[str]) -> None:
    assert say(tramo(desde, hasta)) == jornadas


@pytest.mark.parametrize(
    ("desde", "hasta"), [((0, 0), (23, 59)), ((0, 1), (23, 55)), ((0, 0), (0, 0)), ((23, 59), (0, 0))]
)
def test_day_and_night_is_the_emergency_room(desde: tuple[int, int], hasta: tuple[int, int]) -> None:
    minutos = [horas * 60 + rest for horas, rest in (desde, hasta)]
    one = make_tramo(dias=range(7), desde=minutos[0], hasta=minutos[1])
    assert one.is_todo_el_dia
    assert derive_jornadas([one]) == USUALES


def test_no_hours_give_the_usual_shifts() -> None:
    assert [(one.nombre, one.desde, one.hasta) for one in derive_jornadas([])] == [
        ("matutino", dt.time(8), dt.time(14)),
        ("vespertino", dt.time(14), dt.time(20)),
    ]


def test_the_week_end_counts_only_where_nothing_else_is_known() -> None:
    assert say(tramo(8, 14), tramo(0, 23.99, 5, 6)) == ["matutino 08:00-14:00"]
    assert say(tramo(8, 18, 5, 6)) == ["matutino 08:00-14:00", "vespertino 14:00-18:00"]


def test_several_hours_join() -> None:
    assert say(tramo(8, 13), tramo(16, 20), tramo(7, 12, 0)) == ["matutino 07:00-13:00", "vespertino 16:00-20:00"]


@pytest.mark.parametrize(
    ("tramos", "text"),
    [
        ([tramo(8, 20)], "lunes a viernes de 8:00 a 20:00"),
        ([tramo(0, 23.99, *range(7))], "todos los días las 24 horas"),
        ([tramo(8, 20), tramo(8.5, 14, 5, 6)], "lunes a viernes de 8:00 a 20:00; sábado y domingo de 8:30 a 14:00"),
        ([tramo(8, 14, 0, 2, 4)], "lunes, miércoles y viernes de 8:00 a 14:00"),
        ([tramo(8, 14, 3)], "jueves de 8:00 a 14:00"),
        ([tramo(20, 8, 4)], "viernes de 20:00 a 8:00"),
        ([tramo(8, 24, 5)], "sábado de 8:00 a 0:00"),
        ([tramo(8, 14, 0), tramo(8, 14, 1, 2)], "lunes a miércoles de 8:00 a 14:00"),
        ([], ""),
    ],
)
def test_hours_as_people_say_them(tramos: list[Tramo], text: str) -> None:
    assert describe_horario(tramos) == text
