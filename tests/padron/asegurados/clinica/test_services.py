"""Source: docs/reglas.md, «Vigencia»; docs/amenazas.md, F17."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from padron.asegurados.clinica.datos import DomicilioConTelefonos
from padron.asegurados.models import Adscripcion, Asegurado, DomicilioAsegurado
from padron.asegurados.selectors import get_adscripcion, get_domicilio, get_fecha_de_cambio
from padron.asegurados.services import (
    CambioReciente,
    SinCambio,
    SinClinica,
    SinLugar,
    YaTieneClinica,
    adscribir,
    cambiar_clinica,
    save_domicilio,
)
from padron.catalogos.models import Clinica, Consultorio
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import HOY, InscripcionFactory
from tests.helpers.padron.clinic_factories import count_ocupados, make_clinica

pytestmark = pytest.mark.django_db
LUEGO = dt.date(2027, 2, 1)
DOMICILIO = DomicilioConTelefonos(
    cp="44100",
    estado="14",
    municipio="Guadalajara",
    colonia="Centro",
    calle="Privada Inventada",
    exterior="9-B",
    celular="33 5555 0177",
)


@pytest.fixture
def asegurado() -> Asegurado:
    return InscripcionFactory().asegurado


@pytest.fixture
def umf1() -> Clinica:
    return make_clinica(1)


@pytest.fixture
def umf2() -> Clinica:
    return make_clinica(2)


def enter(asegurado: Asegurado, clinica: Clinica, turno: str = "matutino", hoy: dt.date = HOY) -> Adscripcion:
    return adscribir(asegurado=asegurado, clinica=clinica, turno=turno, hoy=hoy)


def move(asegurado: Asegurado, clinica: Clinica, turno: str = "matutino", hoy: dt.date = LUEGO) -> Adscripcion:
    return cambiar_clinica(asegurado=asegurado, clinica=clinica, turno=turno, motivo="domicilio", hoy=hoy)


def get_state() -> list[Any]:
    models = (Adscripcion, Consultorio, Auditoria)
    return [list(model.objects.order_by("pk").values()) for model in models]


class TestAdscribir:
    def test_a_room_is_assigned_a_place_taken_and_it_is_audited(self, asegurado: Asegurado, umf1: Clinica) -> None:
        adscripcion = enter(asegurado, umf1, "vespertino")
        assert (adscripcion.clinica, adscripcion.turno.nombre) == (umf1, "vespertino")
        assert (adscripcion.desde, adscripcion.hasta, adscripcion.anterior) == (HOY, None, None)
        assert count_ocupados() == {(1, "vespertino"): 1}
        registro = Auditoria.objects.get()
        assert (registro.accion, registro.objeto) == ("adscribir", f"asegurado:{asegurado.titular}")
        assert registro.valores == {"clinica": umf1.clave, "turno": "vespertino"}

    def test_F17_again_it_is_the_same_row_and_place(self, asegurado: Asegurado, umf1: Clinica) -> None:
        first = enter(asegurado, umf1)
        before = get_state()
        assert enter(asegurado, umf1, hoy=LUEGO) == first
        assert get_state() == before

    def test_who_has_another_clinic_or_shift_keeps_it(self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica) -> None:
        first = enter(asegurado, umf1)
        before = get_state()
        for clinica, turno in ((umf2, "matutino"), (umf1, "vespertino")):
            with pytest.raises(YaTieneClinica) as error:
                enter(asegurado, clinica, turno)
            assert error.value.adscripcion == first
        assert get_state() == before

    def test_without_a_place_nothing_is_stored(self, asegurado: Asegurado) -> None:
        llena = make_clinica(3, cupo=1)
        enter(InscripcionFactory().asegurado, llena)
        before = get_state()
        with pytest.raises(SinLugar):
            enter(asegurado, llena)
        assert get_state() == before
        assert enter(asegurado, llena, "vespertino").clinica == llena

    def test_the_database_holds_one_open_row_a_student(self, asegurado: Asegurado, umf1: Clinica) -> None:
        first = enter(asegurado, umf1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Adscripcion.objects.create(asegurado=asegurado, consultorio=first.consultorio, desde=HOY)
        Adscripcion.objects.create(asegurado=asegurado, consultorio=first.consultorio, desde=HOY, hasta=HOY)


class TestCambiar:
    def test_the_old_place_is_given_back_and_the_new_one_taken(
        self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica
    ) -> None:
        vieja = enter(asegurado, umf1)
        nueva = move(asegurado, umf2, "vespertino")
        vieja.refresh_from_db()
        assert (vieja.hasta, nueva.desde, nueva.hasta, nueva.motivo) == (LUEGO, LUEGO, None, "domicilio")
        assert nueva.anterior == vieja
        assert count_ocupados() == {(2, "vespertino"): 1}
        registro = Auditoria.objects.get(accion="cambiar_clinica")
        antes = {"clinica": umf1.clave, "turno": "matutino"}
        assert registro.valores == {
            "clinica": umf2.clave,
            "turno": "vespertino",
            "motivo": "domicilio",
            "antes": antes,
        }

    def test_another_shift_of_the_same_clinic_is_a_change(self, asegurado: Asegurado, umf1: Clinica) -> None:
        enter(asegurado, umf1)
        assert move(asegurado, umf1, "vespertino").clinica == umf1
        assert count_ocupados() == {(1, "vespertino"): 1}

    def test_the_same_clinic_and_shift_is_none_and_neither_is_the_same_change_again(
        self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica
    ) -> None:
        enter(asegurado, umf1)
        with pytest.raises(SinCambio):
            move(asegurado, umf1)
        move(asegurado, umf2)
        before = get_state()
        with pytest.raises(SinCambio):
            move(asegurado, umf2)
        assert get_state() == before

    def test_who_has_no_clinic_changes_none(self, asegurado: Asegurado, umf1: Clinica) -> None:
        with pytest.raises(SinClinica):
            move(asegurado, umf1)
        assert count_ocupados() == {}

    def test_without_a_place_the_student_keeps_the_old_one(self, asegurado: Asegurado, umf1: Clinica) -> None:
        enter(asegurado, umf1)
        before = get_state()
        with pytest.raises(SinLugar):
            move(asegurado, make_clinica(3, turnos=()))
        assert get_state()[::2] == before[::2]
        assert count_ocupados() == {(1, "matutino"): 1}


class TestMeses:
    @pytest.fixture(autouse=True)
    def _politica(self, asegurado: Asegurado) -> None:
        plantel = asegurado.inscripciones.get().plantel
        plantel.meses_entre_cambios = 6
        plantel.save()

    def test_the_first_change_may_come_at_once(self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica) -> None:
        first = enter(asegurado, umf1)
        assert get_fecha_de_cambio(asegurado, first) is None
        assert move(asegurado, umf2, hoy=HOY).clinica == umf2

    def test_the_next_one_only_after_the_months(self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica) -> None:
        enter(asegurado, umf1)
        change = move(asegurado, umf2, hoy=HOY)
        desde = dt.date(2027, 5, 20)
        assert get_fecha_de_cambio(asegurado, change) == desde
        before = get_state()
        with pytest.raises(CambioReciente) as error:
            move(asegurado, umf1, hoy=desde - dt.timedelta(days=1))
        assert (error.value.desde, get_state()) == (desde, before)
        assert move(asegurado, umf1, hoy=desde).clinica == umf1

    def test_it_is_the_policy_of_the_present_campus(self, asegurado: Asegurado, umf1: Clinica, umf2: Clinica) -> None:
        enter(asegurado, umf1)
        change = move(asegurado, umf2, hoy=HOY)
        InscripcionFactory(asegurado=asegurado, fecha_inscripcion=dt.date(2026, 11, 1))
        assert get_fecha_de_cambio(asegurado, change) is None


def test_the_present_clinic_comes_with_the_one_before_in_one_query(
    asegurado: Asegurado, umf1: Clinica, umf2: Clinica, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert get_adscripcion(asegurado) is None
    enter(asegurado, umf1)
    move(asegurado, umf2)
    enter(InscripcionFactory().asegurado, umf1)
    with django_assert_num_queries(1):
        adscripcion = get_adscripcion(asegurado)
        assert adscripcion is not None
        assert adscripcion.anterior is not None
        assert (adscripcion.clinica, adscripcion.anterior.clinica) == (umf2, umf1)
        assert (adscripcion.clinica.municipio, adscripcion.consultorio.numero) == (None, 1)
        assert str(adscripcion) == "UMF 2, turno matutino"


class TestDomicilio:
    def test_it_is_typed_once(self, asegurado: Asegurado) -> None:
        assert get_domicilio(asegurado) is None
        save_domicilio(asegurado=asegurado, domicilio=DOMICILIO, hoy=HOY)
        assert get_domicilio(asegurado) == DOMICILIO
        assert get_domicilio(InscripcionFactory().asegurado) is None

    def test_the_same_again_changes_nothing_and_another_replaces_it(self, asegurado: Asegurado) -> None:
        save_domicilio(asegurado=asegurado, domicilio=DOMICILIO, hoy=HOY)
        save_domicilio(asegurado=asegurado, domicilio=DOMICILIO, hoy=LUEGO)
        assert (DomicilioAsegurado.objects.get().fecha, Auditoria.objects.count()) == (HOY, 1)
        otro = DomicilioConTelefonos(**DOMICILIO.to_json() | {"calle": "Otra"})
        save_domicilio(asegurado=asegurado, domicilio=otro, hoy=LUEGO)
        assert (get_domicilio(asegurado), DomicilioAsegurado.objects.get().fecha) == (otro, LUEGO)
        assert Auditoria.objects.count() == 2

    def test_T17_neither_the_table_nor_the_audit_shows_it(self, asegurado: Asegurado) -> None:
        save_domicilio(asegurado=asegurado, domicilio=DOMICILIO, hoy=HOY)
        with connection.cursor() as cursor:
            for table in ("asegurados_domicilioasegurado", "seguridad_auditoria"):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                stored = repr(cursor.fetchall())
                assert stored != "[]"
                assert not [word for word in ("Privada", "44100", "0177") if word in stored]
        assert Auditoria.objects.get().valores is None
