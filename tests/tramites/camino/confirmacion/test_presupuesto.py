"""Threats T3 and T7: the budget of a mailbox, over all kinds of mail that somebody else can cause."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from padron.asegurados.models import Inscripcion
from plataforma.seguridad.limites import peek
from tests.helpers.tramites.mail_limits import (
    AHORA,
    begin_from,
    use_up_limit,
)
from tests.helpers.tramites.student import (
    EXTRANO,
    begin,
    confirm_by_link,
    link_of,
    mails_to,
    run_outbox,
    unknown_curp,
)
from tramites.camino.confirmacion.limites import RESERVA_HORA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf")]


def test_T7_a_registered_mailbox_gets_seven_mails_an_hour_whatever_strangers_do(alumna: Inscripcion) -> None:
    """Twenty mails in 45 seconds were possible: each kind of mail had a limit of its own."""
    curp, buzon = alumna.asegurado.curp, alumna.correo
    for n in range(8):
        begin_from(f"203.0.113.{n}", unknown_curp(), buzon)
    for n in range(12):
        begin_from(f"198.51.100.{n}", curp, buzon)
        begin_from(f"192.0.2.{n}", curp, f"extrano{n}@example.org")
    run_outbox()
    assert len(mails_to(buzon)) == 7
    for message in mails_to(buzon)[-2:]:
        assert confirm_by_link(Client(), link_of(message)).status_code == 302


def test_T7_warning_mails_count_for_the_budget_of_the_mailbox(alumna: Inscripcion) -> None:
    for n in range(5):
        begin_from(f"203.0.113.{n}", alumna.asegurado.curp, f"extrano{n}@example.org")
    run_outbox()
    assert len(mails_to(alumna.correo)) == 5
    begin(Client(), unknown_curp(), alumna.correo)
    run_outbox()
    assert len(mails_to(alumna.correo)) == 5


def test_T7_a_mailbox_gets_fourteen_mails_a_day_at_most_even_if_it_is_registered(alumna: Inscripcion) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        for n in range(24):
            begin_from(f"203.0.113.{n}", alumna.asegurado.curp, alumna.correo)
            begin_from(f"198.51.100.{n}", alumna.asegurado.curp, f"extrano{n}@example.org")
            run_outbox()
            clock.shift(timedelta(minutes=55))
    assert len(mails_to(alumna.correo)) == 14


def test_T3_a_warning_mail_is_sent_although_strangers_used_up_the_budget_of_the_mailbox(alumna: Inscripcion) -> None:
    """The page of a closed Solicitud says that the link was mailed to the registered address. So it must be mailed."""
    use_up_limit(alumna.correo)
    begin(Client(), alumna.asegurado.curp, EXTRANO)
    run_outbox()
    (message,) = mails_to(alumna.correo)
    assert message.subject == "Alguien empezó un trámite con tu CURP"


def test_T3_the_limit_of_a_network_does_not_use_up_the_reserve_of_a_registered_mailbox(alumna: Inscripcion) -> None:
    for n in range(60):
        begin(Client(), unknown_curp(), f"persona{n}@example.org")
    for _ in range(5):
        begin(Client(), alumna.asegurado.curp, alumna.correo)
    run_outbox()
    assert len(mails_to(alumna.correo)) == 5
    assert peek(RESERVA_HORA, f"{alumna.asegurado.curp}:{alumna.correo}").quedan == 2
