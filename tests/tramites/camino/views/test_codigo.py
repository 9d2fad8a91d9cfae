"""The student types the six-digit code of the confirmation mail on the page «Revisa tu correo»."""

import pytest
from django.test import Client

from tests.helpers.tramites.student import (
    begin,
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
from tramites.camino.confirmacion.uso import MAX_INTENTOS
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

pytestmark = pytest.mark.django_db
YA_CONFIRMASTE = "Ya confirmaste tu correo"
NO_SIRVE = "Ese código ya no sirve. Pide otra liga"
NO_COINCIDE = "Ese código no coincide"


def make_wrong_code(codigo: str) -> str:
    """Return a code of six digits that differs from `codigo`."""
    return f"{(int(codigo) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize("shape", ["{0}", " {0} ", "{1} {2}", "{1}-{2}"])
def test_the_code_logs_the_student_in_with_the_browser_that_started_the_solicitud(
    client: Client, solicitud: Solicitud, codigo: str, shape: str
) -> None:
    answer = type_code(client, solicitud, shape.format(codigo, codigo[:3], codigo[3:]))
    assert answer.url == solicitud.get_absolute_url()
    assert client.get(url("espera", solicitud)).status_code == 200


def test_T6_the_same_code_sent_three_times_confirms_the_solicitud_only_once(
    client: Client, solicitud: Solicitud, codigo: str
) -> None:
    assert {type_code(client, solicitud, codigo).url for _ in range(3)} == {solicitud.get_absolute_url()}
    assert Transicion.objects.filter(hacia="confirmada").count() == 1


def test_a_wrong_code_shows_an_error_and_the_right_code_still_works_afterwards(
    client: Client, solicitud: Solicitud, codigo: str
) -> None:
    page = type_code(client, solicitud, make_wrong_code(codigo))
    assert page.status_code == 200
    assert page.content.decode().count(NO_COINCIDE) == 2
    assert f'value="{make_wrong_code(codigo)}"' in page.content.decode()
    assert type_code(client, solicitud, codigo).status_code == 302


def test_after_five_wrong_codes_even_the_right_code_is_refused(
    client: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(MAX_INTENTOS):
        assert NO_COINCIDE in type_code(client, solicitud, make_wrong_code(codigo)).content.decode()
    assert NO_SIRVE in type_code(client, solicitud, make_wrong_code(codigo)).content.decode()
    assert NO_SIRVE in type_code(client, solicitud, codigo).content.decode()
    assert Confirmacion.objects.get().usada is None


def test_a_wrong_code_says_how_many_tries_are_left(client: Client, solicitud: Solicitud, codigo: str) -> None:
    pages = [type_code(client, solicitud, make_wrong_code(codigo)).content.decode() for _ in range(MAX_INTENTOS)]
    for left, page in zip((4, 3, 2), pages, strict=False):
        assert f"Te quedan {left} intentos." in page
    assert "Te queda 1 intento." in pages[3]
    assert "Ese código no coincide, y era tu último intento. Pide otra liga" in pages[4]


def test_a_newer_code_gives_new_tries(client: Client, solicitud: Solicitud, codigo: str) -> None:
    for _ in range(3):
        type_code(client, solicitud, make_wrong_code(codigo))
    resend_at(client, solicitud, 61)
    assert "Te quedan 4 intentos." in type_code(client, solicitud, make_wrong_code(codigo)).content.decode()


def test_the_subject_of_the_confirmation_mail_has_the_code(solicitud: Solicitud, codigo: str) -> None:
    (message,) = confirmations_to(solicitud.correo)
    assert message.subject == f"Confirma tu correo (código {codigo})"


def test_T3_fifty_wrong_codes_do_not_block_the_code_of_the_next_mail(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(50):
        type_code(client, solicitud, make_wrong_code(codigo))
    resend_at(client, solicitud, 61)
    run_outbox()
    newest = confirmations_to(solicitud.correo)[-1]
    assert type_code(client, solicitud, code_of(newest)).status_code == 302
    # The link is refused with status 403, because the code of the same mail is already used.
    assert confirm_by_link(otro_navegador, link_of(newest)).status_code == 403


def test_the_confirmation_link_still_works_after_too_many_wrong_codes(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(MAX_INTENTOS + 1):
        type_code(client, solicitud, make_wrong_code(codigo))
    assert confirm_by_link(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1])).status_code == 302


def test_an_expired_code_is_refused(client: Client, solicitud: Solicitud, codigo: str) -> None:
    Confirmacion.objects.update(vence=solicitud.creada)
    assert NO_SIRVE in type_code(client, solicitud, codigo).content.decode()


def test_the_code_of_one_solicitud_is_refused_for_another_solicitud(
    client: Client, solicitud: Solicitud, codigo: str
) -> None:
    other = begin(client, unknown_curp(), solicitud.correo)
    assert type_code(client, other, codigo).status_code == 200
    other.refresh_from_db()
    assert other.motivo_cierre == ""


def test_a_second_browser_can_use_a_code_only_after_asking_for_a_new_link(
    otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    """At first, only the browser that started the Solicitud can use the code."""
    assert type_code(otro_navegador, solicitud, codigo).status_code == 403
    otro_navegador.post(url("reenviar", solicitud))
    assert type_code(otro_navegador, solicitud, codigo).status_code == 302


def test_a_get_request_to_the_url_of_the_code_form_redirects_to_revisa_tu_correo(
    client: Client, solicitud: Solicitud
) -> None:
    assert client.get(url("codigo", solicitud)).url == url("correo", solicitud)
