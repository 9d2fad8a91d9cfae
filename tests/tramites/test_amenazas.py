"""The threats of 7-trust.md that these pages must withstand, each as the attacker would try it."""

import logging
import re
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Asegurado, CorreoVinculado, Inscripcion
from plataforma.correo.models import Correo
from tests.fabricas import CorreoVinculadoFactory, InscripcionFactory
from tests.tramites.ayudas import (
    CONFIRMAR,
    PUERTA,
    Respuesta,
    begin,
    code_of,
    confirmations_to,
    enter,
    fill,
    link_of,
    mails_to,
    press,
    unknown_curp,
    url,
    work_off,
)
from tramites.estados import Estado
from tramites.models import Confirmacion, Solicitud
from tramites.views import correo as vista_correo
from tramites.views import puerta as vista_puerta
from tramites.views import solicitud as vista_solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_sin_pdf")]
EXTRANO = "extrano@example.org"
VARIABLES = {"date", "set-cookie"}


@dataclass(frozen=True)
class Visto:
    """All that a browser can see of an answer, without what is new in every one."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    consultas: int


def see(client: Client, solicitud_id: str, method: str, address: str, datos: dict[str, str] | None = None) -> Visto:
    with CaptureQueriesContext(connection) as queries:
        answer: Respuesta = getattr(client, method)(address, datos or {})
    own = solicitud_id or (answer.headers.get("Location", "").split("/") + [""] * 4)[3]
    body = answer.content.decode()
    if "csrf_token" in (answer.context or {}):
        body = body.replace(str(answer.context["csrf_token"]), "<csrf>")
    headers = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in VARIABLES)
    strip = [(k, v.replace(own, "<uuid>")) for k, v in headers]
    return Visto(answer.status_code, tuple(strip), _strip_csrf(body.replace(own, "<uuid>")), len(queries))


def _strip_csrf(body: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


@pytest.fixture
def curps(alumna: Inscripcion) -> dict[str, str]:
    """A CURP for each case that nobody may tell apart; the address typed is always ximena@example.com."""
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


def test_T1_gate_and_mail_page_are_the_same_for_every_curp(curps: dict[str, str], alumna: Inscripcion) -> None:
    seen: dict[str, list[Visto]] = {}
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        for case, curp in curps.items():
            client = Client()
            steps = [see(client, "", "post", PUERTA, fill(curp, alumna.correo))]
            pk = str(Solicitud.objects.get(curp=curp).pk)
            address = f"/tramites/nss/{pk}/correo/"
            steps += [see(client, pk, "get", address), see(client, pk, "get", f"/tramites/nss/{pk}/")]
            steps += [see(client, pk, "post", f"{address}codigo/", {"codigo": "000000"})]
            steps += [see(client, pk, "post", f"{address}reenviar/")]
            steps += [see(Client(), pk, "get", f"/tramites/nss/{pk}/{page}") for page in ("resultado/", "estado.json")]
            work_off()  # what the worker knows does not show either
            seen[case] = [*steps, see(client, pk, "get", address)]
    first = seen.pop("desconocida")
    assert [visto.status for visto in first] == [302, 200, 302, 200, 302, 403, 200, 200]
    for case, steps in seen.items():
        assert steps == first, case


def test_T1_the_typed_address_gets_the_same_mail(curps: dict[str, str], alumna: Inscripcion) -> None:
    texts = set()
    with time_machine.travel("2026-11-20 12:00+00:00", tick=False):
        for curp in curps.values():
            solicitud = begin(Client(), curp, EXTRANO)
            work_off()
            (message,) = mails_to(EXTRANO)
            html = str(message.alternatives[0][0])
            for secret in (link_of(message), code_of(message), solicitud.folio):
                message.body, html = message.body.replace(secret, "·"), html.replace(secret, "·")
            texts.add((message.subject, message.body, html))
            mail.outbox.clear()
    assert len(texts) == 1


def test_T1_closed_is_one_page_for_every_reason(curps: dict[str, str]) -> None:
    seen = {}
    for case, curp in curps.items():
        client = Client()
        solicitud = enter(client, curp, EXTRANO)
        seen[case] = see(client, str(solicitud.pk), "get", url("cerrado", solicitud))
    assert len(set(seen.values())) == 1
    assert "No podemos continuar con este correo" in seen["desconocida"].body


def test_T2_another_address_reads_nothing_and_the_registered_mailbox_is_told(
    client: Client, alumna: Inscripcion
) -> None:
    solicitud = enter(client, alumna.asegurado.curp, EXTRANO)
    work_off()
    pages = [client.get(url(name, solicitud), follow=True) for name in ("solicitud", "resultado", "espera", "estado")]
    bodies = [page.content.decode() for page in pages] + [str(m.message()) for m in mails_to(EXTRANO)]
    for secret in (alumna.asegurado.nss, alumna.asegurado.nombres, alumna.asegurado.primer_apellido, alumna.correo):
        assert secret
        assert not [body for body in bodies if secret in body]
    assert (solicitud.estado, solicitud.motivo_cierre) == (Estado.INICIADA, "correo")
    assert not CorreoVinculado.objects.exists()
    (notice,) = mails_to(alumna.correo)
    assert notice.subject == "Alguien empezó un trámite con tu CURP"
    assert EXTRANO not in str(notice.message())


@pytest.mark.parametrize("curp_known", [True, False])
def test_T2_nobody_is_told_without_a_reason(client: Client, alumna: Inscripcion, curp_known: bool) -> None:
    begin(client, alumna.asegurado.curp if curp_known else unknown_curp(), alumna.correo.upper())
    work_off()
    assert [message.subject for message in mail.outbox] == ["Confirma tu correo para continuar"]


def test_T2_a_roster_in_capitals_is_the_same_mailbox(client: Client, alumna: Inscripcion) -> None:
    alumna.correo = "Ximena@Example.com"
    alumna.save()
    enter(client, alumna.asegurado.curp, "ximena@example.com")
    work_off()
    assert "Alguien empezó un trámite con tu CURP" not in [message.subject for message in mail.outbox]


def test_T3_notices_stop_at_ten_a_day_and_the_students_own_mail_does_not(alumna: Inscripcion) -> None:
    for n in range(12):
        begin(Client(), alumna.asegurado.curp, f"extrano{n}@example.org")
    work_off()
    assert len(mails_to(alumna.correo)) == 10
    assert enter(Client(), alumna.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR


def test_T3_unconfirmed_claims_bind_nothing(alumna: Inscripcion) -> None:
    for n in range(50):
        begin(Client(), alumna.asegurado.curp, f"extrano{n}@example.org")
    assert not CorreoVinculado.objects.exists()
    assert enter(Client(), alumna.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR
    assert CorreoVinculado.objects.get().correo == alumna.correo


@dataclass
class Intruso:
    """A stranger who began with the student's CURP, confirmed their own address and keeps all that they were given."""

    client: Client
    solicitud: Solicitud
    token: str
    codigo: str


