"""Who gets the file, and what a code tells to whom."""

import base64
import datetime as dt
import re
from uuid import UUID

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from documentos.models import Documento
from documentos.selectors import get_documentos, get_documentos_de
from documentos.services import cancel_documento, replace_documento
from padron.identificadores import folio as folios
from tests.helpers.documentos.factories import TITULAR, emit, emit_listo, login, make_datos

pytestmark = pytest.mark.django_db
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
in_urls = st.text(st.sampled_from("ABCXYZ0123456789abcxyz-_%.~ñ\x00"), min_size=1, max_size=30)


def in_base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def what_a_stranger_sees(response: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """All of the answer but the form token, which is another each time."""
    page = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    return response.status_code, page, dict(response.headers)


def test_the_owner_reads_the_file(client: Client) -> None:
    documento = emit_listo()
    login(client)
    response = client.get(documento.get_absolute_url())
    assert documento.get_absolute_url() == f"/documentos/{documento.folio}/numero-de-seguridad-social.pdf"
    assert response.content.startswith(b"%PDF-")
    assert {name: response[name] for name in ("Content-Type", "Content-Length", "X-Content-Type-Options")} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(response.content)),
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == (f'inline; filename="numero-de-seguridad-social-{documento.folio}.pdf"')


def test_the_owner_downloads_the_file(client: Client) -> None:
    documento = emit_listo()
    login(client)
    response = client.get(documento.get_absolute_url(), {"descargar": "1"})
    assert response["Content-Disposition"].startswith("attachment; ")


def test_head_gives_the_length_and_no_body(client: Client) -> None:
    documento = emit_listo()
    login(client)
    response = client.head(documento.get_absolute_url())
    assert (response.content, response["Content-Length"]) == (b"", str(documento.tamano))


@time_machine.travel("2026-11-20 12:00-06:00", tick=False)  # the page says until when the session lasts
def test_T4_to_strangers_a_document_looks_like_none(client: Client) -> None:
    documento = emit_listo()
    unknown = documento.get_absolute_url().replace(documento.folio, folios.make())
    without_session = what_a_stranger_sees(client.get(unknown))
    assert without_session[0] == 404
    assert what_a_stranger_sees(client.get(documento.get_absolute_url())) == without_session
    login(client, UUID(int=99))
    other_session = what_a_stranger_sees(client.get(unknown))
    assert what_a_stranger_sees(client.get(documento.get_absolute_url())) == other_session


def test_a_file_that_is_not_made_yet_and_another_name_are_not_found(client: Client) -> None:
    login(client)
    assert client.get(emit().get_absolute_url()).status_code == 404
    address = emit_listo().get_absolute_url()
    assert client.get(address.replace("numero", "otro")).status_code == 404


@few
@given(folio=st.one_of(in_urls, st.builds(folios.make)))
def test_T4_no_guessed_folio_opens_anything(folio: str, client: Client) -> None:
    login(client)
    response = client.get(f"/documentos/{folio}/numero-de-seguridad-social.pdf")
    assert response.status_code == 404
    assert not response.has_header("Content-Disposition")


@few
@given(codigo=st.one_of(in_urls, st.binary(min_size=16, max_size=16).map(in_base64)))
def test_T4_no_guessed_code_verifies_anything(codigo: str, client: Client) -> None:
    if not Documento.objects.exists():
        emit()
    response = client.get(f"/verificar/{codigo}/")
    assert response.status_code == 404
    assert b"G\xe2\x80\xa2" not in response.content


def test_a_code_tells_what_the_paper_says_and_no_more(client: Client) -> None:
    documento = emit()
    response = client.get(reverse("verificar_codigo", args=[documento.codigo]))
    page = response.content.decode()
    for text in (
        "Número de Seguridad Social",
        "Universidad de Prueba",
        documento.folio,
        "MAR•• G•••",
        "termina en 2347",
        "No es un documento oficial del IMSS",
        "Documento válido",
    ):
        assert text in page
    for text in ("Guadalupe", "García", "Núñez", "92050512347", "GANG050505", "Jalisco"):
        assert text not in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert re.search(r'<meta name="robots" content="noindex', page)
    assert response["Cache-Control"] == "no-store"


def test_a_code_that_nobody_issued_is_not_found(client: Client) -> None:
    response = client.get(reverse("verificar_codigo", args=["x" * 22]))
    assert response.status_code == 404
    assert "No encontramos este documento" in response.content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_a_code_costs_one_query(known: bool, client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    codigo = emit().codigo if known else "x" * 22
    with django_assert_num_queries(1):
        client.get(reverse("verificar_codigo", args=[codigo]))


def test_a_code_tells_that_the_document_was_cancelled_or_replaced(client: Client) -> None:
    cancelled, replaced = emit(), emit()
    cancel_documento(documento=cancelled, motivo="CURP equivocada", actor="rosa")
    replace_documento(documento=replaced, sustituto=emit(), actor="rosa")
    assert "Documento cancelado" in client.get(f"/verificar/{cancelled.codigo}/").content.decode()
    assert "Documento sustituido" in client.get(f"/verificar/{replaced.codigo}/").content.decode()


def test_T16_a_row_that_its_seal_does_not_cover_is_not_vouched_for(client: Client) -> None:
    documento = emit()
    documento.datos["contexto"]["nombres"] = "Otra"
    documento.save(update_fields=["datos"])
    assert client.get(f"/verificar/{documento.codigo}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(method: str, client: Client) -> None:
    documento = emit_listo()
    login(client)
    for address in (documento.get_absolute_url(), f"/verificar/{documento.codigo}/", "/.well-known/sello.pem"):
        assert getattr(client, method)(address).status_code == 405


def test_the_certificates_are_public(client: Client) -> None:
    documento = emit()
    response = client.get("/.well-known/sello.pem")
    assert response.content.decode() == documento.certificado.pem
    assert "BEGIN CERTIFICATE" in response.content.decode()
    assert "PRIVATE" not in response.content.decode()


def test_documents_are_listed_by_clave_and_by_person() -> None:
    first, second, other = emit("a/nss"), emit("a/tarjeta"), emit("b/nss", titular=UUID(int=99))
    assert list(get_documentos(["a/tarjeta", "a/nss", "a/acuse"])) == [first, second]
    assert list(get_documentos_de(TITULAR)) == [first, second]  # issued together: in their own order
    assert list(get_documentos_de(UUID(int=99))) == [other]


def test_claves_are_looked_up_in_their_index() -> None:
    assert "SEARCH documentos_documento USING INDEX" in get_documentos(["a/nss", "a/tarjeta"]).explain()


def test_the_date_is_that_of_the_portal(client: Client) -> None:
    documento = emit(datos=make_datos())
    Documento.objects.filter(pk=documento.pk).update(emitido=dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC))
    documento.refresh_from_db()
    assert "2026-11-20T21:00:00-06:00" in documento.rebuild_cadena()
