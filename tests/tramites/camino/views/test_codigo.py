"""The six digits, typed in the tab where the procedure began."""

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
YA_CONFIRMASTE = "Ya confirmaste en otro dispositivo."
NO_SIRVE = "Ese código ya no sirve. Pide otra liga"
NO_COINCIDE = "Ese código no coincide"


def wrong(codigo: str) -> str:
    return f"{(int(codigo) + 1) % 1_000_000:06d}"


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
    run_outbox()
    newest = confirmations_to(solicitud.correo)[-1]
    assert type_code(client, solicitud, code_of(newest)).status_code == 302
    assert confirm_by_link(otro_navegador, link_of(newest)).status_code == 403  # used: by the code of the same mail


def test_the_link_still_works_when_its_code_was_guessed_away(
    client: Client, otro_navegador: Client, solicitud: Solicitud, codigo: str
) -> None:
    for _ in range(MAX_INTENTOS + 1):
        type_code(client, solicitud, wrong(codigo))
    assert confirm_by_link(otro_navegador, link_of(confirmations_to(solicitud.correo)[-1])).status_code == 302


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


def test_a_reload_after_a_wrong_code_shows_the_page_again(client: Client, solicitud: Solicitud) -> None:
    assert client.get(url("codigo", solicitud)).url == url("correo", solicitud)
