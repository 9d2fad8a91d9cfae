import base64
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.student import make_solicitud
from tramites.camino.confirmacion.envio import send_confirmacion
from tramites.camino.confirmacion.uso import find_by_token, make_code, make_token
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmacion(alumna: Inscripcion) -> Confirmacion:
    return send_confirmacion(solicitud=make_solicitud(Estado.INICIADA, alumna), correo=alumna.correo)


def test_find_by_token_returns_the_confirmacion_that_the_token_was_made_for(
    confirmacion: Confirmacion,
) -> None:
    assert find_by_token(make_token(confirmacion)) == confirmacion
    assert make_token(confirmacion) == make_token(Confirmacion.objects.get())


def test_a_change_of_email_address_or_curp_or_secret_key_changes_token_and_code(
    confirmacion: Confirmacion, settings: Settings
) -> None:
    tokens, codes = {make_token(confirmacion)}, {make_code(confirmacion)}
    for change in ("correo", "curp", "secreto"):
        if change == "correo":
            confirmacion.correo = "otra@example.com"
        elif change == "curp":
            confirmacion.solicitud.curp = "X" * 18
        else:
            settings.SECRET_KEY = "otro" * 20
        tokens.add(make_token(confirmacion))
        codes.add(make_code(confirmacion))
    assert len(tokens) == len(codes) == 4


def test_a_token_with_the_id_of_one_confirmacion_and_the_hmac_of_another_is_invalid(
    confirmacion: Confirmacion,
) -> None:
    other = send_confirmacion(solicitud=confirmacion.solicitud, correo=confirmacion.correo)
    raw = other.pk.bytes + base64.urlsafe_b64decode(make_token(confirmacion) + "=")[16:]
    assert find_by_token(base64.urlsafe_b64encode(raw).decode().rstrip("=")) is None


def test_a_token_with_a_different_last_character_is_invalid_even_if_the_bytes_are_equal(
    confirmacion: Confirmacion,
) -> None:
    """Two different Base64 texts can decode to the same bytes. Only the text that the portal made is a valid token."""
    token = make_token(confirmacion)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    respelled = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]
    assert base64.urlsafe_b64decode(respelled + "=") == base64.urlsafe_b64decode(token + "=")
    assert find_by_token(respelled) is None


def test_the_token_of_an_unknown_or_deleted_confirmacion_is_invalid(confirmacion: Confirmacion) -> None:
    token = make_token(confirmacion)
    confirmacion.pk = uuid4()
    assert find_by_token(make_token(confirmacion)) is None
    Confirmacion.objects.all().delete()
    assert find_by_token(token) is None


@settings(max_examples=40)
@given(text=st.text() | st.binary(max_size=48).map(lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=")))
def test_T4_random_text_is_never_a_valid_token_and_raises_no_exception(text: str) -> None:
    assert find_by_token(text) is None
