"""«Revisa tu correo»: the mail's state, the code, another link."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from padron.asegurados.models import Inscripcion
from plataforma.correo.models import Correo
from tests.tramites.ayudas import (
    Respuesta,
    begin,
    code_of,
    confirmations_to,
    enter,
    link_of,
    press,
    unknown_curp,
    url,
    work_off,
)
from tramites.confirmacion.uso import MAX_INTENTOS
from tramites.models import Confirmacion, Solicitud, Transicion

pytestmark = pytest.mark.django_db
YA_CONFIRMASTE = "Ya confirmaste en otro dispositivo."
NO_SIRVE = "Ese código ya no sirve. Pide otra liga"
NO_COINCIDE = "Ese código no coincide"


@pytest.fixture
def solicitud(client: Client, alumna: Inscripcion) -> Solicitud:
    """Begun in `client`; its mail has arrived."""
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    work_off()
    return solicitud


@pytest.fixture
def codigo(solicitud: Solicitud) -> str:
    return code_of(confirmations_to(solicitud.correo)[-1])


def type_code(client: Client, solicitud: Solicitud, codigo: str) -> Respuesta:
    return client.post(url("codigo", solicitud), {"codigo": codigo})


def wrong(codigo: str) -> str:
    return f"{(int(codigo) + 1) % 1_000_000:06d}"


def resend_at(client: Client, solicitud: Solicitud, seconds: int) -> None:
    """Ask for another link so long after the beginning, and let the mail go."""
    with time_machine.travel(solicitud.creada.timestamp() + seconds, tick=False):
        assert client.post(url("reenviar", solicitud)).url == url("correo", solicitud)


def test_the_page_says_where_the_mail_went_and_until_when(client: Client, alumna: Inscripcion) -> None:
    with time_machine.travel("2026-11-20 18:40-06:00", tick=False):
        solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
        text = client.get(url("correo", solicitud)).content.decode()
        assert "Ábrela antes de las 18:40 del 21 de noviembre." in text
        assert "en cola" in text
        assert alumna.correo in text
    work_off()
    assert "enviado a las" in client.get(url("correo", solicitud)).content.decode()


def test_a_refusal_of_the_server_is_told_to_the_tab_that_typed_the_address(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    said = f"550 no hay buzón {solicitud.correo}"
    Correo.objects.update(estado=Correo.Estado.RECHAZADO, respuesta=said)
    assert said in client.get(url("correo", solicitud)).content.decode()
    text = otro_navegador.post(url("reenviar", solicitud), follow=True).content.decode()
    assert "El servidor rechazó el correo." in text
    assert solicitud.correo not in text


@pytest.mark.parametrize("shape", ["{0}", " {0} ", "{1} {2}", "{1}-{2}"])
def test_the_code_opens_the_session_in_its_tab(client: Client, solicitud: Solicitud, codigo: str, shape: str) -> None:
    answer = type_code(client, solicitud, shape.format(codigo, codigo[:3], codigo[3:]))
    assert answer.url == solicitud.get_absolute_url()
    assert client.get(url("espera", solicitud)).status_code == 200


def test_T6_the_second_click_on_the_code_goes_on(client: Client, solicitud: Solicitud, codigo: str) -> None:
    assert {type_code(client, solicitud, codigo).url for _ in range(3)} == {solicitud.get_absolute_url()}
    assert Transicion.objects.filter(hacia="confirmada").count() == 1


def test_a_wrong_code_is_told_and_what_was_typed_stays(client: Client, solicitud: Solicitud, codigo: str) -> None:
    page = type_code(client, solicitud, wrong(codigo))
    assert page.status_code == 200
    assert page.content.decode().count(NO_COINCIDE) == 2
    assert f'value="{wrong(codigo)}"' in page.content.decode()
    assert type_code(client, solicitud, codigo).status_code == 302


def test_five_wrong_codes_ask_for_a_new_one_and_the_right_one_is_refused(
    client: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(MAX_INTENTOS):
        assert NO_COINCIDE in type_code(client, solicitud, wrong(codigo)).content.decode()
    assert NO_SIRVE in type_code(client, solicitud, wrong(codigo)).content.decode()
    assert NO_SIRVE in type_code(client, solicitud, codigo).content.decode()
    assert Confirmacion.objects.get().usada is None


def test_T3_a_storm_of_wrong_codes_blocks_neither_the_link_nor_a_new_code(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(50):
        type_code(client, solicitud, wrong(codigo))
    resend_at(client, solicitud, 61)
    work_off()
    newest = confirmations_to(solicitud.correo)[-1]
    assert type_code(client, solicitud, code_of(newest)).status_code == 302
    assert press(otro_navegador, link_of(newest)).status_code == 403  # used: by the code of the same mail


def test_the_link_still_works_when_its_code_was_guessed_away(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(50):
        type_code(client, solicitud, wrong(codigo))
    assert press(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1])).status_code == 302


def test_an_expired_code_is_refused(client: Client, solicitud: Solicitud, codigo: str) -> None:
    Confirmacion.objects.update(vence=solicitud.creada)
    assert NO_SIRVE in type_code(client, solicitud, codigo).content.decode()


def test_the_code_of_one_procedure_says_nothing_to_another(client: Client, solicitud: Solicitud, codigo: str) -> None:
    other = begin(client, unknown_curp(), solicitud.correo)
    assert type_code(client, other, codigo).status_code == 200
    other.refresh_from_db()
    assert other.motivo_cierre == ""


def test_a_code_needs_the_tab_where_it_began_or_asked(
    otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    assert type_code(otro_navegador, solicitud, codigo).status_code == 403
    otro_navegador.post(url("reenviar", solicitud))
    assert type_code(otro_navegador, solicitud, codigo).status_code == 302


def test_after_the_link_was_used_elsewhere_the_first_tab_says_so_and_becomes_no_session(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    press(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1]))
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == url("correo", solicitud)
    assert YA_CONFIRMASTE in page.content.decode()
    assert "sesion" not in client.cookies
    text = type_code(client, solicitud, codigo).content.decode()
    assert NO_SIRVE in text
    assert YA_CONFIRMASTE in text
    resend_at(client, solicitud, 61)
    work_off()
    assert type_code(client, solicitud, code_of(confirmations_to(solicitud.correo)[-1])).status_code == 302
    assert client.get(url("correo", solicitud)).url == url("resultado", solicitud)


@pytest.mark.parametrize("known", [True, False])
def test_T1_the_first_tab_does_not_learn_whether_the_address_opened(
    client: Client, otro_navegador: Client, alumna: Inscripcion, known: bool
) -> None:
    curp = alumna.asegurado.curp if known else unknown_curp()
    with time_machine.travel("2026-11-20 12:00-06:00") as clock:
        solicitud = begin(client, curp, alumna.correo)
        clock.shift(61)
        client.post(url("reenviar", solicitud))
        work_off()
        older, newer = confirmations_to(alumna.correo)
        press(otro_navegador, link_of(newer))
        text = client.get(url("correo", solicitud)).content.decode()
        assert YA_CONFIRMASTE in text
        assert "xi•••@example.com" in text
        assert alumna.correo not in text, "an exit on a borrowed computer leaves no address behind"
        assert "Puedes usar cualquiera de las dos" not in text
        assert NO_SIRVE in type_code(client, solicitud, code_of(older)).content.decode()


def test_another_link_may_be_asked_for_after_60_seconds(client: Client, solicitud: Solicitud) -> None:
    assert "Podrás pedir otra liga a partir de las" in client.get(url("correo", solicitud)).content.decode()
    resend_at(client, solicitud, 59)
    assert Confirmacion.objects.count() == 1
    resend_at(client, solicitud, 61)
    assert Confirmacion.objects.count() == 2
    text = client.get(url("correo", solicitud)).content.decode()
    assert f"Enviamos otra liga a {solicitud.correo}. Puedes usar cualquiera de las dos." in text


def test_at_most_five_an_hour(client: Client, solicitud: Solicitud) -> None:
    for minute in range(1, 11):
        resend_at(client, solicitud, 61 * minute)
    assert Confirmacion.objects.count() == 5
    resend_at(client, solicitud, 3599)
    assert Confirmacion.objects.count() == 5
    resend_at(client, solicitud, 3601)
    assert Confirmacion.objects.count() == 6


def test_an_earlier_link_stays_good_until_one_is_used(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    resend_at(client, solicitud, 61)
    work_off()
    first, second = confirmations_to(solicitud.correo)
    assert link_of(first) != link_of(second)
    assert code_of(first) != code_of(second)
    assert press(client, link_of(first)).status_code == 302
    assert press(otro_navegador, link_of(second)).status_code == 403


def test_asking_again_shows_a_stranger_the_masked_address_only(otro_navegador: Client, solicitud: Solicitud) -> None:
    page = otro_navegador.post(url("reenviar", solicitud), follow=True)
    assert page.status_code == 200
    assert "xi•••@example.com" in page.content.decode()
    assert solicitud.correo not in page.content.decode()


def test_a_reload_after_a_wrong_code_shows_the_page_again(client: Client, solicitud: Solicitud) -> None:
    assert client.get(url("codigo", solicitud)).url == url("correo", solicitud)


def test_the_session_is_led_on_even_in_a_browser_that_is_not_the_first_tab(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    press(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1]))
    assert otro_navegador.get(url("correo", solicitud)).url == url("espera", solicitud)


@pytest.mark.parametrize("resent", [0, 4])
def test_the_number_of_queries_of_the_page_is_constant(
    client: Client, solicitud: Solicitud, resent: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, resent + 1):
        resend_at(client, solicitud, 61 * n)
    with django_assert_num_queries(6):
        client.get(url("correo", solicitud))


def test_the_masks_hold_for_a_student_who_comes_back(client: Client, alumna: Inscripcion) -> None:
    solicitud = enter(client, alumna.asegurado.curp, alumna.correo)
    client.post("/salir/")
    assert alumna.correo not in client.get(url("correo", solicitud)).content.decode()
