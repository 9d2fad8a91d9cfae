"""Home: what the guides tell a student, and where each step is done."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from padron.asegurados.clinica.services import adscribir
from padron.asegurados.models import Inscripcion
from padron.planteles.models import Plantel
from tests.helpers.factories import InscripcionFactory, PlantelFactory
from tests.helpers.tramites.clinics import make_clinicas
from tests.helpers.tramites.student import log_in, make_solicitud
from tramites.procedimientos.nss.procedimiento import NSS
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado

Read = Callable[[str], str]
OFICIAL = 'href="https://www.imss.gob.mx/derechoH"'
PRINCIPAL = re.compile(r'class="boton" href="([^"]+)"')


def offer(monkeypatch: pytest.MonkeyPatch, *tipos: str) -> None:
    """As if the portal had these procedures and no others."""
    for tipo in list(PROCEDIMIENTOS):
        monkeypatch.delitem(PROCEDIMIENTOS, tipo)  # type: ignore[arg-type]
    for tipo in tipos:
        monkeypatch.setitem(PROCEDIMIENTOS, tipo, NSS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "servicio",
    [
        "Consulta médica",
        "Medicamentos",
        "Cirugía y hospital",
        "Al bebé lo atienden solo en el momento de nacer",
        "Atención dental",
        "Análisis de laboratorio y rayos X",
    ],
)
def test_it_names_the_services_and_their_limit(read: Read, servicio: str) -> None:
    assert servicio in read("/")


@pytest.mark.parametrize(
    "dicho",
    [
        "Ten a la mano:",
        "licencia",
        "baja temporal o definitiva",
        "Control Escolar",
        "Servicios Escolares",
        "PrevenIMSS",
        "donde vives mientras estudias",
        "Tu plantel te avisa cuándo tramitar tu carnet",
        "App Store o Google Play",
        "https://www.imss.gob.mx/imssdigital",
        "Escanea su código QR",
    ],
)
def test_it_tells_what_the_guides_tell(read: Read, dicho: str) -> None:
    assert dicho in read("/")


@pytest.mark.parametrize("tipo", ["nss", "vigencia", "alta", "cambio", "renuncia"])
def test_a_procedure_that_the_portal_has_is_done_here(read: Read, monkeypatch: pytest.MonkeyPatch, tipo: str) -> None:
    link = f'href="/tramites/{tipo}/"'
    offer(monkeypatch, "nss", tipo)
    assert link in read("/")
    offer(monkeypatch, *({"nss"} - {tipo}))
    assert link not in read("/")


def test_what_the_portal_has_not_is_done_on_the_official_site(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "nss")
    page = read("/")
    assert page.count(OFICIAL) == 4  # vigencia, alta, cambio, and the list
    assert "Consultar mi vigencia (sitio oficial del IMSS)" in page
    assert "Pide el formato de renuncia en tu plantel" in page
    offer(monkeypatch, "nss", "vigencia", "alta", "cambio", "renuncia")
    assert read("/").count(OFICIAL) == 1


@pytest.mark.parametrize("tipos", [("nss",), ("nss", "vigencia", "alta")])
def test_one_main_action(read: Read, monkeypatch: pytest.MonkeyPatch, tipos: tuple[str, ...]) -> None:
    offer(monkeypatch, *tipos)
    assert PRINCIPAL.findall(read("/")) == ["/tramites/nss/"]


@pytest.mark.parametrize(("dias", "dicho"), [(3, "los 3 días que siguen"), (1, "el día que sigue")])
def test_it_says_the_time_that_the_campuses_set(read: Read, dias: int, dicho: str) -> None:
    PlantelFactory(recibe_en_papel=True, dias_acuse=dias, semanas_vigencia=6)
    page = read("/")
    assert dicho in page
    assert "unas 6 semanas" in page


def test_it_leaves_the_time_to_the_procedure_where_campuses_differ(read: Read) -> None:
    PlantelFactory(recibe_en_papel=True, dias_acuse=3, semanas_vigencia=4)
    PlantelFactory(recibe_en_papel=True, dias_acuse=5, semanas_vigencia=6)
    page = read("/")
    assert "Tu trámite te dice hasta qué día" in page
    assert not re.search(r"unas \d|los \d", page)


def test_it_says_that_nothing_is_handed_in_if_no_campus_asks_for_paper(read: Read) -> None:
    PlantelFactory()
    page = read("/")
    assert "No tienes que entregarlos." in page
    assert "Entrega tu acuse" not in page


def test_it_says_that_only_some_campuses_ask_for_paper_if_the_campuses_differ(read: Read) -> None:
    PlantelFactory()
    PlantelFactory(recibe_en_papel=True, dias_acuse=3)
    page = read("/")
    assert "Algunos planteles piden tu acuse y tu constancia en papel." in page
    assert "los 3 días que siguen" in page


def test_whom_to_ask_comes_from_the_records(read: Read, plantel: Plantel) -> None:
    page = read("/")
    assert plantel.institucion.nombre in page
    assert plantel.institucion.telefono in page


def test_going_on_leads_to_the_file_of_the_student(read: Read) -> None:
    assert 'href="/expediente/">Continuar un trámite' in read("/")
    assert 'href="/expediente/">Continuar un trámite' in read("/ayuda/")


@pytest.mark.parametrize(("path", "told"), [("/?salida", True), ("/", False)])
def test_it_says_that_one_has_left(read: Read, path: str, told: bool) -> None:
    page = read(path)
    assert ("<title>Saliste · " in page) is told
    assert ("Cerraste tu sesión.</strong> Tus documentos siguen guardados." in page) is told
    assert ("data-foco" in page) is told


def test_who_has_not_left_is_not_told_so(client: Client, alumna: Inscripcion) -> None:
    log_in(client, alumna.asegurado.titular)
    assert "Saliste" not in client.get("/?salida").content.decode()


# --- With a confirmed session -------------------------------------------------


def show(client: Client, inscripcion: Inscripcion) -> str:
    log_in(client, inscripcion.asegurado.titular)
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


@pytest.mark.parametrize(
    ("estado", "accion"),
    [
        (Estado.CONFIRMADA, "Continuar mi trámite"),
        (Estado.POR_PROCESAR, "Ver mi trámite"),
        (Estado.EN_ESPERA, "Ver mi trámite"),
        (Estado.CON_INCIDENCIA, "Ver su respuesta"),
    ],
)
def test_what_is_under_way_comes_first(client: Client, alumna: Inscripcion, estado: Estado, accion: str) -> None:
    solicitud = make_solicitud(estado, alumna)
    page = show(client, alumna)
    assert "Hola, Yunuen Xóchitl<" in page
    assert f'href="{solicitud.get_absolute_url()}">{accion}</a>' in page
    assert PRINCIPAL.findall(page) == [solicitud.get_absolute_url()]
    assert "Ten a la mano:" not in page


@pytest.mark.parametrize("estado", [Estado.CONCLUIDA, Estado.CADUCADA, Estado.CANCELADA])
def test_what_has_ended_makes_way_for_the_next_step(client: Client, alumna: Inscripcion, estado: Estado) -> None:
    make_solicitud(estado, alumna)
    page = show(client, alumna)
    assert PRINCIPAL.findall(page) == ["/tramites/vigencia/"]
    assert page.count("ruta__paso--hecho") == page.count("ruta__paso--actual") == 1
    assert 'href="/tramites/nss/"' not in page  # done: its number stands in the file
    assert 'href="/expediente/">Ver mi expediente' in page


def test_the_next_step_of_who_has_no_number_is_the_first(client: Client, db: None) -> None:
    assert PRINCIPAL.findall(show(client, InscripcionFactory())) == ["/tramites/nss/"]


def test_after_the_three_steps_there_is_nothing_left_but_the_papers(client: Client, db: None) -> None:
    inscripcion = InscripcionFactory(vigente=True)
    (clinica,) = make_clinicas(1)
    adscribir(asegurado=inscripcion.asegurado, clinica=clinica, turno="matutino", hoy=timezone.localdate())
    page = show(client, inscripcion)
    assert "Terminaste los tres pasos." in page
    assert PRINCIPAL.findall(page) == ["/expediente/"]
    assert page.count("ruta__paso--hecho") == 3


def test_what_the_campus_tells_its_students_is_there(client: Client, alumna: Inscripcion) -> None:
    Plantel.objects.update(aviso="Ya puedes tramitar tu carnet.")
    assert "Ya puedes tramitar tu carnet." in show(client, alumna)
    assert "Ya puedes tramitar tu carnet." not in Client().get("/").content.decode()


def test_T1_home_shows_the_given_name_of_the_student_and_no_other_datum(client: Client, alumna: Inscripcion) -> None:
    make_solicitud(Estado.CONCLUIDA, alumna)
    page = show(client, alumna)
    asegurado = alumna.asegurado
    named = (asegurado.curp, asegurado.nss, alumna.correo, asegurado.primer_apellido, alumna.codigo)
    assert not [value for value in named if value and value in page]


def test_a_session_without_a_student_sees_what_everybody_sees(client: Client, db: None) -> None:
    log_in(client, uuid4())
    assert "Ten a la mano:" in client.get("/").content.decode()


def test_without_a_session_home_may_be_kept(client: Client, alumna: Inscripcion) -> None:
    make_solicitud(Estado.CONCLUIDA, alumna)
    answer = client.get("/")
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert "Hola" not in answer.content.decode()
