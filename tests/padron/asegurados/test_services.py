import datetime as dt

import pytest
from django.db import connection
from django.test import override_settings

from padron.asegurados.models import Asegurado, ConsecutivoNSS, CorreoVinculado, LimiteCorreo
from padron.asegurados.selectors import opens
from padron.asegurados.services import (
    CorreoOcupado,
    LoTramitaPlantel,
    SerieAgotada,
    assign_nss,
    bind_correo,
)
from padron.catalogos.estados import OTROS_ESTADOS
from padron.identificadores import nss
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import HOY, AseguradoFactory, CorreoVinculadoFactory, InscripcionFactory, SerieNSSFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jalisco() -> None:
    SerieNSSFactory(estado="14", serie="61", orden=1)
    SerieNSSFactory(estado="14", serie="62", orden=2)


def make(serie: str, consecutivo: int, nacimiento: int = 2005) -> str:
    return nss.make(serie=serie, anio_registro=2026, anio_nacimiento=nacimiento, consecutivo=consecutivo)


def assign(estado: str = "14", **kwargs: object) -> str:
    asegurado = AseguradoFactory(**{"fecha_nacimiento": dt.date(2005, 3, 9), **kwargs})
    return assign_nss(asegurado=asegurado, estado=estado, hoy=HOY)


def use_up(serie: str, ultimo: int = 9999) -> None:
    ConsecutivoNSS.objects.create(serie=serie, anio_registro=26, anio_nacimiento=5, ultimo=ultimo)


@pytest.mark.usefixtures("jalisco")
class TestAssign:
    def test_series_years_consecutive_digit(self) -> None:
        assert assign() == make("61", 1) == "61260500014"
        assert assign() == make("61", 2)
        assert assign(fecha_nacimiento=dt.date(1998, 1, 1)) == make("61", 1, 1998)

    def test_it_is_stored_and_audited_and_the_object_knows_it(self) -> None:
        asegurado = AseguradoFactory()
        numero = assign_nss(asegurado=asegurado, estado="14", hoy=HOY)
        stored = Asegurado.objects.get(nss=numero)
        assert stored == asegurado
        assert (asegurado.nss, asegurado.origen_nss, asegurado.fecha_nss) == (numero, "asignado", HOY)
        assert (stored.nss, stored.origen_nss, stored.fecha_nss) == (numero, "asignado", HOY)
        assert Auditoria.objects.get().objeto == f"asegurado:{asegurado.titular}"

    def test_F17_twenty_times_the_same_number(self) -> None:
        asegurado = AseguradoFactory()
        numeros = {
            assign_nss(asegurado=Asegurado.objects.get(pk=asegurado.pk), estado="14", hoy=HOY) for _ in range(20)
        }
        assert len(numeros) == 1
        assert Auditoria.objects.count() == 1

    def test_a_located_number_stays(self) -> None:
        asegurado = AseguradoFactory(con_nss=True)
        assert assign_nss(asegurado=asegurado, estado="14", hoy=HOY) == asegurado.nss
        assert asegurado.origen_nss == "localizado"

    def test_F21_the_next_series_when_one_is_used_up(self) -> None:
        use_up("61", 9998)
        assert [assign(), assign()] == [make("61", 9999), make("62", 1)]

    def test_F21_no_number_left_is_told_and_nothing_is_stored(self) -> None:
        use_up("61")
        use_up("62")
        with pytest.raises(SerieAgotada) as caught:
            assign()
        assert caught.value.estado == "14"
        assert not Asegurado.objects.filter(nss__isnull=False).exists()
        assert not Auditoria.objects.exists()

    def test_a_number_that_a_roster_brought_is_never_given_to_another(self) -> None:
        AseguradoFactory(nss=make("61", 1), origen_nss="localizado")
        AseguradoFactory(nss_padron=make("61", 2))
        assert assign() == make("61", 3)

    def test_another_state_uses_its_own_series_or_those_of_the_others(self) -> None:
        SerieNSSFactory(estado=OTROS_ESTADOS, serie="97")
        assert assign("20").startswith("97")

    def test_no_series_configured(self) -> None:
        with pytest.raises(SerieAgotada):
            assign("20")

    def test_with_the_campus_in_charge_nothing_is_assigned(self) -> None:
        asegurado = AseguradoFactory()
        with override_settings(REGISTRO="plantel"), pytest.raises(LoTramitaPlantel):
            assign_nss(asegurado=asegurado, estado="14", hoy=HOY)
        asegurado.refresh_from_db()
        assert asegurado.nss is None

    def test_but_a_number_that_is_known_is_answered(self) -> None:
        asegurado = AseguradoFactory(con_nss=True)
        with override_settings(REGISTRO="plantel"):
            assert assign_nss(asegurado=asegurado, estado="14", hoy=HOY) == asegurado.nss

    def test_an_institution_may_bring_its_own_class(self) -> None:
        with override_settings(REGISTRO="tests.padron.asegurados.test_services.RegistroPropio"):
            assert assign() == "90927512344"


class RegistroPropio:
    inmediato = True

    def assign(self, *, asegurado: Asegurado, estado: str, hoy: dt.date) -> str:
        return "90927512344"


class TestBind:
    def test_bound_once_however_often(self) -> None:
        asegurado = AseguradoFactory()
        first = bind_correo(asegurado=asegurado, correo=" Ana@Example.com")
        again = bind_correo(asegurado=asegurado, correo="ana@example.com")
        assert first == again
        assert (first.correo, first.lugar) == ("ana@example.com", 1)
        assert Auditoria.objects.get().accion == "vincular_correo"

    def test_T3_the_address_of_another_student_is_taken(self) -> None:
        CorreoVinculadoFactory(correo="ana@example.com")
        asegurado = AseguradoFactory()
        with pytest.raises(CorreoOcupado):
            bind_correo(asegurado=asegurado, correo="ana@example.com")
        assert not CorreoVinculado.objects.filter(asegurado=asegurado).exists()
        assert not Auditoria.objects.exists()

    def test_T3_a_claim_never_moves_a_binding(self) -> None:
        vinculo = CorreoVinculadoFactory(correo="ana@example.com")
        with pytest.raises(CorreoOcupado):
            bind_correo(asegurado=vinculo.asegurado, correo="otra@example.com")
        vinculo.refresh_from_db()
        assert vinculo.correo == "ana@example.com"

    def test_an_address_of_the_roster_opens_without_being_bound(self) -> None:
        inscripcion = InscripcionFactory(correo="familia@example.com")
        CorreoVinculadoFactory(correo="familia@example.com")
        with pytest.raises(CorreoOcupado):
            bind_correo(asegurado=inscripcion.asegurado, correo="familia@example.com")
        assert opens(asegurado=inscripcion.asegurado, correo="familia@example.com")

    def test_brothers_and_sisters_share_as_many_places_as_staff_gave(self) -> None:
        LimiteCorreo.objects.create(correo="familia@example.com", limite=2)
        lugares = [bind_correo(asegurado=AseguradoFactory(), correo="familia@example.com").lugar for _ in range(2)]
        assert lugares == [1, 2]
        with pytest.raises(CorreoOcupado):
            bind_correo(asegurado=AseguradoFactory(), correo="familia@example.com")


def test_T17_the_table_holds_neither_curp_nor_nss_in_clear() -> None:
    asegurado = AseguradoFactory(con_nss=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM asegurados_asegurado")
        dump = repr(cursor.fetchall())
    assert asegurado.curp not in dump
    assert asegurado.nss not in dump
