"""Help: every question that the guides and the pages raise, and whom to ask."""

from collections.abc import Callable

import pytest
from django.utils.text import capfirst

from padron.planteles.models import Plantel
from tests.helpers.factories import PlantelFactory
from tests.helpers.imss_portal.text_pages import get_ids

Read = Callable[[str], str]


@pytest.mark.parametrize(
    ("anchor", "dicho"),
    [
        ("correo", "spam"),
        ("otro-correo", "clave de registro"),
        ("curp", 'href="https://www.gob.mx/curp/"'),
        ("curp-nueva", "Tu NSS no cambia"),
        ("nss", "no el de tu mamá o papá"),
        ("letras", "ventanilla de tu plantel"),
        ("continuar", "7 días"),
        ("datos", "acta de nacimiento"),
        ("vigencia", "código de estudiante"),
        ("clinica", "Tu carnet se hace otra vez"),
        ("foraneo", "donde vives mientras estudias"),
        ("menor", "la de tu mamá, tu papá o tu tutor"),
        ("renuncia", "Cuenta cuando tu plantel la recibe"),
        ("prestado", "Salir"),
        ("contacto", "Plantel Inventado"),
        ("institucion", "Universidad de Prueba"),
    ],
)
def test_each_question_has_its_place_and_its_answer(read: Read, plantel: Plantel, anchor: str, dicho: str) -> None:
    page = read("/ayuda/")
    section = page.partition(f'<h2 id="{anchor}">')[2].partition("<h2")[0]
    assert dicho in section


def test_the_list_at_its_head_leads_to_every_question(read: Read, plantel: Plantel) -> None:
    page = read("/ayuda/")
    head = page.partition('<nav class="indice"')[2].partition("</nav>")[0]
    questions = set(get_ids(page.partition("</nav>")[2].partition("</main>")[0])) - {"institucion"}
    assert {anchor for anchor in questions if f'href="#{anchor}"' in head} == questions


def test_every_campus_is_there_with_all_that_it_says_of_itself(read: Read) -> None:
    for nombre in ("Plantel Uno", "Plantel Dos"):
        PlantelFactory(nombre=nombre, responsable=f"Responsable de {nombre}")
    page = read("/ayuda/")
    for plantel in Plantel.objects.all():
        for said in (plantel.nombre, plantel.responsable, plantel.telefono, plantel.correo, capfirst(plantel.horario)):
            assert said in page


def test_without_campuses_it_still_says_whom_to_ask(read: Read) -> None:
    assert "Servicios Escolares de tu plantel" in read("/ayuda/").partition('id="institucion"')[2]
