"""Threats 6, 15 and 18: what database, pages and log hold."""

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


def test_T6_the_database_holds_neither_link_nor_code(client: Client, alumna: Inscripcion) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    run_outbox()
    (message,) = confirmations_to(alumna.correo)
    link, codigo = link_of(message), code_of(message)
    token = link.split("/")[2]
    client.get(link, follow=True)
    # The first half of the token is the row's own id, which proves nothing; the second half is the proof.
    assert not [row for row in _dump() if token in row or token[22:] in row or codigo in row.split("|")]
    confirm_by_link(client, link)
    assert not [row for row in _dump() if token in row or token[22:] in row]


def _dump() -> list[str]:
    """All rows of all tables, as the database has them, encrypted values also in clear."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            rows += ["|".join(map(str, row)) for row in cursor.fetchall()]
    return rows + [str(correo.datos) for correo in Correo.objects.all()]


def test_T15_a_hostile_name_is_printed_escaped(client: Client, alumna: Inscripcion) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    Asegurado.objects.update(nombres=hostile, primer_apellido=hostile)
    alumna.plantel.nombre = alumna.plantel.responsable = hostile
    alumna.plantel.save()
    work_of = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    pages = [client.get(url("espera", work_of))]
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.CON_INCIDENCIA)
    pages.append(client.get(url("incidencia", work_of)))
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.POR_PROCESAR)
    run_outbox()
    pages.append(client.get(url("resultado", work_of)))
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.INICIADA, motivo_cierre="correo")
    pages.append(client.get(url("cerrado", work_of)))
    assert [page.status_code for page in pages] == [200] * 4
    assert "&lt;img src=x" in pages[1].content.decode()
    for text in [page.content.decode() for page in pages] + [str(m.message()) for m in mail.outbox]:
        assert "<img src=x" not in text


def test_T15_what_is_typed_is_printed_escaped(client: Client) -> None:
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
def test_T18_a_failure_tells_the_log_nothing_about_the_student(
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
