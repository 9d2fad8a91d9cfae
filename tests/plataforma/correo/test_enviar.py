"""Handing mails over to a real server: taken, refused for now, refused for good, gone, silent."""

import pytest
from django.conf import LazySettings

from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.plataforma.outbox import make_due
from tests.helpers.plataforma.smtp_server import Servidor, find_free_port, listen_in_silence
from tests.plataforma.correo.conftest import deliver, queue, use_smtp

pytestmark = pytest.mark.django_db
PENDIENTE, HECHO, MUERTO = Mensaje.Estado.PENDIENTE, Mensaje.Estado.HECHO, Mensaje.Estado.MUERTO


def test_it_arrives_in_both_forms(smtp: Servidor) -> None:
    correo = queue()
    assert deliver(correo).state == HECHO
    assert (correo.estado, correo.respuesta) == (Correo.Estado.ENVIADO, "")
    assert correo.enviado is not None
    (message,) = smtp.recibidos
    assert smtp.destinos == ["ana@example.com"]
    assert (message["Subject"], message["To"]) == ("Tu folio es RE-0001", "ana@example.com")
    assert str(correo.pk) in message["Message-ID"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_F9_a_4xx_is_tried_again(smtp: Servidor, stage: str) -> None:
    smtp.responde[stage] = "451 4.7.1 Greylisted, come back"
    correo = queue()
    mensaje = deliver(correo)
    assert (mensaje.state, mensaje.attempts, correo.estado) == (PENDIENTE, 1, Correo.Estado.EN_COLA)
    assert mensaje.available_at > mensaje.created_at
    smtp.responde.clear()
    make_due()
    assert deliver(correo).state == HECHO
    assert (correo.estado, len(smtp.recibidos)) == (Correo.Estado.ENVIADO, 1)


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
def test_F10_a_5xx_is_final_and_told(smtp: Servidor, stage: str) -> None:
    smtp.responde[stage] = "550 5.1.1 No existe ese buzón".encode().decode("ascii", "replace")
    correo = queue()
    mensaje = deliver(correo)
    assert (mensaje.state, correo.estado, correo.enviado) == (HECHO, Correo.Estado.RECHAZADO, None)
    assert correo.respuesta.startswith("550 5.1.1 No existe ese buz")
    make_due()
    deliver(correo)
    assert smtp.intentos == 1


def test_F10_a_very_long_refusal_is_cut(smtp: Servidor) -> None:
    smtp.responde["RCPT"] = "550-" + "x" * 400 + "\r\n550 " + "y" * 400
    correo = queue()
    assert deliver(correo).state == HECHO
    assert len(correo.respuesta) == 300


def test_F10_a_refusal_of_our_own_address_is_not_the_students(smtp: Servidor, settings: LazySettings) -> None:
    """«530 authentication required» at MAIL FROM: nobody's address is wrong, the portal's settings are."""
    settings.BANDEJA_ATTEMPTS = 2
    smtp.responde["MAIL"] = "530 5.7.0 Authentication required"
    correo = queue()
    assert deliver(correo).state == PENDIENTE
    make_due()
    mensaje = deliver(correo)
    assert (mensaje.state, correo.estado) == (MUERTO, Correo.Estado.EN_COLA)
    assert mensaje.last_error.startswith("SMTPSenderRefused at ")


def test_F7_no_server_no_loss(settings: LazySettings) -> None:
    use_smtp(settings, find_free_port())
    correo = queue()
    mensaje = deliver(correo)
    assert (mensaje.state, correo.estado) == (PENDIENTE, Correo.Estado.EN_COLA)
    assert mensaje.last_error.startswith("ConnectionRefusedError at ")


def test_F8_a_silent_server_is_left_after_the_timeout(settings: LazySettings) -> None:
    with listen_in_silence() as port:
        use_smtp(settings, port)
        settings.EMAIL_TIMEOUT = 0.2
        mensaje = deliver(queue())
    assert mensaje.state == PENDIENTE
    assert mensaje.last_error.startswith("SMTPServerDisconnected at ")


def test_F11_lost_after_data_it_comes_twice_as_one_mail(smtp: Servidor) -> None:
    smtp.cuelga_tras_data = True
    correo = queue()
    assert deliver(correo).state == PENDIENTE
    make_due()
    assert deliver(correo).state == HECHO
    first, second = smtp.recibidos
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_what_was_sent_is_not_sent_again(smtp: Servidor) -> None:
    """A worker that died between sending and telling its message «done» cannot know; one that told its mail can."""
    correo = queue()
    deliver(correo)
    Mensaje.objects.update(state=PENDIENTE)
    deliver(correo)
    assert len(smtp.recibidos) == 1
