"""Tests against secrets in the database, HTML injection, and student data in the log.

The test names contain the numbers of these threats in docs/amenazas.md: T6, T15 and T18.
"""

import logging
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from padron.asegurados.models import Asegurado, Inscripcion
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import (
    PUERTA,
    begin,
    begin_and_confirm,
    code_of,
    confirm_by_link,
    confirmations_to,
    link_of,
    make_gate_data,
    run_outbox,
    url,
)
from tramites.camino.views import correo as vista_correo
from tramites.camino.views import puerta as vista_puerta
from tramites.camino.views import solicitud as vista_solicitud
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def test_T6_no_database_row_contains_the_token_or_the_code_of_a_confirmation_mail(
    client: Client, alumna: Inscripcion
) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    (message,) = confirmations_to(alumna.correo)
    link, codigo = link_of(message), code_of(message)
    token = link.split("/")[2]
    client.get(link, follow=True)
    # `token[22:]` is the secret half of the token. The first half is only the id of the Confirmacion.
    assert not [row for row in _dump() if token in row or token[22:] in row or codigo in row.split("|")]
    confirm_by_link(client, link)
    assert not [row for row in _dump() if token in row or token[22:] in row]


def _dump() -> list[str]:
    """Return all rows of the database as text.

    The data of the mails are encrypted in the database, so the decrypted data are added.
    """
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (table names come from the database, not from a user)
            rows += ["|".join(map(str, row)) for row in cursor.fetchall()]
    return rows + [str(correo.datos) for correo in Correo.objects.all()]


def test_T15_html_in_student_and_campus_names_is_escaped_on_pages_and_in_mails(
    client: Client, alumna: Inscripcion
) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    Asegurado.objects.update(nombres=hostile, primer_apellido=hostile)
    alumna.plantel.nombre = alumna.plantel.responsable = hostile
    alumna.plantel.save()
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    pages = [client.get(url("espera", solicitud))]
    Solicitud.objects.filter(pk=solicitud.pk).update(estado=Estado.CON_INCIDENCIA)
    pages.append(client.get(url("incidencia", solicitud)))
    Solicitud.objects.filter(pk=solicitud.pk).update(estado=Estado.POR_PROCESAR)
    run_outbox()
    pages.append(client.get(url("resultado", solicitud)))
    Solicitud.objects.filter(pk=solicitud.pk).update(estado=Estado.INICIADA, motivo_cierre="correo")
    pages.append(client.get(url("cerrado", solicitud)))
    assert [page.status_code for page in pages] == [200] * 4
    assert "&lt;img src=x" in pages[1].content.decode()
    # The text part of a mail is not HTML. It shows names unchanged, as the documents' mail does with the campus.
    htmls = [
        str(content) for m in mail.outbox for content, kind in getattr(m, "alternatives", ()) if kind == "text/html"
    ]
    assert "&lt;img src=x" in htmls[-1]
    for text in [page.content.decode() for page in pages] + htmls:
        assert "<img src=x" not in text
    assert "&lt;img src=x" in str(mail.outbox[-1].alternatives[0][0])


def test_T15_html_typed_in_the_gate_form_is_escaped_on_the_page(client: Client) -> None:
    hostile = '"><img src=x>'
    text = client.post(PUERTA, make_gate_data(hostile, hostile, intento=hostile)).content.decode()
    assert "<img src=x" not in text
    assert text.count("&quot;&gt;&lt;img src=x&gt;") == 4


@pytest.mark.parametrize(
    ("modulo", "nombre", "pagina"),
    [
        (vista_puerta, "start_solicitud", "empezar"),
        (vista_correo, "find_by_code", "codigo"),
        (vista_correo, "resend", "reenviar"),
        (vista_solicitud, "get_avance", "espera"),
    ],
)
def test_T18_an_exception_in_a_view_writes_no_student_data_to_the_log_or_the_response(
    client: Client,
    alumna: Inscripcion,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    modulo: Any,
    nombre: str,
    pagina: str,
) -> None:
    solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    begun = begin(client, alumna.asegurado.curp, alumna.correo)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("forced")

    monkeypatch.setattr(modulo, nombre, fail)
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    if pagina == "empezar":
        answer = client.post(PUERTA, make_gate_data(alumna.asegurado.curp, alumna.correo))
    elif pagina == "espera":
        answer = client.get(url("espera", solicitud))
    else:
        answer = client.post(url(pagina, begun), {"codigo": "123456"})
    assert answer.status_code == 500
    assert "RuntimeError: forced" in caplog.text
    for secret in (alumna.asegurado.curp, str(alumna.asegurado.nss), alumna.correo, "123456"):
        assert secret not in caplog.text
        assert secret not in answer.content.decode()
