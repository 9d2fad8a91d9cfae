"""Source: docs/reglas.md, «Vigencia»."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from padron.asegurados.models import Inscripcion
from padron.asegurados.vigencia.rules import (
    CONSERVAN,
    Inscrita,
    Periodo,
    Vigencia,
    Vigente,
    decide_vigencia,
    list_presentes,
)
from tests.helpers.padron.enrolments import HOY, NORTE, PASADO, PROXIMO, SUR, ago, make, no, si

UNA: dict[str, tuple[dict[str, Any], Vigencia]] = {
    "accepted": ({}, si(ago(50))),
    "accepted today": ({"fecha_alta_imss": HOY}, si(HOY)),
    "licencia keeps it": ({"estatus": "licencia"}, si(ago(50))),
    "a cycle without dates runs": ({"periodo": Periodo()}, si(ago(50))),
    "first day of the cycle": ({"periodo": Periodo(inicio=HOY)}, si(ago(50))),
    "last day of the cycle": ({"periodo": Periodo(fin=HOY)}, si(ago(50))),
    "entered a week ago": (
        {"fecha_alta_imss": None, "fecha_ingreso": ago(7)},
        no("en_tramite", HOY + dt.timedelta(days=21)),
    ),
    "a day less than four weeks": (
        {"fecha_alta_imss": None, "fecha_ingreso": ago(27)},
        no("en_tramite", HOY + dt.timedelta(days=1)),
    ),
    "four weeks": ({"fecha_alta_imss": None, "fecha_ingreso": ago(28)}, no("sin_reportar")),
    "on leave, not accepted": ({"fecha_alta_imss": None, "estatus": "licencia"}, no("sin_reportar")),
    "entry yet to come": (
        {"fecha_alta_imss": None, "fecha_ingreso": HOY + dt.timedelta(days=3)},
        no("en_tramite", HOY + dt.timedelta(days=31)),
    ),
    "without day of entry the enrolment counts": (
        {"fecha_alta_imss": None, "fecha_ingreso": None, "fecha_inscripcion": ago(1)},
        no("en_tramite", HOY + dt.timedelta(days=27)),
    ),
    "accepted from tomorrow, however late": (
        {"fecha_alta_imss": HOY + dt.timedelta(days=1)},
        no("en_tramite", HOY + dt.timedelta(days=1)),
    ),
    "baja temporal": ({"estatus": "baja_temporal"}, no("baja")),
    "baja definitiva": ({"estatus": "baja_definitiva"}, no("baja")),
    "desertor": ({"estatus": "desertor"}, no("baja")),
    "egresado": ({"estatus": "egresado"}, no("baja")),
    "baja since today": ({"estatus": "egresado", "fecha_baja": HOY}, no("baja")),
    "baja from tomorrow": ({"estatus": "egresado", "fecha_baja": HOY + dt.timedelta(days=1)}, si(ago(50))),
    "baja before other cover": ({"estatus": "desertor", "otra_cobertura": "ISSSTE"}, no("baja")),
    "came back and was not accepted again": ({"fecha_baja": ago(10)}, no("sin_reportar")),
    "came back and was accepted again": ({"fecha_baja": ago(60)}, si(ago(50))),
    "accepted and ended on one day": ({"fecha_baja": HOY, "fecha_alta_imss": HOY}, no("sin_reportar")),
    "other cover": ({"otra_cobertura": "ISSSTE"}, no("otra_cobertura")),
    "other cover, not accepted": ({"otra_cobertura": "ISSSTE", "fecha_alta_imss": None}, no("otra_cobertura")),
    "renuncia received": ({"fecha_renuncia": HOY}, no("renuncia")),
    "renuncia because of other cover": ({"fecha_renuncia": HOY, "otra_cobertura": "ISSSTE"}, no("otra_cobertura")),
    "the cycle ended long ago": ({"periodo": PASADO}, no("terminada")),
    "the cycle ended long ago, never accepted": ({"periodo": PASADO, "fecha_alta_imss": None}, no("no_inscrito")),
    "the cycle ended yesterday": ({"periodo": Periodo(fin=ago(1))}, si(ago(50), hasta=ago(1 - 90))),
    "the cycle ended 90 days ago": ({"periodo": Periodo(fin=ago(90))}, si(ago(50), hasta=HOY)),
    "the cycle ended 91 days ago": ({"periodo": Periodo(fin=ago(91))}, no("terminada")),
    "the campus gives 30 days, the cycle ended 31 days ago": (
        {"periodo": Periodo(fin=ago(31)), "dias_entre_ciclos": 30},
        no("terminada"),
    ),
    "the cycle ended yesterday, never accepted": (
        {"periodo": Periodo(fin=ago(1)), "fecha_alta_imss": None, "fecha_ingreso": ago(7)},
        no("no_inscrito"),
    ),
    "the cycle ended yesterday, accepted from tomorrow": (
        {"periodo": Periodo(fin=ago(1)), "fecha_alta_imss": HOY + dt.timedelta(days=1)},
        no("no_inscrito"),
    ),
    "the cycle ended yesterday, egresado": ({"periodo": Periodo(fin=ago(1)), "estatus": "egresado"}, no("baja")),
    "the cycle ended yesterday, baja from tomorrow": (
        {"periodo": Periodo(fin=ago(1)), "estatus": "egresado", "fecha_baja": HOY + dt.timedelta(days=1)},
        si(ago(50), hasta=ago(1 - 90)),
    ),
    "the cycle ended yesterday, other cover": (
        {"periodo": Periodo(fin=ago(1)), "otra_cobertura": "ISSSTE"},
        no("otra_cobertura"),
    ),
    "the cycle ended yesterday, renuncia": ({"periodo": Periodo(fin=ago(1)), "fecha_renuncia": HOY}, no("renuncia")),
    "the cycle is to come, not accepted": (
        {"periodo": PROXIMO, "fecha_alta_imss": None},
        no("no_inscrito", dt.date(2027, 1, 18)),
    ),
    "the cycle is to come, accepted": ({"periodo": PROXIMO}, si(ago(50))),
}


@pytest.mark.parametrize(("datos", "expected"), UNA.values(), ids=UNA)
def test_one_enrolment(datos: dict[str, Any], expected: Vigencia) -> None:
    assert decide_vigencia([make(**datos)], HOY) == expected


def test_the_weeks_are_the_policy_of_the_campus() -> None:
    answer = decide_vigencia([make(semanas=6, fecha_alta_imss=None, fecha_ingreso=ago(30))], HOY)
    assert answer == replace(no("en_tramite", ago(30) + dt.timedelta(weeks=6)), semanas=6)


def test_no_enrolment_at_all() -> None:
    assert decide_vigencia([], HOY) == no("no_inscrito", plantel=None)


ANTES: dict[str, Any] = {"periodo": PASADO, "fecha_inscripcion": ago(300), "fecha_ingreso": ago(295)}
NUEVA = make(fecha_alta_imss=None)
CICLOS: dict[str, tuple[list[Inscrita], Vigencia]] = {
    "re-enrolled: the cover goes on": ([make(**ANTES, fecha_alta_imss=ago(280)), NUEVA], si(ago(280))),
    "accepted twice: it began the first time": ([make(**ANTES, fecha_alta_imss=ago(280)), make()], si(ago(280))),
    "a baja in between ended it": (
        [make(**ANTES, fecha_alta_imss=ago(280), estatus="baja_temporal"), NUEVA],
        no("sin_reportar"),
    ),
    "accepted again after the baja": (
        [make(**ANTES, fecha_alta_imss=ago(280), estatus="baja_temporal", fecha_baja=ago(200)), make()],
        si(ago(50)),
    ),
    "a renuncia in between ended it": (
        [make(**ANTES, fecha_alta_imss=ago(280), fecha_renuncia=ago(200)), NUEVA],
        no("sin_reportar"),
    ),
    "other cover in between ended it": (
        [make(**ANTES, fecha_alta_imss=ago(280), otra_cobertura="ISSSTE"), NUEVA],
        no("sin_reportar"),
    ),
    "left: what an undated older cycle says does not count": (
        [make(**ANTES | {"periodo": Periodo()}, fecha_alta_imss=ago(280)), make(estatus="desertor")],
        no("baja"),
    ),
    "not re-enrolled": ([make(**ANTES, fecha_alta_imss=ago(280))], no("terminada")),
    "holidays, not enrolled for the next cycle yet": (
        [make(**ANTES | {"periodo": Periodo(fin=ago(20))}, fecha_alta_imss=ago(280))],
        si(ago(280), hasta=ago(20 - 90)),
    ),
    "holidays, enrolled for the next cycle": (
        [
            make(**ANTES | {"periodo": Periodo(fin=ago(20))}, fecha_alta_imss=ago(280)),
            make(periodo=PROXIMO, fecha_inscripcion=ago(5), fecha_alta_imss=None),
        ],
        si(ago(280)),
    ),
    "holidays of 100 days, enrolled for the next cycle in time": (
        [
            make(**ANTES | {"periodo": Periodo(fin=ago(95))}, fecha_alta_imss=ago(280)),
            make(periodo=PROXIMO, fecha_inscripcion=ago(10), fecha_alta_imss=None),
        ],
        si(ago(280)),
    ),
    "holidays, the next enrolment says baja": (
        [
            make(**ANTES | {"periodo": Periodo(fin=ago(20))}, fecha_alta_imss=ago(280)),
            make(periodo=PROXIMO, fecha_inscripcion=ago(5), fecha_alta_imss=None, estatus="baja_definitiva"),
        ],
        no("baja"),
    ),
    "two holidays: the cover goes on through each": (
        [
            make(**ANTES | {"periodo": Periodo(fin=ago(200))}, fecha_alta_imss=ago(280)),
            make(periodo=Periodo(fin=ago(120)), fecha_inscripcion=ago(190), fecha_alta_imss=None),
            NUEVA,
        ],
        si(ago(280)),
    ),
    "came back after a missed cycle: the cover of before had ended": (
        [make(**ANTES | {"periodo": Periodo(fin=ago(200))}, fecha_alta_imss=ago(280)), NUEVA],
        no("sin_reportar"),
    ),
    "came back after a missed cycle and was accepted again": (
        [make(**ANTES | {"periodo": Periodo(fin=ago(200))}, fecha_alta_imss=ago(280)), make()],
        si(ago(50)),
    ),
    "enrolled for the next cycle already": ([make(), make(periodo=PROXIMO, fecha_inscripcion=ago(5))], si(ago(50))),
    "accepted for the next cycle only": (
        [NUEVA, make(periodo=PROXIMO, fecha_inscripcion=ago(5), fecha_alta_imss=ago(2))],
        no("sin_reportar"),
    ),
    "enrolled for the next cycle only, after a missed cycle": (
        [
            make(**ANTES, fecha_alta_imss=ago(280)),
            make(periodo=PROXIMO, fecha_inscripcion=ago(5), fecha_alta_imss=None),
        ],
        no("terminada", dt.date(2027, 1, 18)),
    ),
    "two of one day: the later stored is the present one": ([make(), make(estatus="egresado")], no("baja")),
}


@pytest.mark.parametrize(("historia", "expected"), CICLOS.values(), ids=CICLOS)
def test_the_cycles_of_one_campus(historia: list[Inscrita], expected: Vigencia) -> None:
    assert decide_vigencia(historia, HOY) == expected


SIN_ALTA: dict[str, Any] = {"fecha_alta_imss": None}
NEGADAS = [  # from what helps soonest to what helps last
    SIN_ALTA | {"fecha_ingreso": ago(20)},
    SIN_ALTA | {"fecha_ingreso": ago(1)},
    SIN_ALTA,
    {"otra_cobertura": "ISSSTE"},
    {"fecha_renuncia": ago(3)},
    {"estatus": "desertor"},
    {"periodo": PROXIMO, "fecha_alta_imss": None},
    {"periodo": PASADO, "fecha_alta_imss": None},
    {"periodo": PASADO},
]


def test_any_of_two_campuses_is_enough() -> None:
    for negada in NEGADAS:
        for norte, sur in ((make(**negada), make(plantel_id=SUR)), (make(), make(**negada, plantel_id=SUR))):
            answer = decide_vigencia([norte, sur], HOY)
            assert isinstance(answer, Vigente)
            assert answer.inicio == ago(50)


def test_the_oldest_cover_names_the_employer() -> None:
    norte, sur = make(fecha_alta_imss=ago(30)), make(plantel_id=SUR, fecha_alta_imss=ago(40))
    assert decide_vigencia([norte, sur], HOY) == decide_vigencia([sur, norte], HOY) == si(ago(40), SUR)


def test_of_two_that_began_on_one_day_it_is_always_the_same() -> None:
    rows = [make(plantel_id=SUR), make()]
    assert decide_vigencia(rows, HOY) == decide_vigencia(rows[::-1], HOY) == si(ago(50), NORTE)


@pytest.mark.parametrize("lugar", range(len(NEGADAS) - 1))
def test_of_two_noes_the_student_is_told_what_helps_soonest(lugar: int) -> None:
    mejor, peor = make(**NEGADAS[lugar], plantel_id=SUR), make(**NEGADAS[lugar + 1])
    alone = decide_vigencia([mejor], HOY)
    assert decide_vigencia([mejor, peor], HOY) == decide_vigencia([peor, mejor], HOY) == alone


def test_the_enrolments_that_count_are_those_of_running_and_future_cycles() -> None:
    historia = [make(**ANTES), make(), make(periodo=PROXIMO)]
    assert list_presentes(historia, HOY) == [1, 2]


def test_between_two_cycles_the_enrolment_of_the_cycle_that_ended_last_counts_too() -> None:
    vieja = ANTES | {"periodo": Periodo(fin=ago(400))}
    assert list_presentes([make(**vieja), make(**ANTES), make(periodo=PROXIMO)], HOY) == [1, 2]
    assert list_presentes([make(**ANTES), make(**vieja)], HOY) == [0]
    assert list_presentes([], HOY) == []


def test_the_statuses_are_those_of_the_model() -> None:
    bajas = {Inscripcion.Estatus.BAJA_TEMPORAL, Inscripcion.Estatus.BAJA_DEFINITIVA}
    bajas |= {Inscripcion.Estatus.DESERTOR, Inscripcion.Estatus.EGRESADO}
    assert {*Inscripcion.Estatus.values} - CONSERVAN == bajas


def test_the_weeks_count_from_the_nss_if_it_came_after_the_entry() -> None:
    """A student whose NSS is one minute old must not be asked to report a missing cover."""
    sin_alta = make(fecha_alta_imss=None)
    assert decide_vigencia([sin_alta], HOY) == no("sin_reportar")
    nuevo = decide_vigencia([replace(sin_alta, fecha_nss=HOY)], HOY)
    assert nuevo == replace(no("en_tramite", HOY + dt.timedelta(weeks=4)), por_nss=True)
    assert decide_vigencia([replace(sin_alta, fecha_nss=ago(28))], HOY) == no("sin_reportar")
    assert decide_vigencia([replace(sin_alta, fecha_nss=ago(1000))], HOY) == no("sin_reportar")
