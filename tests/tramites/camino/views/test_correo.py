"""Tests of the page «Revisa tu correo».

The page shows whether the confirmation mail was sent. A button on the page sends another link.
"""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import (
    EXTRANO,
    begin,
    begin_and_confirm,
    code_of,
    confirm_by_link,
    confirmations_to,
    link_of,
    resend_at,
    run_outbox,
    type_code,
    unknown_curp,
    url,
)
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = pytest.mark.django_db
YA_CONFIRMASTE = "Ya confirmaste tu correo"
EN_COLA = "Tu correo sale en unos momentos."
NO_SIRVE = "Ese código ya no sirve. Pide otra liga"
NO_COINCIDE = "Ese código no coincide"


def test_revisa_tu_correo_shows_the_deadline_of_the_link_and_the_state_of_the_mail(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel("2026-11-20 18:40-06:00", tick=False):
        solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
        text = client.get(url("correo", solicitud)).content.decode()
        assert "Ábrela antes de las 18:40 del 21 de noviembre." in text
        assert EN_COLA in text
        assert alumna.correo in text
        run_outbox()
        assert "enviado a las" in client.get(url("correo", solicitud)).content.decode()


def test_only_the_browser_that_typed_the_email_address_sees_the_answer_of_the_mail_server(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    said = f"550 no hay buzón {solicitud.correo}"
    Correo.objects.update(estado=Correo.Estado.RECHAZADO, respuesta=said)
    assert said in client.get(url("correo", solicitud)).content.decode()
    text = otro_navegador.post(url("reenviar", solicitud), follow=True).content.decode()
    assert "El servidor rechazó el correo." in text
    assert solicitud.correo not in text


@pytest.mark.parametrize(("estado", "told"), [(Mensaje.Estado.MUERTO, True), (Mensaje.Estado.PENDIENTE, False)])
def test_a_mail_is_shown_as_not_sent_only_after_the_last_attempt_failed(
    client: Client, alumna: Inscripcion, estado: str, told: bool
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    Mensaje.objects.update(state=estado)
    text = client.get(url("correo", solicitud)).content.decode()
    assert ("No pudimos enviarte el correo." in text) is told
    assert ("pide ayuda en tu plantel" in text) is told
    assert (EN_COLA in text) is not told
    assert ("Enviamos una liga" in text) is not told
    resend_at(client, solicitud, 61)
    assert EN_COLA in client.get(url("correo", solicitud)).content.decode(), "another one is on its way"


def test_a_sent_mail_is_shown_as_sent_although_the_outbox_message_failed(client: Client, solicitud: Solicitud) -> None:
    Mensaje.objects.update(state=Mensaje.Estado.MUERTO)
    assert "enviado a las" in client.get(url("correo", solicitud)).content.decode()


def test_a_browser_gets_no_session_if_the_student_confirms_in_another_browser(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    confirm_by_link(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1]))
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0] == url("correo", solicitud)
    assert YA_CONFIRMASTE in page.content.decode()
    assert "sesion" not in client.cookies
    text = type_code(client, solicitud, codigo).content.decode()
    assert NO_SIRVE in text
    assert YA_CONFIRMASTE in text
    assert "Enviarme un código" in text, "the student need not wait after the link was used"
    assert "Código de 6 números" not in client.get(url("correo", solicitud)).content.decode()
    resend_at(client, solicitud, 1)
    run_outbox()
    text = client.get(url("correo", solicitud)).content.decode()
    assert 'Enviamos una liga y un código a <span class="dato">xi•••@example.com</span>.' in text
    assert "Código de 6 números" in text
    assert type_code(client, solicitud, code_of(confirmations_to(solicitud.correo)[-1])).status_code == 302
    assert client.get(url("correo", solicitud)).url == url("resultado", solicitud)


@pytest.mark.parametrize("known", [True, False])
def test_T1_the_browser_that_started_a_solicitud_does_not_learn_whether_the_curp_is_known(
    client: Client, otro_navegador: Client, alumna: Inscripcion, known: bool
) -> None:
    curp = alumna.asegurado.curp if known else unknown_curp()
    with time_machine.travel("2026-11-20 12:00-06:00") as clock:
        solicitud = begin(client, curp, alumna.correo)
        clock.shift(61)
        client.post(url("reenviar", solicitud))
        run_outbox()
        older, newer = confirmations_to(alumna.correo)
        confirm_by_link(otro_navegador, link_of(newer))
        text = client.get(url("correo", solicitud)).content.decode()
        assert YA_CONFIRMASTE in text
        assert "xi•••" not in text
        assert alumna.correo not in text, "an exit on a borrowed computer leaves no address behind"
        assert "Puedes usar cualquiera de las dos" not in text
        assert NO_SIRVE in type_code(client, solicitud, code_of(older)).content.decode()


def test_another_link_is_sent_only_after_60_seconds(client: Client, solicitud: Solicitud) -> None:
    assert "Podrás pedir otra liga a partir de las" in client.get(url("correo", solicitud)).content.decode()
    resend_at(client, solicitud, 59)
    assert Confirmacion.objects.count() == 1
    resend_at(client, solicitud, 61)
    assert Confirmacion.objects.count() == 2
    text = client.get(url("correo", solicitud)).content.decode()
    assert f"Enviamos otra liga a {solicitud.correo}. Puedes usar cualquiera de las dos." in text


def test_the_page_offers_another_link_by_a_script_or_by_loading_the_page_again(
    client: Client, solicitud: Solicitud
) -> None:
    with time_machine.travel(solicitud.creada.timestamp() + 20, tick=False):
        text = client.get(url("correo", solicitud)).content.decode()
    assert re.search(r'<form method="post" action="[^"]+reenviar/" data-faltan="4[12]" hidden>', text)
    assert f'<a href="{url("correo", solicitud)}">Actualizar esta página</a>' in text
    with time_machine.travel(solicitud.creada.timestamp() + 61, tick=False):
        text = client.get(url("correo", solicitud)).content.decode()
    assert "Enviarme otra liga" in text
    assert "data-faltan" not in text


@pytest.mark.parametrize("estado", [Correo.Estado.EN_COLA, Correo.Estado.ENVIADO])
def test_revisa_tu_correo_loads_its_script_while_the_student_has_not_confirmed(
    client: Client, solicitud: Solicitud, estado: str
) -> None:
    """The script notices that the student has confirmed elsewhere, also after the mail was sent."""
    Correo.objects.update(estado=estado)
    text = client.get(url("correo", solicitud)).content.decode()
    assert "js/correo" in text
    assert f'data-entrega="{estado}"' in text


def test_T3_the_tab_of_a_stranger_never_shows_the_email_address_of_the_student(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    """The stranger began with another e-mail address, and the student confirmed with the link of the warning mail."""
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    confirm_by_link(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    resend_at(client, solicitud, 1)
    run_outbox()
    text = client.get(url("correo", solicitud)).content.decode()
    assert alumna.correo not in text
    assert "xi•••" not in text


def test_at_most_five_links_an_hour_are_sent(client: Client, solicitud: Solicitud) -> None:
    for minute in range(1, 11):
        resend_at(client, solicitud, 61 * minute)
    assert Confirmacion.objects.count() == 5
    resend_at(client, solicitud, 3599)
    assert Confirmacion.objects.count() == 5
    resend_at(client, solicitud, 3601)
    assert Confirmacion.objects.count() == 6


def test_all_links_of_a_solicitud_work_until_one_link_is_used(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    resend_at(client, solicitud, 61)
    run_outbox()
    first, second = confirmations_to(solicitud.correo)
    assert link_of(first) != link_of(second)
    assert code_of(first) != code_of(second)
    assert confirm_by_link(client, link_of(first)).status_code == 302
    assert confirm_by_link(otro_navegador, link_of(second)).status_code == 403


def test_a_stranger_who_asks_for_another_link_sees_only_the_masked_email_address(
    otro_navegador: Client, solicitud: Solicitud
) -> None:
    page = otro_navegador.post(url("reenviar", solicitud), follow=True)
    assert page.status_code == 200
    assert "xi•••@example.com" in page.content.decode()
    assert solicitud.correo not in page.content.decode()


def test_revisa_tu_correo_redirects_a_logged_in_student_to_the_waiting_page(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    confirm_by_link(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1]))
    assert otro_navegador.get(url("correo", solicitud)).url == url("espera", solicitud)


@pytest.mark.parametrize("resent", [0, 4])
def test_revisa_tu_correo_needs_seven_queries_after_one_mail_and_after_five_mails(
    client: Client, solicitud: Solicitud, resent: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, resent + 1):
        resend_at(client, solicitud, 61 * n)
    with django_assert_num_queries(7):
        client.get(url("correo", solicitud))


def test_revisa_tu_correo_masks_the_email_address_after_the_student_ends_the_session(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    client.post("/salir/")
    assert alumna.correo not in client.get(url("correo", solicitud)).content.decode()
