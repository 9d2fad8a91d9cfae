"""Source: docs/plantel.md, «Manifestación»."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from padron.asegurados.models import Inscripcion, Manifestacion
from padron.asegurados.selectors import get_manifestacion
from padron.asegurados.services import (
    NoSePregunta,
    NoSeRetira,
    forget_retiradas,
    state_sin_otro_seguro,
    withdraw_manifestacion,
)
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import HOY, AseguradoFactory, InscripcionFactory

pytestmark = pytest.mark.django_db
MENOR = {"asegurado__fecha_nacimiento": dt.date(2009, 5, 5)}
AYER = HOY - dt.timedelta(days=1)


def make(**datos: Any) -> Inscripcion:
    return InscripcionFactory(asegurado__con_nss=True, **datos)


def state(inscripcion: Inscripcion, tutor: str = "") -> Manifestacion:
    return state_sin_otro_seguro(asegurado=inscripcion.asegurado, tutor=tutor, hoy=HOY)


def test_the_statement_is_stored_with_date_version_and_campus_and_is_audited() -> None:
    inscripcion = make()
    manifestacion = state(inscripcion, "Nombre que un adulto no da")
    assert (manifestacion.plantel, manifestacion.version, manifestacion.tutor) == (
        inscripcion.plantel,
        "2026-11-21",
        "",
    )
    registro = Auditoria.objects.get()
    assert (registro.accion, registro.actor) == ("manifestar", "alumno")


def test_a_student_states_only_once() -> None:
    inscripcion = make()
    state(inscripcion)
    with pytest.raises(NoSePregunta):
        state(inscripcion)
    with pytest.raises(IntegrityError):
        Manifestacion.objects.create(asegurado=inscripcion.asegurado, plantel=inscripcion.plantel, version="x")


def test_a_minor_must_name_mother_father_or_guardian() -> None:
    inscripcion = make(**MENOR)
    with pytest.raises(ValueError, match="minor"):
        state(inscripcion, "  ")
    assert state(inscripcion, " Carmen Inventada ").tutor == "Carmen Inventada"


@pytest.mark.parametrize(
    "datos",
    [
        {"fecha_reporte_imss": AYER},
        {"fecha_alta_imss": AYER},
        {"otra_cobertura": "ISSSTE"},
        {"fecha_renuncia": AYER},
        {"estatus": "egresado"},
        {"plantel__pide_manifestacion": False},
        {"asegurado__nss": None},
    ],
)
def test_a_student_whom_the_portal_does_not_ask_cannot_state(datos: dict[str, Any]) -> None:
    inscripcion = make(**datos)
    assert not get_manifestacion(inscripcion.asegurado, hoy=HOY).is_preguntada
    with pytest.raises(NoSePregunta):
        state(inscripcion)


def test_a_student_without_an_enrolment_is_not_asked() -> None:
    assert not get_manifestacion(AseguradoFactory(con_nss=True), hoy=HOY).is_preguntada


def test_a_withdrawn_statement_is_asked_for_again() -> None:
    inscripcion = make()
    state(inscripcion)
    withdraw_manifestacion(asegurado=inscripcion.asegurado, hoy=HOY)
    assert get_manifestacion(inscripcion.asegurado, hoy=HOY).is_preguntada
    state(inscripcion)
    assert Manifestacion.objects.filter(asegurado=inscripcion.asegurado).count() == 2
    assert Auditoria.objects.filter(accion="retirar manifestación").count() == 1


def test_a_statement_cannot_be_withdrawn_after_the_student_is_reported() -> None:
    inscripcion = make()
    state(inscripcion)
    Inscripcion.objects.update(fecha_reporte_imss=AYER)
    with pytest.raises(NoSeRetira):
        withdraw_manifestacion(asegurado=inscripcion.asegurado, hoy=HOY)
    assert Manifestacion.objects.get().retirada is None


def test_withdrawn_statements_are_deleted_and_the_others_stay() -> None:
    inscripcion, otra = make(), make()
    state(inscripcion)
    state(otra)
    withdraw_manifestacion(asegurado=inscripcion.asegurado, hoy=HOY)
    ahora = timezone.now()
    assert forget_retiradas(before=ahora - dt.timedelta(days=30), limit=9) == 0
    assert forget_retiradas(before=ahora + dt.timedelta(seconds=1), limit=9) == 1
    assert [row.asegurado for row in Manifestacion.objects.all()] == [otra.asegurado]
