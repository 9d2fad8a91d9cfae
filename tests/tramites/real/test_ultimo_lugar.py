"""Two students want the last place of a clinic, and submit at the same moment.

The test runs on SQLite and PostgreSQL.
"""

from functools import partial
from typing import Any

import pytest

from tests.helpers.tramites.clinics import PASOS
from tests.helpers.tramites.server_side_clinics import ask
from tests.helpers.tramites.web_server import Navegador, Respuesta, Sitio, run_simultaneously

pytestmark = pytest.mark.real


class StudentBrowser(Navegador):
    """A browser in which a student is logged in."""

    def __init__(self, sitio: Sitio, datos: dict[str, str]) -> None:
        super().__init__(sitio)
        self.url = datos["url"]
        self.cookies["sesion"] = datos["sesion"]

    def prepare(self, step: str, datos: dict[str, str]) -> partial[Respuesta]:
        """Return a function that sends the answer of a wizard step.

        The function posts `datos` and the hidden fields of the page.
        """
        hidden = self.form(self.url) | self.form(f"{self.url}paso/{step}/")
        return partial(self.send, "POST", f"{self.url}paso/{step}/", hidden | datos)

    def answer(self, step: str, datos: dict[str, str]) -> Respuesta:
        """Post `datos` to a wizard step, and check that the portal accepts `datos`."""
        answer = self.prepare(step, datos)()
        assert answer.status == 302, answer.body
        return answer


def answer_all(sitio: Sitio, tipo: str, sembrado: dict[str, Any]) -> list[StudentBrowser]:
    """Answer all steps of each student, except the review step.

    All students choose the same shift, which has only one place.
    """
    alumnos = [StudentBrowser(sitio, datos) for datos in sembrado["alumnos"]]
    for n, alumno in enumerate(alumnos):
        for step, datos in PASOS[tipo]:
            alumno.answer(step, datos | ({"calle": f"Calle {n}"} if step == "domicilio" else {}))
        chosen = alumno.answer("clinica", {"lugar": f"{sembrado['clinica']}:matutino"})
        assert chosen.destino.endswith("/paso/revision/")
    return alumnos


@pytest.mark.parametrize(("tipo", "por_uno", "antes"), [("alta", 4, 0), ("cambio", 3, 1)])
def test_F15_only_one_of_two_students_who_submit_at_once_gets_the_last_place_of_a_clinic(
    sitio: Sitio, tipo: str, por_uno: int, antes: int
) -> None:
    sembrado = ask(sitio, "sembrar", tipo, "2")
    alumnos = answer_all(sitio, tipo, sembrado)
    answers = run_simultaneously(*[alumno.prepare("revision", {}) for alumno in alumnos for _ in range(3)])
    assert {answer.status for answer in answers} == {302}
    assert ask(sitio, "trabajar") == {"a la vez": [True, True], "sin hacer": 0}
    curps = [datos["curp"] for datos in sembrado["alumnos"]]
    counted = ask(sitio, "contar", sembrado["clinica"], sembrado["antes"], *curps)
    assert counted == {
        "estados": ["concluida", "confirmada"],
        "ocupados": 1,
        # Students at the old clinic. In a cambio, the student who gets no new place stays at the old clinic.
        "antes": antes,
        "en": 1,
        "adscritos": 1 + antes,
        "documentos": por_uno,
        "avisos": 1,
        "calles": ["Calle 0", "Calle 1"],
    }
    pages = [alumno.get(alumno.take(alumno.send("GET", alumno.url)).destino) for alumno in alumnos]
    assert sum("Listo: " in page.body for page in pages) == 1
    assert sum("Ese turno se llenó mientras terminabas." in page.body for page in pages) == 1
