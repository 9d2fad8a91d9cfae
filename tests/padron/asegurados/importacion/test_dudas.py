"""What only the file as a whole, or the record, can settle. Source: docs/reglas.md, «Rosters»."""

import datetime as dt
from pathlib import Path

import pytest

from padron.asegurados.importacion import Resumen, carga
from padron.asegurados.models import Asegurado, CorreoVinculado, FallaDato, LimiteCorreo
from padron.planteles.models import Ciclo
from tests.helpers.factories import InstitucionFactory, PlantelFactory
from tests.helpers.padron.rosters import HOY, SAUL, TADEO, XIMENA, load

pytestmark = pytest.mark.django_db
Fila = dict[str, str]


@pytest.fixture(autouse=True)
def _planteles() -> None:
    PlantelFactory(clave="GDL")
    PlantelFactory(clave="OAX")


def list_notas(resumen: Resumen, tipo: str) -> list[tuple[int, str]]:
    return [(nota.linea, nota.columna) for nota in resumen.primeras if nota.tipo == tipo]


def abiertas() -> set[tuple[str, str]]:
    return set(FallaDato.objects.filter(abierta=True).values_list("asegurado__nombres", "causa"))


def with_sexo(ximena: str, tadeo: str, saul: str) -> tuple[Fila, Fila, Fila]:
    return XIMENA | {"sexo": ximena}, TADEO | {"sexo": tadeo}, SAUL | {"sexo": saul}


@pytest.mark.parametrize(
    "letras", [("F", "M", "M"), ("M", "H", "H"), ("Mujer", "Hombre", "H"), ("FEMENINO", "MASCULINO", "M")]
)
def test_men_and_women_load_from_any_way_of_writing_the_sex(letras: tuple[str, str, str], tmp_path: Path) -> None:
    assert load(tmp_path, *with_sexo(*letras)).con_falla == 0
    assert abiertas() == set()


def test_a_wrong_sex_in_a_roster_of_F_and_M_is_still_a_fault(tmp_path: Path) -> None:
    ana = TADEO | {"curp": "VITE030105HPLLPMZ2", "nombres": "José Emiliano", "primer_apellido": "Villagrán"}
    ana |= {"segundo_apellido": "Tapia", "codigo": "A9", "correo": "e@example.com", "sexo": "M"}
    load(tmp_path, *with_sexo("F", "F", "M"), ana)
    assert abiertas() == {("Tadeo", "curp_sexo")}


def test_an_M_that_nothing_explains_stops_nobody_and_is_reported(tmp_path: Path) -> None:
    resumen = load(tmp_path, *with_sexo("M", "M", "H"), TADEO | {"plantel": "OAX", "sexo": "F"})
    assert ("Ximena", "curp_sexo") not in abiertas()
    assert list_notas(resumen, "lectura") == [(1, "sexo")]


def test_the_month_comes_first_in_the_whole_file_if_the_clear_dates_say_so(tmp_path: Path) -> None:
    fechas = {"fecha_inscripcion": "08/10/2026", "fecha_ingreso": "08/17/2026"}
    resumen = load(tmp_path, XIMENA | fechas)
    inscripcion = Asegurado.objects.get().inscripciones.get()
    assert (inscripcion.fecha_inscripcion, inscripcion.fecha_ingreso) == (dt.date(2026, 8, 10), dt.date(2026, 8, 17))
    assert list_notas(resumen, "lectura") == [(1, "fechas")]


def test_a_date_that_can_be_two_days_is_not_stored_if_the_file_has_both_orders(tmp_path: Path) -> None:
    rows = (TADEO | {"fecha_ingreso": "17/08/2026"}, SAUL | {"fecha_ingreso": "08/17/2026"})
    resumen = load(tmp_path, *rows, XIMENA | {"fecha_ingreso": "03/04/2026"})
    assert list_notas(resumen, "aviso") == [(4, "fecha_ingreso")]
    assert Asegurado.objects.get(curp=XIMENA["curp"]).inscripciones.get().fecha_ingreso is None


def test_an_unreadable_day_of_enrolment_is_never_the_day_of_the_load(tmp_path: Path) -> None:
    resumen = load(tmp_path, TADEO | {"fecha_inscripcion": "pendiente"})
    inscripcion = Asegurado.objects.get().inscripciones.get()
    assert inscripcion.fecha_inscripcion == inscripcion.fecha_ingreso == dt.date(2026, 8, 17)
    assert list_notas(resumen, "aviso") == [(2, "fecha_inscripcion")] * 2


def test_without_a_day_of_entry_it_is_the_usual_day_of_its_campus_and_cycle(tmp_path: Path) -> None:
    malo = {"fecha_inscripcion": "31/02/2026", "fecha_ingreso": ""}
    load(tmp_path, XIMENA, SAUL | {"fecha_ingreso": ""}, TADEO | malo)
    assert Asegurado.objects.get(curp=TADEO["curp"]).inscripciones.get().fecha_inscripcion == dt.date(2026, 8, 10)


def test_a_row_whose_day_nothing_replaces_is_refused(tmp_path: Path) -> None:
    resumen = load(tmp_path, TADEO | {"fecha_inscripcion": "pendiente", "fecha_ingreso": ""})
    assert list_notas(resumen, "rechazada") == [(2, "fecha_inscripcion")]
    assert not Asegurado.objects.exists()


