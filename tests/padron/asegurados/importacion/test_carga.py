"""Loads into the database. Source: docs/reglas.md, «Rosters», «Data quality»."""

import datetime as dt
import io
from pathlib import Path

import pytest

from padron.asegurados.importacion import ArchivoIlegible, Salidas, carga, import_padron
from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.rosters import HOY, SAUL, TADEO, XIMENA, load, make_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planteles() -> None:
    PlantelFactory(clave="GDL")
    PlantelFactory(clave="OAX")


def get(row: dict[str, str]) -> Asegurado:
    return Asegurado.objects.get(curp=row["curp"])


def abiertas() -> set[tuple[str, str]]:
    """The open faults, by given name and cause."""
    return set(FallaDato.objects.filter(abierta=True).values_list("asegurado__nombres", "causa"))


def test_a_first_load_stores_all_that_the_roster_says(tmp_path: Path) -> None:
    resumen = load(tmp_path, XIMENA, TADEO, SAUL)
    assert (resumen.filas, resumen.creadas, resumen.rechazadas, resumen.con_falla) == (3, 3, 0, 0)
    ximena = get(XIMENA)
    assert ximena.nombre_completo == "Ximena Quintanar Zúñiga"
    assert (ximena.fecha_nacimiento, ximena.sexo, ximena.entidad) == (dt.date(2005, 3, 9), "M", "JC")
    assert (ximena.nss, ximena.origen_nss, ximena.fecha_nss) == ("61230500011", "localizado", HOY)
    inscripcion = ximena.inscripciones.get()
    assert (inscripcion.plantel.clave, inscripcion.ciclo, inscripcion.codigo) == ("GDL", "2026-B", "A001")
    assert (inscripcion.fecha_inscripcion, inscripcion.fecha_carga) == (dt.date(2026, 8, 10), HOY)
    assert (inscripcion.fecha_ingreso, inscripcion.fecha_alta_imss) == (dt.date(2026, 8, 17), dt.date(2026, 9, 1))
    assert get(TADEO).nss is None


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, XIMENA, TADEO, SAUL)
    before = [list(model.objects.order_by("pk").values()) for model in (Asegurado, Inscripcion, FallaDato)]
    resumen = load(tmp_path, XIMENA, TADEO, SAUL, hoy=HOY + dt.timedelta(days=1))
    assert (resumen.creadas, resumen.actualizadas, resumen.sin_cambio) == (0, 0, 3)
    assert before == [list(model.objects.order_by("pk").values()) for model in (Asegurado, Inscripcion, FallaDato)]


def test_only_what_differs_is_updated(tmp_path: Path) -> None:
    load(tmp_path, XIMENA, TADEO, SAUL)
    titular = get(TADEO).titular
    cambiados = (XIMENA, TADEO | {"correo": "nuevo@example.com"}, SAUL | {"nombres": "Saúl Noé"})
    resumen = load(tmp_path, *cambiados, hoy=HOY + dt.timedelta(days=9))
    assert (resumen.creadas, resumen.actualizadas, resumen.sin_cambio) == (0, 2, 1)
    assert (get(TADEO).titular, get(SAUL).nombres) == (titular, "Saúl Noé")
    inscripcion = get(TADEO).inscripciones.get()
    assert (inscripcion.correo, inscripcion.fecha_carga) == ("nuevo@example.com", HOY)


def test_a_new_cycle_and_another_campus_are_new_enrolments_of_the_same_person(tmp_path: Path) -> None:
    load(tmp_path, TADEO)
    resumen = load(tmp_path, TADEO | {"ciclo": "2027-A"}, TADEO | {"plantel": "OAX"})
    assert resumen.creadas == 2
    assert Asegurado.objects.count() == 1
    assert Inscripcion.objects.count() == 3


def test_bad_rows_are_refused_and_good_ones_stored(tmp_path: Path) -> None:
    resumen = load(tmp_path, XIMENA | {"curp": "?"}, TADEO | {"plantel": "ABC"}, SAUL, SAUL)
    assert (resumen.filas, resumen.creadas, resumen.rechazadas) == (4, 1, 3)
    assert [tuple(nota)[:3] for nota in resumen.primeras] == [
        (2, "rechazada", "la CURP no tiene 18 caracteres"),
        (3, "rechazada", "no existe el plantel «ABC»"),
        (5, "rechazada", carga.REPETIDA),
    ]


def test_a_repeated_row_is_seen_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "LOTE", 1)
    assert load(tmp_path, SAUL, TADEO, SAUL).rechazadas == 1


