import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from padron.catalogos.models import CentroCP, CentroMunicipio, Consultorio, Turno
from padron.catalogos.selectors import get_clinicas_cercanas
from padron.catalogos.services import take_lugar
from tests.helpers.factories import CodigoPostalFactory, MunicipioFactory
from tests.helpers.padron.catalogue_factories import ClinicaFactory
from tests.helpers.padron.clues_books import CLAVE, get, list_turnos, load, make_fila, make_horario

pytestmark = pytest.mark.django_db


class TestCierre:
    def test_what_is_gone_or_closed_keeps_its_history(self, tmp_path: Path) -> None:
        otras = [make_fila(f"JCIMS{n:06}") for n in (1, 2)]
        load(tmp_path, make_fila(), *otras)
        room = take_lugar(clinica=get(), turno="matutino")
        resumen = load(tmp_path, otras[0] | {"ESTATUS DE OPERACION": "FUERA DE OPERACION"}, otras[1])
        assert (resumen.cerradas, resumen.fuera, resumen.sin_cambio) == (2, 1, 1)
        assert resumen.notas == [
            "JCIMS000001, UMF 777 del Ensayo: está fuera de operación; conserva su historia.",
            f"{CLAVE}, UMF 777 del Ensayo: ya no está en el archivo; conserva su historia.",
        ]
        assert not get().en_operacion
        assert [one.clinica.clave for one in get_clinicas_cercanas(cp="44100")] == ["JCIMS000002"]
        room.refresh_from_db()
        assert room.ocupados == 1

    def test_it_comes_back_with_its_places(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(), make_fila("JCIMS000029"))
        take_lugar(clinica=get(), turno="matutino")
        load(tmp_path, make_fila("JCIMS000029"))
        assert load(tmp_path, make_fila(), make_fila("JCIMS000029")).cambiadas == 1
        assert get().en_operacion
        assert Consultorio.objects.get(ocupados=1).turno.clinica == get()

    def test_a_state_that_the_file_does_not_bring_stays(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila())
        load(tmp_path, make_fila("OCIMS000019", ENTIDAD="OAXACA", MUNICIPIO="OAXACA DE JUAREZ", CODIGO_POSTAL="68000"))
        assert get().en_operacion
        assert set(CentroCP.objects.values_list("cp", flat=True)) == {"44100", "68000"}

    def test_invented_clinics_are_nobodys_business(self, tmp_path: Path) -> None:
        ficticia = ClinicaFactory(ficticia=True)
        load(tmp_path, make_fila())
        ficticia.refresh_from_db()
        assert ficticia.en_operacion


class TestTurnos:
    def test_without_hours_the_usual_shifts(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(), horarios=None)
        assert get().horario == ""
        assert list_turnos() == [("matutino", "08:00", "14:00", 1), ("vespertino", "14:00", "20:00", 1)]

    def test_as_many_rooms_as_the_file_says(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila() | {"CONSULTORIOS DE MED GRAL": "3"})
        assert [row[3] for row in list_turnos()] == [3, 3]

    def test_a_clinic_of_one_shift(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(), horarios=[make_horario(CLAVE, dt.time(8), dt.time(15, 30))])
        assert list_turnos() == [("matutino", "08:00", "15:30", 1)]

    def test_what_staff_changed_stays_while_the_hours_do(self, tmp_path: Path) -> None:
        horarios = [make_horario(CLAVE, "08:00", "20:00")]
        load(tmp_path, make_fila(), horarios=horarios)
        Turno.objects.filter(nombre="vespertino").update(hasta=dt.time(21))
        Consultorio.objects.filter(turno__nombre="matutino").update(cupo=9, numero=4)
        load(tmp_path, make_fila(), horarios=horarios)
        assert list_turnos() == [("matutino", "08:00", "14:00", 1), ("vespertino", "14:00", "21:00", 1)]
        assert Consultorio.objects.get(numero=4).cupo == 9

    def test_other_hours_move_and_add_shifts_and_take_none_away(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(), horarios=[make_horario(CLAVE, "07:00", "14:00")])
        take_lugar(clinica=get(), turno="matutino")
        load(tmp_path, make_fila(), horarios=[make_horario(CLAVE, "08:00", "20:00")])
        assert list_turnos() == [("matutino", "08:00", "14:00", 1), ("vespertino", "14:00", "20:00", 1)]
        load(tmp_path, make_fila(), horarios=[make_horario(CLAVE, "08:00", "13:00")])
        assert list_turnos() == [("matutino", "08:00", "13:00", 1), ("vespertino", "14:00", "20:00", 1)]
        assert Consultorio.objects.get(turno__nombre="matutino").ocupados == 1

    @pytest.mark.parametrize("horas", [("", ""), ("8", "20"), ("25:00", "26:00"), ("=A1", "20:00"), ("08:00", None)])
    def test_what_is_no_hour_counts_as_unknown(self, horas: tuple[Any, Any], tmp_path: Path) -> None:
        load(tmp_path, make_fila(), horarios=[make_horario(CLAVE, *horas)])
        assert get().horario == ""
        assert len(list_turnos()) == 2


