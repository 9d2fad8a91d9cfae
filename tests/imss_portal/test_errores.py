"""What cannot be read is answered in our words."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_ten_megabytes_are_answered_in_words():
    answer = Client(raise_request_exception=False).post("/tramites/nss/empezar/", {"curp": "A" * 10_000_000})
    assert answer.status_code == 400
    assert "No pudimos leer lo que enviaste" in answer.content.decode()


def test_an_unknown_address_is_answered_in_words(client: Client):
    answer = client.get("/no-existe/")
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.content.decode()