def test_a_missing_column_changes_nothing_and_is_named_in_the_report(tmp_path: Path) -> None:
    archivo, notas = tmp_path / "p.csv", io.StringIO()
    archivo.write_text(make_csv(XIMENA, without="plantel"))
    with pytest.raises(ArchivoIlegible):
        import_padron(archivo=archivo, hoy=HOY, actor="prueba", salidas=Salidas(notas=notas))
    assert "1,archivo,Al encabezado le falta: plantel" in notas.getvalue().replace('"', "")
    assert not Asegurado.objects.exists()


def test_a_file_that_turns_unreadable_halfway_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "LOTE", 1)
    archivo = tmp_path / "p.csv"
    archivo.write_text(make_csv(XIMENA, TADEO) + "x" * 100_000)
    with pytest.raises(ArchivoIlegible):
        import_padron(archivo=archivo, hoy=HOY, actor="prueba")
    assert not Asegurado.objects.exists()


def test_a_simulation_tells_the_same_and_stores_nothing(tmp_path: Path) -> None:
    rows = (XIMENA, TADEO | {"nombres": "Otro"}, SAUL | {"curp": ""})
    simulated = load(tmp_path, *rows, simular=True)
    assert not Asegurado.objects.exists()
    assert not Auditoria.objects.exists()
    assert simulated == load(tmp_path, *rows)


def test_a_load_is_audited_with_its_counts(tmp_path: Path) -> None:
    load(tmp_path, XIMENA)
    registro = Auditoria.objects.get()
    assert (registro.accion, registro.actor, registro.valores["creadas"]) == ("importar_padron", "prueba", 1)


def test_columns_that_the_file_lacks_stay_as_they_were(tmp_path: Path) -> None:
    load(tmp_path, XIMENA)
    for column in ("correo", "nss", "fecha_ingreso", "estatus"):
        assert load(tmp_path, XIMENA, without=column).sin_cambio == 1


def test_an_empty_date_of_alta_does_not_end_the_cover(tmp_path: Path) -> None:
    load(tmp_path, XIMENA)
    assert load(tmp_path, XIMENA | {"fecha_alta_imss": ""}).sin_cambio == 1


def test_without_date_of_enrolment_it_is_the_day_of_the_first_load(tmp_path: Path) -> None:
    load(tmp_path, SAUL | {"fecha_inscripcion": ""})
    assert load(tmp_path, SAUL | {"fecha_inscripcion": ""}, hoy=HOY + dt.timedelta(days=3)).sin_cambio == 1
    assert get(SAUL).inscripciones.get().fecha_inscripcion == HOY


