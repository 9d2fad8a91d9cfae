"""The commands `clave_de_registro` and `confirmar_correo`."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from padron.asegurados.models import Asegurado, ClaveRegistro, Inscripcion
from padron.asegurados.selectors import opens
from padron.asegurados.services import use_clave
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import CorreoVinculadoFactory, InscripcionFactory, PlantelFactory

pytestmark = pytest.mark.django_db
CLAVE = re.compile(r"[2-9A-Y]{4}-[2-9A-Y]{4}")


@pytest.fixture
def inscripcion() -> Inscripcion:
    return InscripcionFactory(codigo="GDL001", plantel__clave="GDL", asegurado__nombres="Ximena")


def run(*args: object, command: str = "clave_de_registro") -> list[str]:
    out = io.StringIO()
    call_command(command, *map(str, args), stdout=out)
    return out.getvalue().splitlines()


def use(asegurado: Asegurado, clave: str) -> None:
    use_clave(asegurado=asegurado, clave=clave, correo="nueva@example.net")


@pytest.mark.parametrize("by", ["curp", "codigo", "lower-case codigo"])
def test_a_key_is_given_by_curp_or_by_student_code(inscripcion: Inscripcion, by: str) -> None:
    quien = {"curp": inscripcion.asegurado.curp.lower(), "codigo": "GDL001"}.get(by, "gdl001")
    line, count = run(quien)
    assert "GDL001  Ximena" in line
    assert count == "Claves: 1."
    use(inscripcion.asegurado, line[:9])
    assert Auditoria.objects.filter(actor="clave_de_registro").count() == 1


def test_no_key_is_given_if_one_student_of_the_list_is_missing(inscripcion: Inscripcion, tmp_path: Path) -> None:
    lista = tmp_path / "lista.txt"
    lista.write_text("GDL001\n\nGDL999\n", encoding="utf-8-sig")
    with pytest.raises(CommandError, match=r"^«GDL999»: no está en el padrón\.\nNo se dio ninguna clave\.$"):
        run("--lista", lista)
    assert not ClaveRegistro.objects.exists()


def test_a_student_code_of_two_campuses_needs_the_campus(inscripcion: Inscripcion) -> None:
    InscripcionFactory(codigo="GDL001", plantel__clave="OAX")
    with pytest.raises(CommandError, match="lo tienen varios estudiantes"):
        run("GDL001")
    assert len(run("GDL001", "--plantel", "gdl")) == 2
    with pytest.raises(CommandError, match="no está en el padrón de OAX"):
        run(inscripcion.asegurado.curp, "--plantel", "OAX")


def test_sin_correo_gives_a_key_to_each_student_of_the_campus_without_an_email_address(
    inscripcion: Inscripcion, tmp_path: Path
) -> None:
    plantel = inscripcion.plantel
    sin_correo = [InscripcionFactory(sin_correo=True, plantel=plantel) for _ in range(3)]
    InscripcionFactory(sin_correo=True)  # another campus
    InscripcionFactory(sin_correo=True, plantel=plantel, estatus="egresado")
    CorreoVinculadoFactory(asegurado=InscripcionFactory(sin_correo=True, plantel=plantel).asegurado)
    assert run("--plantel", "GDL", "--sin-correo", "--csv", tmp_path / "claves.csv")[-1].startswith("Claves: 3, en ")
    assert set(ClaveRegistro.objects.values_list("asegurado", flat=True)) == {row.asegurado_id for row in sin_correo}


def test_the_csv_file_has_the_keys_and_only_its_owner_can_read_it(inscripcion: Inscripcion, tmp_path: Path) -> None:
    path = tmp_path / "claves.csv"
    assert run("GDL001", "--csv", path) == [f"Claves: 1, en {path}."]
    assert path.stat().st_mode & 0o077 == 0
    (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    assert (row["codigo"], row["plantel"]) == ("GDL001", inscripcion.plantel.nombre)
    use(inscripcion.asegurado, row["clave"])


def test_T14_no_cell_of_the_csv_file_begins_a_formula(inscripcion: Inscripcion, tmp_path: Path) -> None:
    Asegurado.objects.update(nombres='=HYPERLINK("x")')
    run("GDL001", "--csv", tmp_path / "claves.csv")
    assert "'=HYPERLINK" in (tmp_path / "claves.csv").read_text("utf-8-sig")


def test_the_page_of_slips_shows_name_key_and_last_day_and_no_curp(inscripcion: Inscripcion, tmp_path: Path) -> None:
    Asegurado.objects.update(nombres="<b>Ximena")
    path = tmp_path / "claves.html"
    run("GDL001", "--hoja", path)
    text = path.read_text("utf-8-sig")
    assert "&lt;b&gt;Ximena" in text
    assert len(CLAVE.findall(text)) == 1
    assert re.search(r"hasta el \d+ de [a-z]+ de 20\d\d\.", text)
    assert "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL" in text
    assert "No pertenece al IMSS ni al Gobierno de México." in text
    assert inscripcion.asegurado.curp not in text
    assert not re.search(r"<script|<img|<link|url\(", text)


def test_no_key_is_given_if_the_file_exists_already(inscripcion: Inscripcion, tmp_path: Path) -> None:
    path = tmp_path / "claves.csv"
    path.write_text("las de ayer")
    with pytest.raises(CommandError, match="No se puede crear"):
        run("GDL001", "--csv", path)
    assert path.read_text() == "las de ayer"
    assert not ClaveRegistro.objects.exists()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ([], "Escribe una CURP o un código"),
        (["--sin-correo"], "Agrega --plantel"),
        (["X", "--plantel", "NO"], "Ningún plantel tiene la clave NO"),
        (["--lista", "/no/existe"], "No se puede leer la lista"),
    ],
)
def test_a_wrong_call_is_one_sentence(args: list[str], sentence: str) -> None:
    PlantelFactory()
    with pytest.raises(CommandError, match=sentence):
        run(*args)


def test_confirmar_correo_ends_the_suspension_of_an_email_address(inscripcion: Inscripcion) -> None:
    use(inscripcion.asegurado, run("GDL001")[0][:9])
    assert not opens(asegurado=inscripcion.asegurado, correo=inscripcion.correo)
    assert run("GDL001", inscripcion.correo, command="confirmar_correo") == ["Listo: ese correo vuelve a dar acceso."]
    assert opens(asegurado=inscripcion.asegurado, correo=inscripcion.correo)
    with pytest.raises(CommandError, match="no está suspendido"):
        run("GDL001", inscripcion.correo, command="confirmar_correo")
    with pytest.raises(CommandError, match="no está en el padrón"):
        run("NADIE", inscripcion.correo, command="confirmar_correo")