@pytest.fixture(params=["confirmó con la liga", "confirmó con el código", "no confirmó"])
def intruso(request: pytest.FixtureRequest, alumna: Inscripcion) -> Intruso:
    client = Client()
    solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
    work_off()
    (message,) = confirmations_to(EXTRANO)
    link, codigo = link_of(message), code_of(message)
    client.get(link)
    if request.param == "confirmó con la liga":
        press(client, link)
    elif request.param == "confirmó con el código":
        client.post(url("codigo", solicitud), {"codigo": codigo})
    return Intruso(client, solicitud, link.split("/")[2], codigo)


@pytest.fixture
def tomada(intruso: Intruso, otro_navegador: Client, alumna: Inscripcion) -> Solicitud:
    """The student opens the link of the notice in their own browser."""
    answer = press(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
    assert otro_navegador.get(answer.url).url == url("espera", intruso.solicitud)
    work_off()
    intruso.solicitud.refresh_from_db()
    return intruso.solicitud


def assert_shut_out(client: Client, solicitud: Solicitud) -> None:
    for name in ("solicitud", "correo", "espera", "resultado", "incidencia", "cerrado", "estado"):
        page = client.get(url(name, solicitud), follow=True)
        text = page.content.decode()
        asegurado = solicitud.get_asegurado()
        assert solicitud.correo not in text
        assert str(asegurado.nss) not in text
        assert asegurado.nombres not in text
    assert client.get(url("resultado", solicitud)).status_code == 403


def test_T2_the_registered_mailbox_takes_over_and_the_stranger_is_out(intruso: Intruso, tomada: Solicitud) -> None:
    assert_shut_out(intruso.client, tomada)


def test_T2_the_strangers_link_opens_nothing_any_more(intruso: Intruso, tomada: Solicitud) -> None:
    for browser in (intruso.client, Client()):
        assert browser.post(CONFIRMAR, {"liga": intruso.token}).status_code == 403
        assert_shut_out(browser, tomada)


@pytest.mark.parametrize("navegador", ["", ".", "." + "0" * 32])
def test_T2_a_made_up_browser_value_opens_nothing(intruso: Intruso, tomada: Solicitud, navegador: str) -> None:
    """Links that were shut out unused carry no browser: an empty cookie must not pass for it."""
    for browser in (intruso.client, Client()):
        browser.cookies["liga"] = intruso.token + navegador
        assert browser.post(CONFIRMAR, {"liga": intruso.token}).status_code == 403
        assert_shut_out(browser, tomada)


def test_T2_the_strangers_code_opens_nothing_any_more(intruso: Intruso, tomada: Solicitud) -> None:
    answer = intruso.client.post(url("codigo", tomada), {"codigo": intruso.codigo})
    assert answer.status_code == 200
    assert_shut_out(intruso.client, tomada)


def test_T3_what_the_stranger_asked_for_does_not_count_against_the_student(
    client: Client, otro_navegador: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel("2026-11-20 12:00+00:00") as clock:
        solicitud = begin(client, alumna.asegurado.curp, EXTRANO)
        for _ in range(5):
            clock.shift(61)
            client.post(url("reenviar", solicitud))
        work_off()
        press(otro_navegador, link_of(confirmations_to(alumna.correo)[-1]))
        before = Confirmacion.objects.filter(correo=alumna.correo).count()
        otro_navegador.post("/salir/")
        otro_navegador.post(url("reenviar", solicitud))
        assert Confirmacion.objects.filter(correo=alumna.correo).count() == before + 1


def test_T3_a_bound_mailbox_is_not_taken_by_a_second_student(alumna: Inscripcion) -> None:
    """Brother and sister with one address on the roster: both go on, one is bound."""
    hermano = InscripcionFactory(asegurado__con_nss=True, correo=alumna.correo)
    for inscripcion in (alumna, hermano):
        assert enter(Client(), inscripcion.asegurado.curp, alumna.correo).estado == Estado.POR_PROCESAR
    assert CorreoVinculado.objects.get().asegurado == alumna.asegurado


def test_T6_the_database_holds_neither_link_nor_code(client: Client, alumna: Inscripcion) -> None:
    begin(client, alumna.asegurado.curp, alumna.correo)
    work_off()
    (message,) = confirmations_to(alumna.correo)
    link, codigo = link_of(message), code_of(message)
    token = link.split("/")[2]
    client.get(link, follow=True)
    # The first half of the token is the row's own id, which proves nothing; the second half is the proof.
    assert not [row for row in _dump() if token in row or token[22:] in row or codigo in row.split("|")]
    press(client, link)
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
    work_of = enter(client, alumna.asegurado.curp, alumna.correo)
    pages = [client.get(url("espera", work_of))]
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.CON_INCIDENCIA)
    pages.append(client.get(url("incidencia", work_of)))
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.POR_PROCESAR)
    work_off()
    pages.append(client.get(url("resultado", work_of)))
    Solicitud.objects.filter(pk=work_of.pk).update(estado=Estado.INICIADA, motivo_cierre="correo")
    pages.append(client.get(url("cerrado", work_of)))
    assert [page.status_code for page in pages] == [200] * 4
    assert "&lt;img src=x" in pages[1].content.decode()
    for text in [page.content.decode() for page in pages] + [str(m.message()) for m in mail.outbox]:
        assert "<img src=x" not in text


def test_T15_what_is_typed_is_printed_escaped(client: Client) -> None:
    hostile = '"><img src=x>'
    text = client.post(PUERTA, fill(hostile, hostile, intento=hostile)).content.decode()
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
    solicitud = enter(client, alumna.asegurado.curp, alumna.correo)
    begun = begin(client, alumna.asegurado.curp, alumna.correo)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("forced")

    monkeypatch.setattr(modulo, nombre, fail)
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    if pagina == "empezar":
        answer = client.post(PUERTA, fill(alumna.asegurado.curp, alumna.correo))
    elif pagina == "espera":
        answer = client.get(url("espera", solicitud))
    else:
        answer = client.post(url(pagina, begun), {"codigo": "123456"})
    assert answer.status_code == 500
    assert "RuntimeError: forced" in caplog.text
    for secret in (alumna.asegurado.curp, str(alumna.asegurado.nss), alumna.correo, "123456"):
        assert secret not in caplog.text
        assert secret not in answer.content.decode()
