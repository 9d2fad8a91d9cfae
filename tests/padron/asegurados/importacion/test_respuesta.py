"""Answers of the IMSS: CURP and NSS alone. Source: docs/reglas.md, «Rosters»."""

import io
from pathlib import Path

import pytest

from padron.asegurados.importacion import Resumen, Salidas, import_padron
from padron.asegurados.models import Asegurado, FallaDato
from padron.asegurados.signals import padron_corregido
from padron.identificadores import nss
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.rosters import HOY, SAUL, TADEO, XIMENA, load

pytestmark = pytest.mark.django_db
NSS_TADEO = nss.make(serie="04", anio_registro=2023, anio_nacimiento=2006, consecutivo=2)
NSS_SAUL = nss.make(serie="61", anio_registro=2023, anio_nacimiento=2002, consecutivo=1)
MALO = NSS_TADEO[:-1] + str((int(NSS_TADEO[-1]) + 1) % 10)


@pytest.fixture(autouse=True)
def _padron(tmp_path: Path) -> None:
    PlantelFactory(clave="GDL")
    load(tmp_path, XIMENA, TADEO, SAUL)


def answer(tmp_path: Path, *lines: str, header: str = "CURP,NSS", rechazadas: io.StringIO | None = None) -> Resumen:
    path = tmp_path / "respuesta.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return import_padron(archivo=path, hoy=HOY, actor="prueba", salidas=Salidas(rechazadas=rechazadas))


def get_nss(row: dict[str, str]) -> str | None:
    return Asegurado.objects.get(curp=row["curp"]).nss


def test_an_answer_gives_students_on_record_their_nss_and_changes_nothing_else(tmp_path: Path) -> None:
    before = list(Asegurado.objects.get(curp=TADEO["curp"]).inscripciones.values())
    heard: list[object] = []
    padron_corregido.connect(lambda sender, **_: heard.append(sender), weak=False, dispatch_uid="prueba")
    resumen = answer(tmp_path, f"{TADEO['curp']},{NSS_TADEO}", f"{SAUL['curp']},{NSS_SAUL}")
    padron_corregido.disconnect(dispatch_uid="prueba")
    assert (resumen.filas, resumen.actualizadas, resumen.rechazadas) == (2, 2, 0)
    assert [(nota.linea, nota.tipo) for nota in resumen.primeras] == [(1, "lectura")]
    assert (get_nss(TADEO), get_nss(SAUL)) == (NSS_TADEO, NSS_SAUL)
    assert list(Asegurado.objects.get(curp=TADEO["curp"]).inscripciones.values()) == before
    assert heard == [Resumen], "procedures that wait for the NSS are told to go on"


def test_the_same_answer_again_changes_nothing(tmp_path: Path) -> None:
    answer(tmp_path, f"{TADEO['curp']},{NSS_TADEO}")
    resumen = answer(tmp_path, f"{TADEO['curp']},{NSS_TADEO}")
    assert (resumen.actualizadas, resumen.sin_cambio) == (0, 1)


def test_an_answer_repairs_a_lost_zero_and_says_so(tmp_path: Path) -> None:
    resumen = answer(tmp_path, f"{TADEO['curp']},{NSS_TADEO[1:]}")
    assert (get_nss(TADEO), resumen.reparadas) == (NSS_TADEO, 1)


REFUSED = {
    "a wrong check digit": (f"{TADEO['curp']},{MALO}", "dígito verificador"),
    "no number": (f"{TADEO['curp']},", "no trae NSS"),
    "an unknown CURP": (f"CXGA060606MCHNMNZ6,{NSS_TADEO}", "no está en ningún padrón"),
    "a wrong CURP": (f"X,{NSS_TADEO}", "no tiene 18 caracteres"),
}


@pytest.mark.parametrize(("line", "motivo"), REFUSED.values(), ids=REFUSED)
def test_a_row_that_cannot_be_used_is_refused_and_stops_nobody(line: str, motivo: str, tmp_path: Path) -> None:
    rechazadas = io.StringIO()
    resumen = answer(tmp_path, line, f"{SAUL['curp']},{NSS_SAUL}", rechazadas=rechazadas)
    assert (resumen.rechazadas, get_nss(TADEO), get_nss(SAUL)) == (1, None, NSS_SAUL)
    header, row = rechazadas.getvalue().splitlines()
    assert header == "CURP,NSS,Motivo"
    assert row.startswith(f"{line},")
    assert motivo in row
    assert not FallaDato.objects.filter(abierta=True).exists()


def test_a_name_that_is_another_students_refuses_the_row(tmp_path: Path) -> None:
    resumen = answer(tmp_path, f"{TADEO['curp']},Saúl,Perea,{NSS_TADEO}", header="CURP,NOMBRE(S),APELLIDO PATERNO,NSS")
    assert (resumen.rechazadas, get_nss(TADEO)) == (1, None)


def test_two_numbers_for_one_curp_keep_the_first_and_refuse_the_second(tmp_path: Path) -> None:
    resumen = answer(tmp_path, f"{TADEO['curp']},{NSS_TADEO}", f"{TADEO['curp']},{NSS_SAUL}")
    assert (resumen.rechazadas, get_nss(TADEO)) == (1, NSS_TADEO)


def test_a_number_of_another_student_is_a_fault_of_both(tmp_path: Path) -> None:
    answer(tmp_path, f"{TADEO['curp']},{get_nss(XIMENA)}")
    causas = FallaDato.objects.filter(abierta=True).values_list("asegurado__nombres", "causa")
    assert set(causas) == {("Ximena", "nss_repetido"), ("Tadeo", "nss_repetido")}
    assert get_nss(TADEO) is None
