"""Threat T1: a stranger must not learn whether a CURP belongs to a student.

The pages and mails for a stranger must be the same for known and unknown CURPs.
"""

import re
from dataclasses import dataclass

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import CorreoVinculadoFactory, InscripcionFactory
from tests.helpers.tramites.student import (
    EXTRANO,
    PUERTA,
    Respuesta,
    begin,
    begin_and_confirm,
    code_of,
    link_of,
    mails_to,
    make_gate_data,
    reset_limits,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
CHANGING_HEADERS = {"date", "set-cookie"}


@dataclass(frozen=True)
class VisibleResponse:
    """The parts of a response that must be equal for known and unknown CURPs.

    The CSRF token and the uuid are removed, because they differ in every response. `consultas` (the number of database
    queries) must be equal, because a stranger can measure response times.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    consultas: int


def record(
    client: Client, solicitud_id: str, method: str, address: str, datos: dict[str, str] | None = None
) -> VisibleResponse:
    """Send a request and return the response as a VisibleResponse.

    The uuid of the Solicitud and the CSRF token are removed from the response.
    """
    with CaptureQueriesContext(connection) as queries:
        answer: Respuesta = getattr(client, method)(address, datos or {})
    uuid = solicitud_id or (answer.headers.get("Location", "").split("/") + [""] * 4)[3]
    body = answer.content.decode()
    if "csrf_token" in (answer.context or {}):
        body = body.replace(str(answer.context["csrf_token"]), "<csrf>")
    headers = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in CHANGING_HEADERS)
    visible_headers = [(k, v.replace(uuid, "<uuid>")) for k, v in headers]
    return VisibleResponse(
        answer.status_code, tuple(visible_headers), _strip_csrf(body.replace(uuid, "<uuid>")), len(queries)
    )


def _strip_csrf(body: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


@pytest.fixture
def curps(alumna: Inscripcion) -> dict[str, str]:
    """Return six CURPs: five of students, and one that belongs to nobody.

    Each key describes the student of a CURP, for example «sin NSS». In the keys, «este correo» is the e-mail address of
    `alumna`.
    """
    otra = InscripcionFactory(asegurado__con_nss=True)
    vinculada = InscripcionFactory(asegurado__con_nss=True, sin_correo=True)
    CorreoVinculadoFactory(asegurado=vinculada.asegurado)
    return {
        "desconocida": unknown_curp(),
        "con este correo": alumna.asegurado.curp,
        "con otro correo": otra.asegurado.curp,
        "sin correo": InscripcionFactory(asegurado__con_nss=True, sin_correo=True).asegurado.curp,
        "sin NSS": InscripcionFactory().asegurado.curp,
        "con otro vinculado": vinculada.asegurado.curp,
    }


def test_T1_the_pages_before_the_confirmation_are_equal_for_known_and_unknown_curps(
    curps: dict[str, str], alumna: Inscripcion
) -> None:
    seen: dict[str, list[VisibleResponse]] = {}
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        for case, curp in curps.items():
            reset_limits()
            client = Client()
            steps = [record(client, "", "post", PUERTA, make_gate_data(curp, alumna.correo))]
            pk = str(Solicitud.objects.get(curp=curp).pk)
            address = f"/tramites/nss/{pk}/correo/"
            steps += [record(client, pk, "get", address), record(client, pk, "get", f"/tramites/nss/{pk}/")]
            steps += [record(client, pk, "post", f"{address}codigo/", {"codigo": "000000"})]
            steps += [record(client, pk, "post", f"{address}reenviar/")]
            steps += [
                record(Client(), pk, "get", f"/tramites/nss/{pk}/{page}") for page in ("resultado/", "estado.json")
            ]
            # run_outbox does the work of the Celery workers, which look up the CURP. The page must not show the result.
            run_outbox()
            seen[case] = [*steps, record(client, pk, "get", address)]
    first = seen.pop("desconocida")
    assert [response.status for response in first] == [302, 200, 302, 200, 302, 403, 200, 200]
    for case, steps in seen.items():
        assert steps == first, case


def test_T1_the_confirmation_mail_is_equal_for_known_and_unknown_curps(
    curps: dict[str, str], alumna: Inscripcion
) -> None:
    texts = set()
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        for curp in curps.values():
            reset_limits()
            solicitud = begin(Client(), curp, EXTRANO)
            run_outbox()
            (message,) = mails_to(EXTRANO)
            html, codigo = str(message.alternatives[0][0]), code_of(message)
            for secret in (link_of(message), codigo, solicitud.folio):
                message.body, html = message.body.replace(secret, "·"), html.replace(secret, "·")
            texts.add((message.subject.replace(codigo, "·"), message.body, html))
            mail.outbox.clear()
    assert len(texts) == 1


def test_T1_the_page_of_a_closed_solicitud_is_equal_for_known_and_unknown_curps(curps: dict[str, str]) -> None:
    seen = {}
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        for case, curp in curps.items():
            reset_limits()
            client = Client()
            solicitud = begin_and_confirm(client, curp, EXTRANO)
            seen[case] = record(client, str(solicitud.pk), "get", url("cerrado", solicitud))
    assert len(set(seen.values())) == 1
    assert "No podemos continuar con este correo" in seen["desconocida"].body
