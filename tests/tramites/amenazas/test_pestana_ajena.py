"""Threat T2: a stranger's tab «Revisa tu correo» must not show anything of the student's e-mail address.

The stranger started a Solicitud with the CURP of a student and the stranger's own e-mail address. The student got a
warning mail, and continues with the link of this mail.
"""

import re

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.closed import post_avisar_plantel
from tests.helpers.tramites.nss_steps import state
from tests.helpers.tramites.student import (
    EXTRANO,
    Respuesta,
    begin,
    begin_and_confirm,
    code_of,
    confirm_by_link,
    confirmations_to,
    link_of,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def read_tab(client: Client, solicitud: Solicitud) -> str:
    """Return the stranger's page «Revisa tu correo», as its script asks for it, without what differs each time."""
    page = client.get(url("correo", solicitud))
    text = page.content.decode().replace(str(page.context["csrf_token"]), "·").replace(str(solicitud.pk), "·")
    return re.sub(r"\d+:\d\d(:\d\d)?", "·", text)


def follow_notice(client: Client, alumna: Inscripcion) -> Respuesta:
    """Confirm with the link of the newest mail to the student. Returns the response to the button."""
    return confirm_by_link(client, link_of(confirmations_to(alumna.correo)[-1]))


def test_T2_the_tab_of_a_stranger_does_not_change_when_the_student_continues_with_the_warning_mail(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    before = read_tab(client, solicitud)
    assert EXTRANO in before
    assert follow_notice(otro_navegador, alumna).status_code == 302
    run_outbox()
    after = read_tab(client, solicitud)
    assert after == before
    for part in (alumna.correo, "xi•••", "example.com", "Ya confirmaste"):
        assert part not in after


def test_T2_no_browser_that_knows_the_uuid_of_a_strangers_solicitud_sees_the_email_address_of_the_student(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    follow_notice(otro_navegador, alumna)
    for browser in (client, Client()):
        for name in ("solicitud", "correo", "resultado", "cerrado", "estado"):
            text = browser.get(url(name, solicitud), follow=True).content.decode()
            assert "xi•••" not in text
            assert alumna.correo not in text


def test_T2_the_student_who_continues_with_the_warning_mail_gets_a_solicitud_of_their_own(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    answer = follow_notice(otro_navegador, alumna)
    own = Solicitud.objects.exclude(pk=solicitud.pk).get()
    assert answer.url == own.get_absolute_url()
    assert (own.correo, own.tipo, own.titular) == (alumna.correo, "nss", alumna.asegurado.titular)
    run_outbox()
    assert state(own) == Estado.CONCLUIDA
    solicitud.refresh_from_db()
    assert (solicitud.estado, solicitud.correo, solicitud.asegurado) == (Estado.INICIADA, EXTRANO, None)


def test_T2_the_link_and_the_code_of_the_stranger_lead_to_the_closed_page_after_the_student_continued(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    """They lead there for every CURP, so the stranger does not learn that the student exists and has continued."""
    pages = []
    for curp in (unknown_curp(), alumna.asegurado.curp):
        browser = Client()
        solicitud = begin(browser, curp, EXTRANO)
        run_outbox()
        if curp == alumna.asegurado.curp:
            follow_notice(otro_navegador, alumna)
        code = code_of(confirmations_to(EXTRANO)[-1])
        answer = browser.post(url("codigo", solicitud), {"codigo": code}, follow=True)
        pages.append(answer.content.decode().partition("<main")[2].replace(str(solicitud.pk), "·"))
    assert "No podemos continuar con este correo" in pages[0]
    assert re.sub(r'value="[^"]{64}"', "", pages[0]) == re.sub(r'value="[^"]{64}"', "", pages[1])


def test_pressing_the_button_of_a_warning_mail_twice_starts_one_solicitud(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    link = link_of(confirmations_to(alumna.correo)[-1])
    otro_navegador.get(link)
    token = link.split("/")[2]
    answers = [otro_navegador.post("/confirmar/", {"liga": token}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Solicitud.objects.exclude(pk=solicitud.pk).count() == 1


def test_T2_a_used_warning_link_offers_the_gate_and_does_not_mail_the_stranger(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    follow_notice(otro_navegador, alumna)
    assert otro_navegador.get(link_of(confirmations_to(alumna.correo)[-1]), follow=True).status_code == 200
    page = follow_notice(Client(), alumna)
    text = page.content.decode()
    assert page.status_code == 403
    assert "Esta liga ya se usó" in text
    assert "reenviar" not in text
    assert "ex•••" not in text
    assert 'href="/expediente/"' in text


def test_T2_a_link_to_a_mistyped_email_address_does_not_show_the_corrected_one(client: Client) -> None:
    """The person who owns the mistyped e-mail address opens the link after the student has corrected it."""
    solicitud = begin(client, unknown_curp(), "otra.persona@example.org")
    run_outbox()
    client.post(url("corregir", solicitud), {"correo": "ximena@example.com", "correo2": "ximena@example.com"})
    text = confirm_by_link(Client(), link_of(confirmations_to("otra.persona@example.org")[-1])).content.decode()
    assert "Esta liga ya se usó" in text
    assert "xi•••" not in text
    assert str(solicitud.pk) not in text


def test_T2_a_student_who_mistyped_the_address_and_opens_the_first_link_gets_a_solicitud_of_their_own(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    """A stranger typed the student's e-mail address first, and then their own."""
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    (message,) = confirmations_to(alumna.correo)
    client.post(url("corregir", solicitud), {"correo": EXTRANO, "correo2": EXTRANO})
    before = read_tab(client, solicitud)
    assert confirm_by_link(otro_navegador, link_of(message)).status_code == 302
    assert read_tab(client, solicitud) == before
    solicitud.refresh_from_db()
    assert (solicitud.estado, solicitud.correo) == (Estado.INICIADA, EXTRANO)


def test_the_report_of_a_stranger_stays_open_when_the_student_continues_with_the_warning_mail(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, EXTRANO)
    post_avisar_plantel(client, solicitud, alumna.plantel_id)
    run_outbox()
    follow_notice(otro_navegador, alumna)
    assert Incidencia.objects.get().estado == "abierta"
