"""«Descargar todo»: the pages of several documents in one PDF, with the originals attached."""

import io

import pytest
from django.test import Client

from documentos.entrega import read_documento
from documentos.juntar import join_documentos
from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from plataforma.correo.models import Correo
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import begin_and_confirm, mails_to, run_outbox
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
pikepdf = pytest.importorskip("pikepdf")


@pytest.fixture
def alumna(lugares_propios: None) -> Inscripcion:
    return InscripcionFactory(asegurado__con_nss=True)


@pytest.fixture
def solicitud(client: Client, alumna: Inscripcion) -> Solicitud:
    """Return a finished NSS Solicitud with two documents."""
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    return solicitud


def test_the_joined_pdf_has_all_pages_and_each_original_byte_for_byte(solicitud: Solicitud) -> None:
    documentos = list(Documento.objects.order_by("secuencia"))
    assert len(documentos) == 2
    joined = join_documentos(documentos, titulo="Mis documentos")
    assert joined == join_documentos(documentos, titulo="Mis documentos")
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert not pdf.check_pdf_syntax()
        originals = [pikepdf.open(io.BytesIO(read_documento(documento))) for documento in documentos]
        assert len(pdf.pages) == sum(len(original.pages) for original in originals)
        assert str(pdf.docinfo["/Title"]) == "Mis documentos"
        for documento in documentos:
            nombre = documento.as_adjunto().nombre
            assert pdf.attachments[nombre].get_file().read_bytes() == read_documento(documento)


def test_the_owner_downloads_all_and_a_stranger_nothing(client: Client, solicitud: Solicitud) -> None:
    address = f"{solicitud.get_absolute_url()}documentos.pdf"
    for path in (address, "/expediente/documentos.pdf"):
        answer = client.get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF-")
    assert Client().get(address).status_code == 403
    assert Client().get("/expediente/documentos.pdf").status_code == 302


def test_all_documents_are_sent_in_one_mail_at_most_five_times_an_hour(
    client: Client, solicitud: Solicitud, alumna: Inscripcion
) -> None:
    address = f"{solicitud.get_absolute_url()}documentos/enviar/"
    assert client.get(address).url == solicitud.get_absolute_url()
    for _ in range(5):
        assert client.post(address).url.endswith("/resultado/?enviado=todo")
    assert client.post(address).status_code == 429
    run_outbox()
    assert Correo.objects.filter(plantilla="documentos").count() == 6
    assert [len(message.attachments) for message in mails_to(alumna.correo)[-5:]] == [2] * 5
    text = client.get(f"{solicitud.get_absolute_url()}resultado/?enviado=todo").content.decode()
    assert f"Enviamos tus documentos a {alumna.correo}." in text
