"""A messy roster of 5 000 rows. Source: docs/reglas.md, «Rosters», «Data quality»."""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from padron.asegurados.importacion import Resumen, Salidas, import_padron
from padron.asegurados.models import Asegurado, Inscripcion
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.messy_roster import ENCABEZADO, make_roster, write_libro, write_tabs
from tests.helpers.padron.messy_students import Renglon

pytestmark = pytest.mark.django_db
HOY = dt.date(2026, 11, 20)
ALARMAS = ("rechazada", "falla", "aviso", "reparada")
Nota = dict[str, str]
POCAS = 2500


class Cargado:
    """The roster after its load."""

    def __init__(self, path: Path, renglones: list[Renglon]) -> None:
        self.renglones = renglones
        notas, rechazadas = io.StringIO(), io.StringIO()
        salidas = Salidas(notas=notas, rechazadas=rechazadas)
        self.resumen: Resumen = import_padron(archivo=path, hoy=HOY, actor="prueba", salidas=salidas)
        self.notas: defaultdict[int, list[Nota]] = defaultdict(list)
        for nota in csv.DictReader(io.StringIO(notas.getvalue())):
            self.notas[int(nota["linea"])].append(nota)
        self.rechazadas = rechazadas.getvalue()
        rows = Inscripcion.objects.select_related("asegurado", "plantel").order_by("pk")
        self.guardados = {row.asegurado.curp: row for row in rows}
        con_falla = Asegurado.objects.filter(fallas__abierta=True).values_list("curp", flat=True)
        self.con_falla = set(con_falla)


Escribe = Callable[[Path, list[Renglon]], Path]


@pytest.fixture(params=[write_tabs, write_libro], ids=["tabs", "xlsx"])
def escribe(request: pytest.FixtureRequest) -> Escribe:
    write: Escribe = request.param
    return write


def load_roster(tmp_path: Path, write: Escribe, total: int) -> Cargado:
    PlantelFactory(clave="GDL", nombre="Plantel Guadalajara")
    PlantelFactory(clave="OAX", nombre="Plantel Oaxaca")
    renglones = make_roster(total)
    return Cargado(write(tmp_path / "padron", renglones), renglones)


def describe(renglon: Renglon, notas: list[Nota]) -> str:
    return f"{renglon.linea} {renglon.falla}: {renglon.celdas}\n  {notas}"


def read_guardado(row: Inscripcion) -> dict[str, str]:
    """What is stored of a student, in the words of the roster."""
    persona = row.asegurado
    return {
        **{name: getattr(persona, name) for name in ("nombres", "primer_apellido", "segundo_apellido")},
        "nss": persona.nss or "",
        **{name: getattr(row, name) for name in ("codigo", "ciclo", "correo")},
        **{name: f"{getattr(row, name):%d/%m/%Y}" for name in ("fecha_inscripcion", "fecha_ingreso")},
    }


def differ(renglon: Renglon, guardados: dict[str, Inscripcion]) -> str:
    row = guardados.get(renglon.verdad["curp"])
    if row is None:
        return f"{renglon.linea} {renglon.falla}: not stored"
    visto = read_guardado(row)
    distinto = {name: (value, renglon.verdad[name]) for name, value in visto.items() if value != renglon.verdad[name]}
    return f"{renglon.linea} {renglon.falla}: {distinto}" if distinto else ""


def test_T14_a_messy_roster_stops_no_healthy_student_and_names_every_planted_fault(
    tmp_path: Path, escribe: Escribe
) -> None:
    """The alarms on clean rows, the faults that no note names, the wrong records, and the stopped students: none."""
    cargado = load_roster(tmp_path, escribe, 5000)
    alarmas, sin_nombrar, mal_guardados, detenidos = [], [], [], []
    for renglon in cargado.renglones:
        notas = [nota for nota in cargado.notas[renglon.linea] if nota["tipo"] in ALARMAS]
        if not renglon.falla and notas:
            alarmas.append(describe(renglon, notas))
        if renglon.falla and (renglon.tipo, renglon.columna) not in {(one["tipo"], one["columna"]) for one in notas}:
            sin_nombrar.append(describe(renglon, notas))
        if renglon.tipo in ("", "reparada", "aviso"):
            mal_guardados += filter(None, [differ(renglon, cargado.guardados)])
        if renglon.tipo in ("", "reparada") and renglon.verdad["curp"] in cargado.con_falla:
            detenidos.append(describe(renglon, notas))
    assert (alarmas, sin_nombrar, mal_guardados, detenidos) == ([], [], [], [])
    assert len(cargado.renglones) == 5000
    assert len({renglon.falla for renglon in cargado.renglones}) > 60


def test_the_refused_rows_come_back_in_their_columns_with_the_reason_last(tmp_path: Path) -> None:
    cargado = load_roster(tmp_path, write_tabs, POCAS)
    rows = list(csv.reader(io.StringIO(cargado.rechazadas)))
    rechazados = [renglon for renglon in cargado.renglones if renglon.tipo == "rechazada"]
    assert rows[0] == [*ENCABEZADO.values(), "Motivo"]
    assert [row[0] for row in rows[1:]] == [renglon.celdas["codigo"] for renglon in rechazados]
    assert all(row[-1] for row in rows[1:])
    assert '"=HYPERLINK' not in cargado.rechazadas
    assert "'=HYPERLINK(1)" in cargado.rechazadas


def test_the_refused_rows_load_again_when_they_are_corrected(tmp_path: Path) -> None:
    cargado = load_roster(tmp_path, write_tabs, POCAS)
    rows = list(csv.DictReader(io.StringIO(cargado.rechazadas)))
    corregidas = [row | {"CAMPUS": "GDL"} for row in rows if row["CAMPUS"] == "'=HYPERLINK(1)"]
    path = tmp_path / "corregidas.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(corregidas)
    salidas = Salidas(rechazadas=io.StringIO())
    resumen = import_padron(archivo=path, hoy=HOY, actor="prueba", salidas=salidas)
    assert (resumen.creadas, resumen.rechazadas) == (len(corregidas), 0)
    assert corregidas


def test_the_same_messy_roster_again_changes_nothing(tmp_path: Path, escribe: Escribe) -> None:
    load_roster(tmp_path, escribe, POCAS)
    resumen = import_padron(archivo=tmp_path / "padron", hoy=HOY + dt.timedelta(days=1), actor="prueba")
    assert (resumen.creadas, resumen.actualizadas) == (0, 0)
