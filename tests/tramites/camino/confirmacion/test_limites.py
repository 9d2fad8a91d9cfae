"""Threats T3 and T7: the limits on the number of confirmation mails.

After strangers have reached a limit, the student must still get mail.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from padron.asegurados.models import Inscripcion
from plataforma.seguridad.limites import peek
from tests.helpers.factories import CorreoVinculadoFactory, InscripcionFactory
from tests.helpers.tramites.mail_limits import (
    AHORA,
    BUZON,
    begin_from,
    confirm_in_new_browser,
    spell_buzon,
    use_up_limit,
)
from tests.helpers.tramites.student import (
    CONFIRMAR,
    EXTRANO,
    PUERTA,
    begin,
    code_of,
    confirm_by_link,
    confirmations_to,
    link_of,
    mails_to,
    make_gate_data,
    reset_limits,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.camino.confirmacion.limites import RESERVA_HORA
from tramites.camino.confirmacion.uso import make_code
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf")]
RETENIDA = "Hay muchos intentos con"


def test_T7_a_hundred_spellings_of_one_email_address_get_five_mails_in_total() -> None:
    """Gmail delivers all spellings to one mailbox, so all spellings share one limit.

    The limit is counted in the database, so deleting the data of Redis does not reset the limit.
    """
    for n in range(100):
        begin_from(f"203.0.{n}.1", unknown_curp(), spell_buzon(n))
    run_outbox()
    assert len(mail.outbox) == 5
    assert Solicitud.objects.count() == 100


def test_T7_a_mailbox_gets_at_most_ten_mails_a_day() -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        for n in range(24):
            begin_from(f"203.0.113.{n}", unknown_curp(), spell_buzon(n))
            clock.shift(timedelta(minutes=55))
        run_outbox()
        assert len(mail.outbox) == 10
        clock.move_to(AHORA + timedelta(days=1))
        begin(Client(), unknown_curp(), BUZON)
        run_outbox()
        assert len(mail.outbox) == 11


def test_T7_registered_students_get_mail_although_their_network_has_reached_the_limit() -> None:
    alumnos = [InscripcionFactory(asegurado__con_nss=True) for _ in range(30)]
    for alumno in alumnos:
        for _ in range(3):  # 90 mails from one network, which has a limit of 60 mails
            begin(Client(), alumno.asegurado.curp, alumno.correo)
    run_outbox()
    assert all(len(confirmations_to(alumno.correo)) == 3 for alumno in alumnos)


def test_T7_only_registered_email_addresses_get_mail_after_a_network_reached_the_limit(alumna: Inscripcion) -> None:
    for n in range(65):
        begin(Client(), unknown_curp(), f"persona{n}@example.org")
    held = begin(Client(), alumna.asegurado.curp, alumna.correo)
    run_outbox()
    assert len(mail.outbox) == 61
    assert confirm_in_new_browser(link_of(mails_to(alumna.correo)[0])) == held
    begin_from("203.0.113.7", unknown_curp(), "otra@example.org")
    run_outbox()
    assert mails_to("otra@example.org"), "another network is not touched"


def test_T3_a_student_gets_mail_although_strangers_reached_the_limit_of_the_mailbox(alumna: Inscripcion) -> None:
    use_up_limit(alumna.correo)
    client = Client()
    solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    (message,) = mails_to(alumna.correo)
    assert client.post(url("codigo", solicitud), {"codigo": code_of(message)}).status_code == 302
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.POR_PROCESAR


def test_T3_a_student_with_a_correo_vinculado_gets_mail_although_the_mailbox_reached_the_limit() -> None:
    vinculo = CorreoVinculadoFactory(asegurado=InscripcionFactory(asegurado__con_nss=True, sin_correo=True).asegurado)
    use_up_limit(vinculo.correo)
    solicitud = begin(Client(), vinculo.asegurado.curp, vinculo.correo)
    run_outbox()
    assert confirm_in_new_browser(link_of(mails_to(vinculo.correo)[0])) == solicitud


def test_T3_every_mailed_link_works_after_strangers_reached_the_limit_of_the_mailbox(
    alumna: Inscripcion,
) -> None:
    """Fifty strangers and the student start a Solicitud with the same e-mail address. Only seven mails are sent."""
    for n in range(50):
        begin_from(f"203.0.113.{n}", alumna.asegurado.curp, alumna.correo)
    begin(Client(), alumna.asegurado.curp, alumna.correo)
    run_outbox()
    links = [link_of(message) for message in mails_to(alumna.correo)]
    assert len(links) == 7, "five as for any mailbox, two more because it is registered"
    for link in reversed(links):
        assert confirm_in_new_browser(link).asegurado == alumna.asegurado
    begin(Client(), alumna.asegurado.curp, alumna.correo)
    run_outbox()
    assert len(mails_to(alumna.correo)) > 7, "who has shown that the mailbox is theirs gets mail again"


def test_T3_links_mailed_to_the_student_work_although_strangers_replaced_the_email_address(
    alumna: Inscripcion,
) -> None:
    """Seven strangers start a Solicitud with the e-mail address of the student.

    Then each stranger replaces the e-mail address of the Solicitud with another one.
    """
    use_up_limit(alumna.correo)
    for n in range(7):
        client = Client(REMOTE_ADDR=f"203.0.113.{n}")
        solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
        other = {"correo": EXTRANO, "correo2": EXTRANO}
        assert client.post(url("corregir", solicitud), other).status_code == 302
    run_outbox()
    assert peek(RESERVA_HORA, f"{alumna.asegurado.curp}:{alumna.correo}").quedan == 0
    held = confirmations_to(alumna.correo)
    subjects = [message.subject.partition(" (")[0] for message in held]
    assert subjects == ["Confirma tu correo", "Alguien empezó un trámite con tu CURP"]
    assert confirm_in_new_browser(link_of(held[0])).asegurado == alumna.asegurado


def test_a_mailed_link_and_code_are_refused_after_the_email_address_is_corrected(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    client.post(url("corregir", solicitud), {"correo": alumna.correo, "correo2": alumna.correo})
    (message,) = mails_to(EXTRANO)
    assert confirm_by_link(Client(), link_of(message)).status_code == 403
    assert code_of(message) not in {make_code(sent) for sent in Confirmacion.objects.filter(correo=alumna.correo)}
    assert client.post(url("codigo", solicitud), {"codigo": code_of(message)}).status_code == 200
    solicitud.refresh_from_db()
    assert (solicitud.estado, solicitud.motivo_cierre) == (Estado.INICIADA, "")


def test_T3_fifty_wrong_codes_of_a_stranger_do_not_block_the_code_of_the_student(alumna: Inscripcion) -> None:
    stranger, student = Client(), Client()
    strangers_solicitud = begin(stranger, alumna.asegurado.curp, alumna.correo)
    for n in range(50):
        stranger.post(url("codigo", strangers_solicitud), {"codigo": f"{n:06d}"})
    solicitud = begin(student, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    (message,) = [message for message in mails_to(alumna.correo) if solicitud.folio in message.body]
    assert student.post(url("codigo", solicitud), {"codigo": code_of(message)}).status_code == 302


def test_T6_the_code_of_a_mail_that_was_never_sent_is_refused(alumna: Inscripcion) -> None:
    """A code is valid only after the portal has sent the mail.

    Otherwise a stranger could create many Solicitudes, and guess five codes for each Solicitud.
    """
    use_up_limit(alumna.correo)
    client = Client()
    solicitud = begin(client, unknown_curp(), alumna.correo)
    run_outbox()
    codigo = make_code(Confirmacion.objects.get(solicitud=solicitud))
    answer = client.post(url("codigo", solicitud), {"codigo": codigo})
    assert "Ese código no coincide" in answer.content.decode()
    solicitud.refresh_from_db()
    assert not solicitud.is_cerrada


def test_T1_the_pages_do_not_show_whether_mail_is_sent_after_the_limit_is_reached(alumna: Inscripcion) -> None:
    """After the limit is reached, the portal sends mail only to registered addresses.

    No page may show whether mail is sent, because this would reveal that the CURP is known.
    """
    seen = []
    with time_machine.travel(AHORA, tick=False):
        use_up_limit(alumna.correo)
        for curp in (unknown_curp(), alumna.asegurado.curp):
            client = Client()
            answer = client.post(PUERTA, make_gate_data(curp, alumna.correo))
            pk = answer.url.split("/")[3]
            address = f"/tramites/nss/{pk}/correo/"
            pages = [client.get(address), client.post(f"{address}codigo/", {"codigo": "000000"})]
            run_outbox()
            pages.append(client.get(address))
            seen.append(
                [page.content.decode().replace(pk, "·").replace(str(page.context["csrf_token"]), "·") for page in pages]
            )
    assert len(mails_to(alumna.correo)) == 1
    first, second = seen
    assert first == second
    assert RETENIDA in first[0]
    assert "pide otra a partir de las <strong>16:10 del 20 de noviembre</strong>" in first[0]
    assert "Actualizar estado" not in first[0] + first[2]


def _strip(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_T7_asking_for_another_link_counts_for_the_limit_of_the_mailbox(client: Client) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        solicitud = begin(client, unknown_curp(), BUZON)
        for n in range(4):
            begin_from(f"203.0.113.{n}", unknown_curp(), BUZON)
        clock.shift(61)
        client.post(url("reenviar", solicitud))
        run_outbox()
        assert len(mails_to(BUZON)) == 5
        text = client.get(url("correo", solicitud)).content.decode()
        assert RETENIDA in text
        assert "Enviamos otra liga" not in text


def test_T3_a_student_gets_another_link_although_the_limit_of_the_mailbox_is_reached(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        use_up_limit(alumna.correo)
        solicitud = begin(client, alumna.asegurado.curp, alumna.correo)
        clock.shift(61)
        client.post(url("reenviar", solicitud))
        run_outbox()
        assert len(mails_to(alumna.correo)) == 2


def test_the_next_mail_is_sent_after_the_limits_are_reset(alumna: Inscripcion) -> None:
    use_up_limit(alumna.correo)
    reset_limits()
    begin(Client(), unknown_curp(), alumna.correo)
    run_outbox()
    assert len([message for message in mail.outbox if CONFIRMAR in message.body]) == 1
    assert not Confirmacion.objects.filter(retenida_hasta__gt=timezone.now()).exists()
