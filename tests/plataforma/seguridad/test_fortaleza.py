import base64
import os
import secrets
import string

import pytest

from plataforma.seguridad.fortaleza import explain_clave_cifrado, explain_secret_key

HECHAS_A_MANO = {
    "short": "k3-dLq9",
    "49 random characters": secrets.token_urlsafe(60)[:49],
    "one letter": "a" * 60,
    "a word many times": "contraseña" * 6,
    "eight characters many times": "k3dLq9xZ" * 8,
    "the alphabet": string.ascii_letters + string.digits,
    "the key of a new Django project": "django-insecure-" + secrets.token_urlsafe(50),
}


@pytest.mark.parametrize("name", HECHAS_A_MANO)
def test_T22_a_short_or_repetitive_secret_key_is_weak(name: str) -> None:
    assert explain_secret_key(HECHAS_A_MANO[name])


@pytest.mark.parametrize("alphabet", [string.digits, "0123456789abcdef", string.ascii_letters + string.digits + "-_!#"])
def test_T22_fifty_random_characters_are_a_strong_secret_key(alphabet: str) -> None:
    for _ in range(300):
        assert explain_secret_key("".join(secrets.choice(alphabet) for _ in range(50))) == ""


CLAVES_HECHAS_A_MANO = {
    "zeros": bytes(64),
    "a series": bytes(range(64)),
    "the same half twice": os.urandom(32) * 2,  # AES-SIV would have the same key twice
    "a sentence": b"la clave de la universidad es esta y nadie la va a adivinar nunca"[:64],
}


@pytest.mark.parametrize("name", CLAVES_HECHAS_A_MANO)
def test_T22_an_encryption_key_without_entropy_is_weak(name: str) -> None:
    assert explain_clave_cifrado(base64.b64encode(CLAVES_HECHAS_A_MANO[name]).decode())


@pytest.mark.parametrize("text", ["", "no es Base64", "ñ" * 88, base64.b64encode(b"s" * 63).decode()])
def test_T22_what_is_not_64_bytes_in_base64_is_no_encryption_key(text: str) -> None:
    assert "64 bytes en Base64" in explain_clave_cifrado(text)


def test_T22_64_random_bytes_are_a_strong_encryption_key() -> None:
    for _ in range(300):
        assert explain_clave_cifrado(base64.b64encode(os.urandom(64)).decode()) == ""
        assert explain_clave_cifrado(base64.b64encode(secrets.token_urlsafe(48).encode()).decode()) == ""
