"""Tests with many requests at the same moment in the procedure NSS.

The tests run on SQLite and PostgreSQL. F13, F15 and F16 are faults in docs/amenazas.md.
"""

from collections import Counter
from functools import partial
from typing import Any

import pytest

from tests.helpers.tramites.nss_steps import DOMICILIO, NSS_STEPS
from tests.helpers.tramites.server_side_nss import ask
from tests.helpers.tramites.web_server import Navegador, Respuesta, Sitio, run_simultaneously

pytestmark = pytest.mark.real
Alumna = dict[str, Any]


@pytest.fixture(scope="module")
def alumnas(sitio: Sitio) -> list[Alumna]:
    """Create 16 students without an NSS. Each student has a confirmed Solicitud and two sessions."""
    students: list[Alumna] = ask(sitio, "sembrar", "16")
    return students


@pytest.fixture
def alumna(alumnas: list[Alumna]) -> Alumna:
    """Return a student without an NSS. No other test uses this student."""
    return alumnas.pop()


class StudentBrowser(Navegador):
    """A browser in which a student is logged in. Each student has two sessions, numbered 0 and 1."""

    def __init__(self, sitio: Sitio, alumna: Alumna, sesion: int = 0) -> None:
        super().__init__(sitio)
        self.alumna = alumna
        self.cookies["sesion"] = alumna["sesiones"][sesion]

    def step(self, step: str) -> str:
        return f"{self.alumna['url']}paso/{step}/"

    def prepare(self, step: str, datos: dict[str, str]) -> dict[str, str]:
        """Return the POST data of a wizard step: the hidden fields of the page and `datos`."""
        return self.form(self.alumna["url"]) | self.form(self.step(step)) | datos

    def answer(self, step: str, datos: dict[str, str]) -> Respuesta:
        return self.send("POST", self.step(step), self.prepare(step, datos))

    def answer_until(self, until: str, **otros: str) -> None:
        for step, datos in NSS_STEPS:
            if step == until:
                return
            assert self.answer(step, datos | {k: v for k, v in otros.items() if k in datos}).status == 302


def expect_one_nss(**otros: object) -> dict[str, object]:
    """Return the expected result of `count_results` for a student who got one NSS.

    Each keyword argument replaces or adds one count.
    """
    return {"numeros": 1, "estados": {"concluida": 1}, "envios": 1, "documentos": 2, "correos": 1} | otros


def count_results(sitio: Sitio, alumna: Alumna, *names: str) -> dict[str, object]:
    """Return some results of a student from the database.

    `names` says which results. For example, «documentos» is the number of documents.
    """
    return {name: value for name, value in ask(sitio, "contar", alumna["curp"]).items() if name in names}


RESULTADO = ("numeros", "estados", "envios", "documentos", "correos")


def test_F15_twenty_concurrent_submits_in_two_tabs_assign_one_nss(sitio: Sitio, alumna: Alumna) -> None:
    tabs = [StudentBrowser(sitio, alumna, 0), StudentBrowser(sitio, alumna, 1)]
    tabs[0].answer_until("revision")
    posts = [partial(tab.send, "POST", tab.step("revision"), tab.prepare("revision", {})) for tab in tabs]
    answers = run_simultaneously(*(posts * 10))
    assert Counter((answer.status, answer.destino) for answer in answers) == {(302, alumna["url"]): 20}
    assert ask(sitio, "trabajar") == 0
    assert count_results(sitio, alumna, *RESULTADO) == expect_one_nss()
    page = tabs[1].get(f"{alumna['url']}resultado/")
    assert "Listo: este es tu NSS" in page.body


def test_F15_submits_after_the_workers_assigned_an_nss_assign_no_second_nss(sitio: Sitio, alumna: Alumna) -> None:
    tab = StudentBrowser(sitio, alumna)
    tab.answer_until("revision")
    post = partial(tab.send, "POST", tab.step("revision"), tab.prepare("revision", {}))
    for _ in range(2):
        assert {answer.status for answer in run_simultaneously(*[post] * 10)} == {302}
        assert ask(sitio, "trabajar") == 0
    assert count_results(sitio, alumna, *RESULTADO) == expect_one_nss()