def test_cells_that_cannot_be_read_do_not_change_what_is_stored(tmp_path: Path) -> None:
    load(tmp_path, XIMENA)
    ilegibles = {"fecha_inscripcion": "?", "fecha_ingreso": "ayer", "fecha_baja": "pronto", "correo": "ximena@"}
    assert load(tmp_path, XIMENA | ilegibles, hoy=HOY + dt.timedelta(days=5)).sin_cambio == 1


def test_spellings_of_a_cycle_become_the_cycle_that_staff_dated(tmp_path: Path) -> None:
    Ciclo.objects.create(institucion=InstitucionFactory(), clave="2026-B", inicio=dt.date(2026, 8, 1))
    load(tmp_path, XIMENA | {"ciclo": "2026B"}, TADEO | {"ciclo": "26-b"}, SAUL | {"ciclo": "2026 B"})
    assert list(Ciclo.objects.values_list("clave", flat=True)) == ["2026-B"]
    load(tmp_path, XIMENA | {"ciclo": "B/2026"})
    assert Asegurado.objects.get(curp=XIMENA["curp"]).inscripciones.count() == 1


def test_a_second_person_under_a_curp_is_refused_with_the_line_of_its_owner(tmp_path: Path) -> None:
    otra = TADEO | {"curp": XIMENA["curp"], "plantel": "OAX"}
    resumen = load(tmp_path, otra, XIMENA)
    assert [(nota.linea, nota.texto) for nota in resumen.primeras if nota.tipo == "rechazada"] == [
        (2, "la CURP es de otra persona (línea 3); escribe la de este estudiante")
    ]
    assert Asegurado.objects.get().nombres == "Ximena"


def test_twins_under_one_curp_are_refused_unless_one_is_on_record(tmp_path: Path) -> None:
    gemela = XIMENA | {"nombres": "Xamaris", "codigo": "A777", "plantel": "OAX", "correo": "x@example.com"}
    assert load(tmp_path, XIMENA, gemela).rechazadas == 2
    assert not Asegurado.objects.exists()
    load(tmp_path, XIMENA)
    assert load(tmp_path, XIMENA, gemela).rechazadas == 1
    assert Asegurado.objects.get().nombres == "Ximena"


class TestBuzones:
    def test_one_mailbox_of_two_students_is_told_on_both_rows(self, tmp_path: Path) -> None:
        resumen = load(tmp_path, XIMENA, TADEO | {"correo": XIMENA["correo"].upper()}, SAUL)
        assert list_notas(resumen, "aviso") == [(2, "correo"), (3, "correo")]
        assert {nota.dice for nota in resumen.primeras} == {XIMENA["correo"]}

    def test_the_same_student_in_two_campuses_has_one_mailbox_without_a_warning(self, tmp_path: Path) -> None:
        assert load(tmp_path, XIMENA, XIMENA | {"plantel": "OAX"}).avisos == 0

    def test_a_mailbox_that_staff_let_them_share_gives_no_warning(self, tmp_path: Path) -> None:
        LimiteCorreo.objects.create(correo=XIMENA["correo"], limite=2)
        assert load(tmp_path, XIMENA, TADEO | {"correo": XIMENA["correo"]}).avisos == 0

    @pytest.mark.parametrize("columna", ["correo", "correo_alterno"])
    def test_a_mailbox_of_an_earlier_roster_is_told(self, columna: str, tmp_path: Path) -> None:
        load(tmp_path, XIMENA | {columna: "familia@example.com"})
        resumen = load(tmp_path, TADEO | {columna: "familia@example.com"})
        assert list_notas(resumen, "aviso") == [(2, "correo")]
        assert load(tmp_path, TADEO | {columna: "familia@example.com"}).avisos == 0, "told once"

    def test_a_mailbox_that_another_student_confirmed_is_told(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA | {"correo": ""})
        CorreoVinculado.objects.create(asegurado=Asegurado.objects.get(), correo="familia@example.com")
        assert list_notas(load(tmp_path, TADEO | {"correo": "familia@example.com"}), "aviso") == [(2, "correo")]


class TestNombres:
    def test_a_lost_letter_is_taken_from_the_record(self, tmp_path: Path) -> None:
        castaneda = XIMENA | {"curp": "CAZX050309MJCSXMZ2", "primer_apellido": "Castañeda"}
        from padron.identificadores.curp import check_digit

        castaneda["curp"] = castaneda["curp"][:17] + check_digit(castaneda["curp"][:17])
        load(tmp_path, castaneda)
        resumen = load(tmp_path, castaneda | {"primer_apellido": "Casta?eda"})
        assert list_notas(resumen, "reparada") == [(2, "primer_apellido")]
        assert (resumen.sin_cambio, resumen.con_falla) == (1, 0)

    def test_a_lost_letter_that_nothing_proves_refuses_the_row(self, tmp_path: Path) -> None:
        resumen = load(tmp_path, XIMENA | {"nombres": "Xim\ufffdna"})
        assert list_notas(resumen, "rechazada") == [(2, "nombres")]

    def test_a_filler_first_surname_gives_its_place_to_the_only_one(self, tmp_path: Path) -> None:
        resumen = load(tmp_path, SAUL | {"primer_apellido": "SIN APELLIDO", "segundo_apellido": "Perea"})
        assert (resumen.con_falla, Asegurado.objects.get().nombre_completo) == (0, "Saúl Perea")


def test_a_fault_that_a_later_batch_finds_is_told_on_both_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "LOTE", 1)
    resumen = load(tmp_path, XIMENA, TADEO | {"nss": XIMENA["nss"]})
    assert list_notas(resumen, "falla") == [(3, "nss"), (2, "nss")]
    assert resumen.con_falla == 2
