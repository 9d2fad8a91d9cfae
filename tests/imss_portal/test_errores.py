"""What cannot be read is answered in our words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.test import Client


@pytest.mark.django_db
def test_ten_megabytes_are_answered_in_words():
    answer = Client(raise_request_exception=False).post("/tramites/nss/empezar/", {"curp": "A" * 10_000_000})
    assert answer.status_code == 400
    assert "No pudimos leer lo que enviaste" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [10, 200_000])
def test_T21_no_uploaded_file_is_read(size: int, monkeypatch: pytest.MonkeyPatch):
    """Django wrote 150 MiB into its temporary folder before it answered 403 for the missing CSRF token."""
    for handler in (MemoryFileUploadHandler, TemporaryFileUploadHandler):
        monkeypatch.setattr(handler, "new_file", lambda *args, **kwargs: pytest.fail("Django takes the file"))
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get("/tramites/nss/empezar/")  # sets the cookie whose token the request below does not send
    file = SimpleUploadedFile("acta.pdf", b"%" * size)
    answer = client.post("/tramites/nss/empezar/", {"curp": "A", "acta": file})
    assert answer.status_code == 400
    assert "No pudimos leer lo que enviaste" in answer.content.decode()


@pytest.mark.django_db
def test_T21_a_form_of_more_than_100_kilobytes_is_refused():
    client = Client(raise_request_exception=False)
    assert client.post("/tramites/nss/empezar/", {"curp": "A" * 90_000}).status_code == 200
    assert client.post("/tramites/nss/empezar/", {"curp": "A" * 103_000}).status_code == 400
    encoded = {"data": "curp=" + "A" * 103_000, "content_type": "application/x-www-form-urlencoded"}
    assert client.post("/tramites/nss/empezar/", **encoded).status_code == 400


def test_an_unknown_address_is_answered_in_words(client: Client):
    answer = client.get("/no-existe/")
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.content.decode()