def test_F13_F15_ten_students_who_submit_at_once_get_ten_different_nss(sitio: Sitio, alumnas: list[Alumna]) -> None:
    ten_students = [alumnas.pop() for _ in range(10)]
    before = ask(sitio, "contar")["consecutivos"]
    posts = []
    for n, alumna in enumerate(ten_students):
        tab = StudentBrowser(sitio, alumna)
        tab.answer_until("revision", calle=f"Calle {n}")
        posts += [partial(tab.send, "POST", tab.step("revision"), tab.prepare("revision", {}))] * 2
    assert {answer.status for answer in run_simultaneously(*posts)} == {302}
    assert ask(sitio, "trabajar") == 0
    counted = ask(sitio, "contar", *(alumna["curp"] for alumna in ten_students))
    assert {name: counted[name] for name in RESULTADO} == {
        "numeros": 10,
        "estados": {"concluida": 10},
        "envios": 10,
        "documentos": 20,
        "correos": 10,
    }
    assert counted["consecutivos"] == before + 10  # the series used exactly ten numbers, so no number was wasted
    # Each Solicitud contains the street of its own student, and not of another student.
    assert counted["calles"] == sorted(f"Calle {n}" for n in range(10))


def test_F16_no_answer_is_lost_if_two_tabs_send_different_steps_at_once(sitio: Sitio, alumna: Alumna) -> None:
    tabs = [StudentBrowser(sitio, alumna, 0), StudentBrowser(sitio, alumna, 1)]
    tabs[0].answer_until("revision")
    answers = run_simultaneously(
        *[
            partial(tabs[0].send, "POST", tabs[0].step("identidad"), tabs[0].prepare("identidad", {})),
            partial(
                tabs[1].send,
                "POST",
                tabs[1].step("domicilio"),
                tabs[1].prepare("domicilio", DOMICILIO | {"calle": "Juárez"}),
            ),
        ]
        * 10
    )
    assert {answer.status for answer in answers} == {302}
    assert count_results(sitio, alumna, "pasos") == {"pasos": [["codigo-postal", "domicilio", "identidad"]]}
    assert "Juárez 12" in tabs[0].get(tabs[0].step("revision")).body


def test_F16_a_submit_and_an_edit_at_once_in_two_tabs_assign_one_nss(sitio: Sitio, alumna: Alumna) -> None:
    tabs = [StudentBrowser(sitio, alumna, 0), StudentBrowser(sitio, alumna, 1)]
    tabs[0].answer_until("revision")
    edit = tabs[1].prepare("domicilio", DOMICILIO | {"calle": "Juárez"})
    posts = [
        partial(tabs[0].send, "POST", tabs[0].step("revision"), tabs[0].prepare("revision", {})),
        partial(tabs[1].send, "POST", tabs[1].step("domicilio"), edit),
    ]
    assert {answer.status for answer in run_simultaneously(*(posts * 10))} == {302}
    assert ask(sitio, "trabajar") == 0
    assert count_results(sitio, alumna, *RESULTADO) == expect_one_nss()
    # Nobody knows which request comes first, so the stored street can be the old street or the new street.
    (calle,) = ask(sitio, "contar", alumna["curp"])["calles"]
    assert calle in ("Morelos", "Juárez")


def test_F15_submitting_and_reporting_wrong_data_at_once_gives_either_an_nss_or_an_incidencia(
    sitio: Sitio, alumna: Alumna
) -> None:
    """The student submits the Solicitud and presses «Estos no son mis datos» at the same moment."""
    tab = StudentBrowser(sitio, alumna)
    tab.answer_until("revision")
    datos = tab.prepare("revision", {})
    posts = [
        partial(tab.send, "POST", tab.step("revision"), datos),
        partial(tab.send, "POST", f"{alumna['url']}no-son-mis-datos/", datos | {"dato": "todos", "confirmar": "1"}),
    ]
    assert {answer.status for answer in run_simultaneously(*(posts * 10))} == {302}
    assert ask(sitio, "trabajar") == 0
    counted = ask(sitio, "contar", alumna["curp"])
    assert (counted["estados"], counted["numeros"], counted["documentos"]) in (
        ({"concluida": 1}, 1, 2),
        ({"con_incidencia": 1}, 0, 0),
    )
