"""Tests of the confirm button «Continuar mi trámite».

The link in the confirmation mail opens the page with this button.
"""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from padron.asegurados.models import CorreoVinculado, Inscripcion
from tests.helpers.tramites.student import (
    CONFIRMAR,
    EXTRANO,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

pytestmark = pytest.mark.django_db


def test_the_confirm_button_logs_the_student_in_and_redirects_to_the_solicitud(
    client: Client, solicitud: Solicitud, link: str
) -> None:
    answer = confirm_by_link(client, link)
    assert answer.url == f"/tramites/nss/{solicitud.pk}/"
    assert client.get(answer.url).url == url("espera", solicitud)
    solicitud.refresh_from_db()
    assert solicitud.asegurado
    assert solicitud.titular == solicitud.asegurado.titular
    assert CorreoVinculado.objects.get().correo == solicitud.correo


def test_the_confirm_button_without_a_csrf_token_confirms_nothing(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    token = strict.get(link, follow=True).context["liga"]
    assert strict.post(CONFIRMAR, {"liga": token}).status_code == 403
    assert Confirmacion.objects.get().usada is None


def test_T6_pressing_the_confirm_button_three_times_confirms_the_solicitud_only_once(
    client: Client, solicitud: Solicitud, link: str
) -> None:
    token = client.get(link, follow=True).context["liga"]
    answers = [client.post(CONFIRMAR, {"liga": token}) for _ in range(3)]
    assert {answer.url for answer in answers} == {solicitud.get_absolute_url()}
    assert Transicion.objects.filter(hacia="confirmada").count() == 1


def test_T6_a_browser_that_lost_the_first_response_can_press_the_confirm_button_again(
    client: Client, solicitud: Solicitud, link: str
) -> None:
    """The browser did not receive the session cookie, so the student presses the button again."""
    confirm_by_link(client, link)
    del client.cookies["sesion"]
    assert client.post(CONFIRMAR, {"liga": link.split("/")[2]}).status_code == 302
    assert client.get(url("espera", solicitud)).status_code == 200


def test_T6_the_browser_that_confirmed_cannot_use_the_link_again_after_five_minutes(client: Client, link: str) -> None:
    """The next person at a shared computer must not get a session.

    The session has ended, but a cookie still contains the token of the link.
    """
    with time_machine.travel("2026-11-20 12:00+00:00") as clock:
        Confirmacion.objects.update(vence="2026-11-21 12:00+00:00")
        confirm_by_link(client, link)
        del client.cookies["sesion"]
        clock.shift(301)
        assert client.post(CONFIRMAR, {"liga": link.split("/")[2]}).status_code == 403


def test_T6_a_used_link_gets_403_in_another_browser_and_the_page_offers_a_new_link(
    client: Client, otro_navegador: Client, link: str
) -> None:
    confirm_by_link(client, link)
    token = link.split("/")[2]
    for answer in (otro_navegador.get(link, follow=True), otro_navegador.post(CONFIRMAR, {"liga": token})):
        assert answer.status_code == 403
        assert "Esta liga ya se usó" in answer.content.decode()
        assert "Enviarme otra liga a xi•••@example.com" in answer.content.decode()


def test_opening_a_used_link_redirects_a_logged_in_student_to_the_waiting_page(
    client: Client, solicitud: Solicitud, link: str
) -> None:
    confirm_by_link(client, link)
    assert client.get(link, follow=True).redirect_chain[-1][0] == url("espera", solicitud)


def test_T6_an_expired_link_confirms_nothing_and_the_page_offers_a_new_link(client: Client, link: str) -> None:
    vence = Confirmacion.objects.get().vence
    with time_machine.travel(vence, tick=False):
        assert "Esta liga ya venció" in client.get(link, follow=True).content.decode()
        answer = client.post(CONFIRMAR, {"liga": link.split("/")[2]})
        assert answer.status_code == 403
        assert "Pide otra y sigue donde te quedaste." in answer.content.decode()
    assert Confirmacion.objects.get().usada is None


def test_T6_a_link_works_one_second_before_it_expires(client: Client, link: str) -> None:
    with time_machine.travel(Confirmacion.objects.get().vence - dt.timedelta(seconds=1), tick=False):
        assert confirm_by_link(client, link).status_code == 302


def test_confirming_as_another_person_in_the_same_browser_ends_the_earlier_session(
    client: Client, alumna: Inscripcion
) -> None:
    first = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    begin_and_confirm(client, unknown_curp(), EXTRANO)
    assert client.get(url("espera", first)).status_code == 403


def test_T2_a_link_mailed_to_an_outdated_email_address_gives_no_session(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    """The student's registered e-mail address changes after the link was mailed.

    The roster and the CorreoVinculado of the student now contain the new e-mail address.
    """
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    with time_machine.travel(solicitud.creada.timestamp() + 61):
        otro_navegador.post(url("reenviar", solicitud))
    run_outbox()
    alumna.correo = "corregido@example.com"
    alumna.save()
    CorreoVinculado.objects.update(correo="corregido@example.com")
    answer = confirm_by_link(otro_navegador, link_of(confirmations_to("ximena@example.com")[-1]))
    assert answer.status_code == 403
    assert "No podemos continuar con este correo" in answer.content.decode()
    assert otro_navegador.get(url("espera", solicitud)).status_code == 403


def test_a_new_link_of_a_finished_solicitud_logs_the_student_in_and_changes_no_state(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    before = list(Transicion.objects.values_list("hacia", flat=True))
    with time_machine.travel(solicitud.creada.timestamp() + 61):
        otro_navegador.post(url("reenviar", solicitud))
    run_outbox()
    answer = confirm_by_link(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    assert otro_navegador.get(answer.url).url == url("resultado", solicitud)
    assert list(Transicion.objects.values_list("hacia", flat=True)) == before
