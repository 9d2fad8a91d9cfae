"""What holds for all enrolments. Source: docs/reglas.md, «Vigencia»."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from padron.asegurados.models import Inscripcion
from padron.asegurados.vigencia.rules import Inscrita, Motivo, NoVigente, Periodo, Vigente, decide_vigencia
from tests.helpers.padron.enrolments import HOY, ago, make

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
