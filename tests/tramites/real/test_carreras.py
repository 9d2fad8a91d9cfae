"""Tests with many requests at the same moment, on SQLite and PostgreSQL.

The requests send the first form of a procedure, or confirm the e-mail address.
"""

from collections import Counter
from functools import partial

import pytest

from tests.helpers.tramites.web_server import Navegador, Sitio, run_simultaneously

pytestmark = pytest.mark.real
EXTRANO = "extrano@example.org"


@pytest.fixture
def alumna(sitio: Sitio) -> dict[str, str]:
    """Return the data of a student. No other test uses this student."""
    return sitio.alumnos.pop(0)


def expect_one_finished_solicitud() -> dict[str, object]:
    """Return the expected result of `count_results` for a student with one finished Solicitud."""
    return {
        "solicitudes": {"concluida": 1},
        "transiciones": {"confirmada": 1, "por_procesar": 1, "concluida": 1},
        "continuan": 0,
        "documentos": 2,
        "vinculos": 1,
    }


def count_results(sitio: Sitio, *curps: str) -> dict[str, object]:
    """Return how many rows of each kind exist in the database for these CURPs."""
    return {name: value for name, value in sitio.ask("contar", *curps).items() if name != "correo"}


def test_the_same_gate_form_sent_ten_times_at_once_creates_one_solicitud(sitio: Sitio, alumna: dict[str, str]) -> None:
    navegador = Navegador(sitio)
    datos = navegador.fill(alumna["curp"], alumna["correo"])
    answers = run_simultaneously(*[partial(navegador.send, "POST", "/tramites/nss/empezar/", datos)] * 10)
    assert Counter(answer.status for answer in answers) == {302: 10}
    assert len({answer.destino for answer in answers}) == 1
    assert count_results(sitio, alumna["curp"])["solicitudes"] == {"iniciada": 1}
    assert len(sitio.ask("confirmaciones", alumna["curp"])) == 1


def test_T6_F15_twenty_clicks_at_once_on_the_confirm_button_confirm_the_solicitud_only_once(
    sitio: Sitio, alumna: dict[str, str]
) -> None:
    uuid = Navegador(sitio).begin(alumna["curp"], alumna["correo"])
    (confirmacion,) = sitio.ask("confirmaciones", alumna["curp"])
    navegador = Navegador(sitio)
    datos = navegador.open_link(confirmacion["token"])
    answers = run_simultaneously(*[partial(navegador.send, "POST", "/confirmar/", datos)] * 20)
    assert Counter(answer.status for answer in answers) == {302: 20}
    for answer in answers:  # each of the 20 responses must contain a valid session cookie
        otra = Navegador(sitio)
        otra.take(answer)
        assert otra.get(f"/tramites/nss/{uuid}/espera/").status == 200
    assert sitio.ask("trabajar") == 0
    assert count_results(sitio, alumna["curp"]) == expect_one_finished_solicitud()


def test_T6_only_one_of_twenty_browsers_that_use_the_same_link_at_once_gets_a_session(
    sitio: Sitio, alumna: dict[str, str]
) -> None:
    Navegador(sitio).begin(alumna["curp"], alumna["correo"])
    (confirmacion,) = sitio.ask("confirmaciones", alumna["curp"])
    posts = []
    for _ in range(20):
        navegador = Navegador(sitio)
        posts.append(partial(navegador.send, "POST", "/confirmar/", navegador.open_link(confirmacion["token"])))
    answers = run_simultaneously(*posts)
    assert Counter(answer.status for answer in answers) == {302: 1, 403: 19}
    assert sum("sesion" in answer.cookies for answer in answers) == 1
    assert sitio.ask("trabajar") == 0
    assert count_results(sitio, alumna["curp"]) == expect_one_finished_solicitud()


def test_T3_if_a_student_confirms_ten_solicitudes_at_once_nine_are_cancelled(
    sitio: Sitio, alumna: dict[str, str]
) -> None:
    for _ in range(10):
        Navegador(sitio).begin(alumna["curp"], alumna["correo"])
    posts = []
    for confirmacion in sitio.ask("confirmaciones", alumna["curp"]):
        navegador = Navegador(sitio)
        posts.append(partial(navegador.send, "POST", "/confirmar/", navegador.open_link(confirmacion["token"])))
    assert Counter(answer.status for answer in run_simultaneously(*posts)) == {302: 10}
    assert sitio.ask("trabajar") == 0
    counted = count_results(sitio, alumna["curp"])
    assert counted["solicitudes"] == {"concluida": 1, "cancelada": 9}
    assert (counted["continuan"], counted["documentos"], counted["vinculos"]) == (9, 2, 1)