class TestCentros:
    def test_a_centre_is_the_mean_of_all_units_whoever_runs_them(self, tmp_path: Path) -> None:
        guadalajara = MunicipioFactory()
        ajena = {"CLAVE_DE_LA_INS_ADM": "SSA", "ESTATUS_DE_OPERACION": "FUERA DE OPERACION"}
        load(
            tmp_path,
            make_fila(),
            make_fila("JCSSA000018", LATITUD="20.69", LONGITUD="-103.36", **ajena),
            make_fila("JCSSA000019", LATITUD="0", LONGITUD="0", **ajena),
            make_fila("JCSSA000020", LATITUD="20.80", CODIGO_POSTAL="99999", **ajena),
        )
        assert list(CentroCP.objects.values_list()) == [("44100", "14", 20.68, -103.35, 2)]
        assert list(CentroMunicipio.objects.values_list()) == [(guadalajara.pk, 20.72, -103.346667, 3)]

    def test_a_newer_file_replaces_them(self, tmp_path: Path) -> None:
        MunicipioFactory()
        load(tmp_path, make_fila())
        load(tmp_path, make_fila(CODIGO_POSTAL="44200", LATITUD="20.7"))
        assert list(CentroCP.objects.values_list("cp", "latitud")) == [("44200", 20.7)]
        assert CentroMunicipio.objects.get().latitud == 20.7

    def test_a_postal_code_that_another_state_claims_too(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila())
        load(tmp_path, make_fila("OCIMS000019", ENTIDAD="OAXACA", MUNICIPIO="OAXACA", LATITUD="17.06"))
        assert list(CentroCP.objects.values_list("estado", "latitud")) == [("20", 17.06)]


class TestMunicipio:
    def test_by_its_code_where_the_catalogue_has_codes(self, tmp_path: Path) -> None:
        MunicipioFactory(clave="120", nombre="Zapopan")
        otro = MunicipioFactory(clave="039", nombre="Otro nombre")
        load(tmp_path, make_fila(MUNICIPIO="ZAPOPAN"))
        assert get().municipio == otro
        assert get().municipio_nombre == "Zapopan"

    def test_by_its_name_with_the_accents_of_the_catalogue(self, tmp_path: Path) -> None:
        municipio = MunicipioFactory(clave="", nombre="Tonalá")
        load(tmp_path, make_fila(MUNICIPIO="TONALA"))
        assert (get().municipio, get().municipio_nombre) == (municipio, "Tonalá")

    def test_by_its_postal_code_where_the_name_is_another(self, tmp_path: Path) -> None:
        codigo = CodigoPostalFactory(cp="44100", municipio__clave="", municipio__nombre="Guadalajara (centro)")
        load(tmp_path, make_fila())
        assert (get().municipio, get().municipio_nombre) == (codigo.municipio, "Guadalajara")

    def test_never_one_of_another_state(self, tmp_path: Path) -> None:
        CodigoPostalFactory(cp="44100", municipio__estado="19", municipio__nombre="Monterrey")
        load(tmp_path, make_fila())
        assert get().municipio is None
        assert get().domicilio.endswith("44100 Guadalajara, Jalisco")
