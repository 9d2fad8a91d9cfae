"""The words of a mail."""

import hashlib
import re

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import BadHeaderError

from plataforma.correo.adjuntos import Adjunto, AdjuntoAlterado
from plataforma.correo.models import Correo
from plataforma.correo.plantillas import Plantilla, _plantillas
from plataforma.correo.redaccion import redactar

LIGA = "http://127.0.0.1:8000/confirmar/re-0001/"


def make(**columns: object) -> Correo:
    datos = {"nombre": "Ana <b>& Luz", "folio": "RE-0001"}
    return Correo(**{"plantilla": "apoyo", "para": "ana@example.com", "datos": datos, **columns})


def test_text_and_html_say_the_same() -> None:
    mail = redactar(make())
    assert (mail.subject, mail.to) == ("Tu folio es RE-0001", ["ana@example.com"])
    assert "Hola, Ana <b>& Luz." in mail.body
    assert LIGA in mail.body
    (html, kind) = mail.alternatives[0]
    assert kind == "text/html"
    assert "Hola, Ana &lt;b&gt;&amp; Luz." in str(html)
    assert f'href="{LIGA}"' in str(html)


def test_F11_the_message_id_is_a_function_of_the_row(settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = '"Ruta, S. A." <no-responder@portal.example.org>'
    correo = make()
    first, second = redactar(correo).message(), redactar(correo).message()
    assert first["Message-ID"] == second["Message-ID"] == f"<{correo.pk}@portal.example.org>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert redactar(make()).message()["Message-ID"] != first["Message-ID"]


def test_files_are_attached_under_the_readers_name(settings: LazySettings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("2026/x.pdf", ContentFile(b"%PDF-1.7 \xff\x00"))
    mail = redactar(make(adjuntos=[["Constancia de asignación.pdf", name]])).message()
    (part,) = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    assert part.get_payload(decode=True) == b"%PDF-1.7 \xff\x00"
    assert part.get_filename() == "Constancia de asignación.pdf"


def test_T17_a_stored_file_that_is_not_the_one_that_was_made_is_not_attached(
    settings: LazySettings, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("2026/x.pdf", ContentFile(b"%PDF-1.7"))
    adjunto = Adjunto("Constancia.pdf", name, hashlib.sha256(b"%PDF-1.7").hexdigest())
    assert redactar(make(adjuntos=[adjunto])).attachments
    default_storage.save("2026/x.pdf", ContentFile(b"%PDF-1.7 altered"))
    with pytest.raises(AdjuntoAlterado, match=re.escape("2026/x.pdf")):
        redactar(make(adjuntos=[adjunto]))


def test_a_header_cannot_be_injected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_plantillas, "apoyo", Plantilla(slug="apoyo", asunto="Hola, {nombre}"))
    mail = redactar(make(datos={"nombre": "x\nBcc: otro@example.com", "folio": "RE-0001"}))
    with pytest.raises(BadHeaderError):
        mail.message()


def test_what_is_absent_leaves_no_hole_in_the_text() -> None:
    body = redactar(make()).body
    assert "\n\n" in body
    assert "\n\n\n" not in body