class TestFallas:
    def test_a_student_with_a_fault_is_stored_and_a_correction_closes_it(self, tmp_path: Path) -> None:
        swapped = XIMENA | {"primer_apellido": "Zúñiga", "segundo_apellido": "Quintanar"}
        resumen = load(tmp_path, swapped)
        assert (resumen.creadas, resumen.con_falla) == (1, 1)
        assert [nota.tipo for nota in resumen.primeras] == ["falla"]
        falla = FallaDato.objects.get(abierta=True)
        assert (falla.causa, falla.detalle) == ("curp_nombre", {"visto": "QUZXNXM", "esperado": "ZUQXXNM"})
        load(tmp_path, XIMENA)
        assert abiertas() == set()
        load(tmp_path, swapped)
        assert abiertas() == {("Ximena", "curp_nombre")}

    def test_another_file_without_the_datum_does_not_close_it(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA | {"fecha_nacimiento": "04/09/2005"})
        load(tmp_path, XIMENA)
        assert abiertas() == {("Ximena", "curp_fecha")}
        load(tmp_path, XIMENA | {"fecha_nacimiento": "09/03/2005"})
        assert abiertas() == set()

    def test_a_wrong_digit_gives_no_nss_until_it_is_corrected(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA | {"nss": "61230500012"})
        assert (get(XIMENA).nss, abiertas()) == (None, {("Ximena", "nss_digito")})
        load(tmp_path, XIMENA)
        assert (get(XIMENA).nss, abiertas()) == ("61230500011", set())

    def test_another_number_never_overwrites_the_one_on_record(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA)
        resumen = load(tmp_path, XIMENA | {"nss": "04240600025"})
        assert resumen.actualizadas == 1
        assert (get(XIMENA).nss, abiertas()) == ("61230500011", {("Ximena", "nss_distinto")})
        load(tmp_path, XIMENA)
        assert abiertas() == set()

    def test_one_nss_on_two_curps_is_a_fault_of_both(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA, TADEO | {"nss": XIMENA["nss"]}, SAUL)
        assert (get(XIMENA).nss, get(TADEO).nss) == ("61230500011", None)
        assert abiertas() == {("Ximena", "nss_repetido"), ("Tadeo", "nss_repetido")}
        load(tmp_path, TADEO)  # a file with only one of the two
        assert abiertas() == set()

    def test_one_nss_on_two_curps_of_two_files(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA)
        assert load(tmp_path, TADEO | {"nss": XIMENA["nss"]}).con_falla == 1
        assert abiertas() == {("Ximena", "nss_repetido"), ("Tadeo", "nss_repetido")}

    def test_an_assigned_number_that_a_roster_gives_to_another(self, tmp_path: Path) -> None:
        load(tmp_path, TADEO)
        Asegurado.objects.filter(curp=TADEO["curp"]).update(nss="61230500011", origen_nss="asignado")
        load(tmp_path, XIMENA)
        assert (get(XIMENA).nss, abiertas()) == (None, {("Ximena", "nss_repetido"), ("Tadeo", "nss_repetido")})

    def test_an_assigned_number_stays_when_the_roster_has_none(self, tmp_path: Path) -> None:
        load(tmp_path, TADEO)
        Asegurado.objects.filter(curp=TADEO["curp"]).update(nss="61230600010", origen_nss="asignado")
        assert load(tmp_path, TADEO).sin_cambio == 1
        assert load(tmp_path, TADEO | {"nombres": "Tadeo Noé"}).actualizadas == 1
        assert (get(TADEO).nss, get(TADEO).origen_nss) == ("61230600010", "asignado")

    def test_one_code_on_two_curps_is_a_fault_of_both(self, tmp_path: Path) -> None:
        load(tmp_path, XIMENA, TADEO | {"codigo": "A001"}, SAUL | {"codigo": "A001", "plantel": "OAX"})
        assert abiertas() == {("Ximena", "codigo_repetido"), ("Tadeo", "codigo_repetido")}
        load(tmp_path, TADEO)
        assert abiertas() == set()

    def test_a_changed_curp_is_seen_by_its_code_in_the_next_cycle(self, tmp_path: Path) -> None:
        load(tmp_path, TADEO)
        load(tmp_path, SAUL | {"codigo": "A002", "ciclo": "2027-A"})
        assert abiertas() == {("Tadeo", "codigo_repetido"), ("Saúl", "codigo_repetido")}

    def test_the_code_of_who_left_may_be_given_to_another(self, tmp_path: Path) -> None:
        load(tmp_path, TADEO | {"estatus": "egresado"})
        load(tmp_path, SAUL | {"codigo": "A002"})
        assert abiertas() == set()

    def test_codes_repeated_at_two_campuses_are_all_found(self, tmp_path: Path) -> None:
        ana = SAUL | {"curp": "CXGA060606MCHNMNZ6", "nombres": "Ana Sofía", "primer_apellido": "Cano"}
        rows = [XIMENA, TADEO | {"codigo": "A001"}]
        others = [SAUL | {"plantel": "OAX", "codigo": "A001"}]
        others += [ana | {"segundo_apellido": "Gamboa", "plantel": "OAX", "codigo": "A001"}]
        load(tmp_path, *rows, *others)
        assert {name for name, causa in abiertas() if causa == "codigo_repetido"} == {
            *("Ximena", "Tadeo", "Saúl", "Ana Sofía"),
        }


def test_notes_are_written_line_by_line(tmp_path: Path) -> None:
    archivo, notas = tmp_path / "p.csv", io.StringIO()
    archivo.write_text(make_csv(XIMENA | {"nss": "N/A", "nombres": "Otra"}, TADEO | {"curp": "=1+1"}, SAUL))
    import_padron(archivo=archivo, hoy=HOY, actor="prueba", salidas=Salidas(notas=notas))
    assert notas.getvalue().splitlines() == [
        "linea,tipo,texto,columna,dice,queda",
        "2,aviso,no es un NSS; se guarda sin él,nss,N/A,",
        "2,falla,la CURP no corresponde al nombre; compáralo con la CURP: quizá los apellidos están invertidos o es de "
        "otra persona,curp,QUZXNXM (padrón: QUZONXT),",
        "3,rechazada,la CURP no tiene 18 caracteres,curp,'=1+1,",
    ]


def test_batches_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "LOTE", 2)
    archivo, seen = tmp_path / "p.csv", list[int]()
    archivo.write_text(make_csv(XIMENA, TADEO, SAUL))
    import_padron(archivo=archivo, hoy=HOY, actor="prueba", progreso=seen.append)
    assert seen == [2, 3]
