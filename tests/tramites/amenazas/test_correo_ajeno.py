"""Threats T2 and T3: a stranger uses the CURP of a student.

The stranger types this CURP in the first form, but with another e-mail address.
"""

import pytest
import time_machine
from django.core import mail
from django.test import Client

from padron.asegurados.models import CorreoVinculado, Inscripcion
from plataforma.bandeja.models import Mensaje
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import (
    EXTRANO,
    begin,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    mails_to,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = pytest.mark.django_db


def test_T2_a_stranger_with_an_unregistered_email_address_gets_no_student_data(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, EXTRANO)
    run_outbox()
    pages = [client.get(url(name, solicitud), follow=True) for name in ("solicitud", "resultado", "espera", "estado")]
    bodies = [page.content.decode() for page in pages] + [str(m.message()) for m in mails_to(EXTRANO)]
    for secret in (alumna.asegurado.nss, alumna.asegurado.nombres, alumna.asegurado.primer_apellido, alumna.correo):
        assert secret
        assert not [body for body in bodies if secret in body]
    assert (solicitud.estado, solicitud.motivo_cierre) == (Estado.INICIADA, "correo")
    assert not CorreoVinculado.objects.exists()
    (notice,) = mails_to(alumna.correo)
    assert notice.subject == "Alguien empezó un trámite con tu CURP"
    assert EXTRANO not in str(notice.message())


@pytest.mark.parametrize("curp_known", [True, False])
def test_T2_no_warning_mail_is_sent_unless_a_stranger_uses_the_curp_of_a_student(
    client: Client, alumna: Inscripcion, curp_known: bool
) -> None:
    """A warning mail tells a student that somebody used their CURP.

    If `curp_known` is true, the student types the registered e-mail address. If `curp_known` is false, the CURP belongs
    to no student.
    """
    begin(client, alumna.asegurado.curp if curp_known else unknown_curp(), alumna.correo.upper())
    run_outbox()
    assert [message.subject.partition(" (")[0] for message in mail.outbox] == ["Confirma tu correo"]


def test_T2_no_warning_mail_is_sent_if_the_roster_has_the_same_email_address_in_capitals(
    client: Client, alumna: Inscripcion
) -> None:
    alumna.correo = "Ximena@Example.com"
    alumna.save()
    begin_and_confirm(client, alumna.asegurado.curp, "ximena@example.com")
    run_outbox()
    assert "Alguien empezó un trámite con tu CURP" not in [message.subject for message in mail.outbox]


def test_T7_twelve_strangers_cause_only_seven_warning_mails_and_the_last_one_gives_access(
    alumna: Inscripcion,
) -> None:
    for n in range(12):
        begin(Client(), alumna.asegurado.curp, f"extrano{n}@example.org")
    run_outbox()
    assert len(mails_to(alumna.correo)) == 7
    browser = Client()
    assert confirm_by_link(browser, link_of(mails_to(alumna.correo)[-1])).status_code == 302
    assert CorreoVinculado.objects.get().correo == alumna.correo


def test_T3_fifty_unconfirmed_solicitudes_of_strangers_do_not_stop_the_student_from_confirming(
    alumna: Inscripcion,
) -> None:
    for n in range(50):
        begin(Client(), alumna.asegurado.curp, f"extrano{n}@example.org")
    assert not CorreoVinculado.objects.exists()
    # Mark all messages of the outbox as done, because this test does not need the mails of the 50 Solicitudes.
    Mensaje.objects.update(state=Mensaje.Estado.HECHO)
    assert begin_and_confirm(Client(), alumna.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR
    assert CorreoVinculado.objects.get().correo == alumna.correo


def test_T3_a_stranger_who_asks_for_five_links_does_not_block_the_links_of_the_student(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00") as clock:
        solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
        for _ in range(5):
            clock.shift(61)
            client.post(url("reenviar", solicitud))
        run_outbox()
        confirm_by_link(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
        own = Solicitud.objects.exclude(pk=solicitud.pk).get()
        before = Confirmacion.objects.filter(correo=alumna.correo).count()
        otro_navegador.post("/salir/")
        otro_navegador.post(url("reenviar", own))
        assert Confirmacion.objects.filter(correo=alumna.correo).count() == before + 1


def test_T3_two_students_with_the_same_email_address_can_both_confirm(alumna: Inscripcion) -> None:
    """Both students get access, but only the first student gets a CorreoVinculado.

    A CorreoVinculado is a database row that binds an e-mail address to one student.
    """
    hermano = InscripcionFactory(asegurado__con_nss=True, correo=alumna.correo)
    for inscripcion in (alumna, hermano):
        assert begin_and_confirm(Client(), inscripcion.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR
    assert CorreoVinculado.objects.get().asegurado == alumna.asegurado
