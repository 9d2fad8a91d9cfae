"""Source: docs/reglas.md, «Vigencia»."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padron.asegurados.models import Inscripcion
from padron.asegurados.vigencia.rules import (
    CONSERVAN,
    Inscrita,
    Motivo,
    NoVigente,
    Periodo,
    Vigencia,
    Vigente,
    decide_vigencia,
    list_presentes,
)

HOY = dt.date(2026, 11, 20)
NORTE, SUR = 1, 2
PASADO = Periodo(inicio=dt.date(2026, 1, 15), fin=dt.date(2026, 6, 30))
PRESENTE = Periodo(inicio=dt.date(2026, 8, 10), fin=dt.date(2026, 12, 18))
PROXIMO = Periodo(inicio=dt.date(2027, 1, 18), fin=dt.date(2027, 6, 30))


def ago(dias: int) -> dt.date:
    return HOY - dt.timedelta(days=dias)


def make(**kwargs: Any) -> Inscrita:
    """An active student who entered ten weeks ago and was accepted seven weeks ago."""
    datos: dict[str, Any] = {
        "plantel_id": NORTE,
        "registro_patronal": f"Z990000{kwargs.get('plantel_id', NORTE)}",
        "semanas": 4,
        "dias_entre_ciclos": 90,
        "periodo": PRESENTE,
        "estatus": "activo",
        "fecha_inscripcion": ago(75),
        "fecha_ingreso": ago(70),
        "fecha_alta_imss": ago(50),
    }
    return Inscrita(**datos | kwargs)


def si(inicio: dt.date, plantel: int = NORTE, hasta: dt.date | None = None) -> Vigente:
    return Vigente(inicio=inicio, plantel_id=plantel, registro_patronal=f"Z990000{plantel}", hasta=hasta)


def no(motivo: str, desde: dt.date | None = None, plantel: int | None = NORTE) -> NoVigente:
    return NoVigente(motivo=Motivo(motivo), plantel_id=plantel, semanas=4, consultar_desde=desde)


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


fechas = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
# Most examples have nothing that ends a cover: otherwise hardly any would give one.
raras = st.sampled_from([None, None, None]) | fechas
periodos = st.just(Periodo()) | st.builds(Periodo, inicio=raras, fin=raras)
inscritas = st.builds(
    Inscrita,
    plantel_id=st.integers(1, 3),
    registro_patronal=st.just("Z99"),
    semanas=st.integers(0, 60),
    dias_entre_ciclos=st.integers(0, 400),
    periodo=periodos,
    estatus=st.just("activo") | st.sampled_from(Inscripcion.Estatus.values),
    fecha_inscripcion=fechas,
    fecha_ingreso=st.none() | fechas,
    fecha_alta_imss=fechas | raras,
    fecha_baja=raras,
    otra_cobertura=st.sampled_from(["", "", "", "ISSSTE"]),
    fecha_renuncia=raras,
)
historias = st.lists(inscritas, max_size=6)


@given(historias, fechas)
def test_always_one_answer_that_makes_sense(historia: list[Inscrita], hoy: dt.date) -> None:
    answer = decide_vigencia(historia, hoy)
    assert isinstance(answer, Vigente) != isinstance(answer, NoVigente)
    planteles = {inscrita.plantel_id for inscrita in historia}
    if isinstance(answer, Vigente):
        assert answer.inicio <= hoy
        assert answer.inicio in {inscrita.fecha_alta_imss for inscrita in historia}
        assert answer.plantel_id in planteles
    else:
        assert answer.consultar_desde is None or answer.consultar_desde > hoy
        assert (answer.motivo == Motivo.EN_TRAMITE) <= (answer.consultar_desde is not None)
        assert answer.plantel_id in planteles if historia else answer.plantel_id is None


@given(historias, st.integers(0, 5000))
def test_other_campuses_never_take_a_cover_away(historia: list[Inscrita], dias: int) -> None:
    inicio = ago(dias)
    answer = decide_vigencia([*historia, make(plantel_id=99, fecha_alta_imss=inicio)], HOY)
    assert isinstance(answer, Vigente)
    assert answer.inicio <= inicio


@given(historias, fechas, st.integers(0, 3000))
def test_a_cover_that_nothing_ends_stays(historia: list[Inscrita], hoy: dt.date, dias: int) -> None:
    libres = [
        replace(inscrita, periodo=Periodo(), estatus="activo", fecha_baja=None, fecha_renuncia=None)
        for inscrita in historia
    ]
    before = decide_vigencia(libres, hoy)
    if isinstance(before, Vigente):
        assert decide_vigencia(libres, hoy + dt.timedelta(days=dias)) == before


@given(historias, fechas)
def test_an_accepted_date_never_takes_a_cover_away(historia: list[Inscrita], hoy: dt.date) -> None:
    aceptadas = [replace(inscrita, fecha_alta_imss=inscrita.fecha_alta_imss or hoy) for inscrita in historia]
    if decide_vigencia(historia, hoy).is_vigente:
        assert decide_vigencia(aceptadas, hoy).is_vigente


@given(historias, fechas, st.sampled_from(["otra_cobertura", "fecha_renuncia", "estatus"]))
def test_who_left_everywhere_is_not_covered(historia: list[Inscrita], hoy: dt.date, como: str) -> None:
    fin: dict[str, Any] = {"otra_cobertura": "ISSSTE", "fecha_renuncia": hoy, "estatus": "desertor"}
    fuera = [replace(inscrita, fecha_baja=None, **{como: fin[como]}) for inscrita in historia]
    assert not decide_vigencia(fuera, hoy).is_vigente