def test_T3_two_students_with_the_same_email_address_can_confirm_at_once(sitio: Sitio) -> None:
    hermanas = [sitio.alumnos.pop(), sitio.alumnos.pop()]
    posts = []
    for hermana in hermanas:
        Navegador(sitio).begin(hermana["curp"], hermana["correo"])
        navegador = Navegador(sitio)
        (confirmacion,) = sitio.ask("confirmaciones", hermana["curp"])
        posts.append(partial(navegador.send, "POST", "/confirmar/", navegador.open_link(confirmacion["token"])))
    assert [answer.status for answer in run_simultaneously(*posts)] == [302, 302]
    counted = count_results(sitio, *(hermana["curp"] for hermana in hermanas))
    assert (counted["solicitudes"], counted["vinculos"]) == ({"por_procesar": 2}, 1)


def test_T2_a_student_gets_a_solicitud_of_their_own_if_a_stranger_confirms_at_the_same_moment(
    sitio: Sitio, alumna: dict[str, str]
) -> None:
    uuid = Navegador(sitio).begin(alumna["curp"], EXTRANO)
    assert sitio.ask("trabajar") == 0
    tokens = {fila["correo"]: fila["token"] for fila in sitio.ask("confirmaciones", alumna["curp"])}
    navegadores = {correo: Navegador(sitio) for correo in tokens}
    posts = {
        correo: partial(navegadores[correo].send, "POST", "/confirmar/", navegadores[correo].open_link(token))
        for correo, token in tokens.items()
    }
    answers = dict(zip(posts, run_simultaneously(*posts.values()), strict=True))
    for correo, answer in answers.items():
        navegadores[correo].take(answer)
    assert sitio.ask("trabajar") == 0
    assert answers[alumna["correo"]].status == 302
    assert answers[EXTRANO].destino == f"/tramites/nss/{uuid}/"
    assert answers[alumna["correo"]].destino != answers[EXTRANO].destino
    own = f"{answers[alumna['correo']].destino}resultado/"
    assert navegadores[alumna["correo"]].get(own).status == 200
    assert navegadores[EXTRANO].get(own).status == 403
    assert sorted(sitio.ask("contar", alumna["curp"])["correo"]) == sorted([alumna["correo"], EXTRANO])


def test_T3_only_five_of_twenty_wrong_codes_sent_at_once_are_compared(sitio: Sitio, alumna: dict[str, str]) -> None:
    navegador = Navegador(sitio)
    uuid = navegador.begin(alumna["curp"], alumna["correo"])
    (confirmacion,) = sitio.ask("confirmaciones", alumna["curp"])
    correcto = confirmacion["codigo"]
    address = f"/tramites/nss/{uuid}/correo/"
    datos = navegador.form(address) | {"codigo": f"{(int(correcto) + 1) % 1_000_000:06d}"}
    answers = run_simultaneously(*[partial(navegador.send, "POST", f"{address}codigo/", datos)] * 20)
    told = Counter("no coincide" in answer.body for answer in answers)
    assert {answer.status for answer in answers} == {200}
    assert told == {True: 5, False: 15}
    assert sitio.ask("confirmaciones", alumna["curp"])[0]["intentos"] == 5
    assert navegador.send("POST", f"{address}codigo/", datos | {"codigo": correcto}).status == 200
    other = sitio.alumnos.pop(0)  # another student is not blocked and can still use a code
    otro = Navegador(sitio)
    uuid = otro.begin(other["curp"], other["correo"])
    (confirmacion,) = sitio.ask("confirmaciones", other["curp"])
    datos = otro.form(f"/tramites/nss/{uuid}/correo/") | {"codigo": confirmacion["codigo"]}
    assert otro.send("POST", f"/tramites/nss/{uuid}/correo/codigo/", datos).status == 302
