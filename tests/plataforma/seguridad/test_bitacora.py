"""T5, T18: what the log says, and what it never says, whoever writes into it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.services import enqueue
from plataforma.bandeja.trabajo import work_on
from plataforma.seguridad.bitacora import HIDDEN, Formatter, mask
from tests.helpers.plataforma.planted_secrets import (
    CORREO,
    CURP,
    DOMICILIO,
    NSS,
    PLANTADOS,
    TOKEN,
    assert_clean,
    fail_with_everything,
)

ID = "3f0e6a52-4c1d-4f55-9a1e-123456789012"
FORMULARIO = dict(zip(("curp", "nss", "correo", "calle"), PLANTADOS, strict=True))
CABECERAS = {"User-Agent": CORREO, "Referer": f"https://x.example/{CURP}", "X-Algo": DOMICILIO, "Cookie": f"a={NSS}"}


class Bitacora:
    """What the portal's own handler would have written."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        formatter: Any = import_string(settings.LOGGING["formatters"]["json"]["()"])
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter())

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def bitacora() -> Iterator[Bitacora]:
    bitacora, root = Bitacora(), logging.getLogger()
    level = root.level
    root.addHandler(bitacora.handler)
    root.setLevel(logging.DEBUG)
    yield bitacora
    root.removeHandler(bitacora.handler)
    root.setLevel(level)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls("tests.helpers.plataforma.failing_urls")
@pytest.mark.parametrize("planted", PLANTADOS)
def test_T18_a_view_that_fails_tells_where_and_nothing_else(bitacora: Bitacora, client: Client, planted: str) -> None:
    answer = client.post(f"/falla/{quote(planted)}/?q={quote(planted)}", FORMULARIO, headers=CABECERAS)
    assert answer.status_code == 500
    assert_clean(bitacora.text)
    assert_clean(answer.content.decode())
    (line,) = [line for line in bitacora.lines if line["origen"] == "django.request"]
    assert (line["nivel"], line["metodo"], line["ruta"], line["estado"]) == ("ERROR", "POST", "falla/<str:texto>/", 500)
    assert line["error"] == "RuntimeError < ValueError"
    assert line["lugar"][-1].startswith("tests/helpers/plataforma/planted_secrets.py:")
    assert line["lugar"][-1].endswith(" fail_with_everything")
    assert line["mensaje"] == f"Internal Server Error: {HIDDEN}"


@pytest.mark.urls("tests.helpers.plataforma.failing_urls")
@pytest.mark.parametrize("address", ["/rechaza/{}/?estado=403", "/rechaza/{}/?estado=400", "/no/existe/{}/", "/falla/"])
@pytest.mark.parametrize("planted", PLANTADOS)
def test_T18_nor_does_a_refusal(bitacora: Bitacora, client: Client, address: str, planted: str) -> None:
    answer = client.get(address.format(quote(planted)), headers=CABECERAS)
    assert answer.status_code in (400, 403, 404)
    assert_clean(bitacora.text)
    assert bitacora.lines


@pytest.mark.urls("tests.helpers.plataforma.failing_urls")
def test_T18_nor_a_host_that_is_not_ours(bitacora: Bitacora, client: Client) -> None:
    client.get("/confirmar/x/", headers={"Host": CORREO})
    assert_clean(bitacora.text)


@pytest.mark.urls("tests.helpers.plataforma.failing_urls")
def test_T5_the_path_of_a_link_is_not_in_the_log(bitacora: Bitacora, client: Client) -> None:
    client.get(f"/confirmar/{TOKEN}/")
    assert_clean(bitacora.text)
    assert bitacora.lines[-1]["ruta"] == "confirmar/<str:token>/"


@pytest.mark.django_db
def test_T18_a_handler_that_fails_tells_where_and_nothing_else(bitacora: Bitacora) -> None:
    def fail(payload: Payload) -> None:
        fail_with_everything(FORMULARIO)

    register("apoyo.plantado", queue="tramites", prepare=fail, commit=lambda payload, result: None)
    with transaction.atomic():
        enqueue(kind="apoyo.plantado", payload={"clave": "x"}, dedup_key="x")
    mensaje = Mensaje.objects.get()
    assert not work_on(mensaje.pk)
    assert_clean(bitacora.text)
    (line,) = [line for line in bitacora.lines if line["origen"].startswith("plataforma.bandeja")]
    assert line["mensaje"].startswith(f"message {mensaje.pk} (apoyo.plantado): RuntimeError at planted_secrets.py:")


def write(name: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """Return the line that a log call of the logger `name` becomes."""
    bitacora, logger = Bitacora(), logging.Logger(name)  # noqa: LOG001 (nobody else's)
    logger.addHandler(bitacora.handler)
    logger.error(*args, **kwargs)
    (line,) = bitacora.lines
    return line


def test_our_words_keep_their_values_but_for_the_mask() -> None:
    line = write("tramites.x", "message %s of %s for %s", 7, "la cola", CORREO)
    assert line["mensaje"] == f"message 7 of la cola for {HIDDEN}"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("Task %(name)s[%(id)s] %(exc)s", {"name": "bandeja.sweep", "id": ID, "exc": f"E({DOMICILIO!r})"}), None),
        (("Connection to %s lost: %s", "redis.example:6379", OSError(DOMICILIO)), "redis.example:6379 lost: OSError"),
        ((ValueError(DOMICILIO),), "ValueError"),
        (("%d rows for %s", "nonsense", DOMICILIO), "%d rows for %s"),
        (("values %s", [DOMICILIO]), "values list"),
        (("GET %s", f"/{quote(DOMICILIO)}/"), f"GET {HIDDEN}"),
        (("GET %s", "/Reforma512/"), f"GET {HIDDEN}"),
    ],
)
def test_T18_a_librarys_words_keep_names_and_numbers_only(args: tuple[Any, ...], expected: str | None) -> None:
    line = write("celery.x", *args)
    assert_clean(json.dumps(line, ensure_ascii=False))
    assert (expected or f"Task bandeja.sweep[{ID}] {HIDDEN}") in line["mensaje"]


def test_T18_an_exception_whose_words_are_the_message() -> None:
    error = KeyError(DOMICILIO)
    line = write("gunicorn.error", str(error), exc_info=error)
    assert line["mensaje"] == line["error"] == "KeyError"


def test_a_record_that_cannot_be_written_hurts_nobody() -> None:
    class Hostile:
        @property
        def META(self) -> None:
            raise RuntimeError(DOMICILIO)

    line = write("django.request", "x", extra={"request": Hostile()})
    assert line["mensaje"] == "a record that cannot be written (RuntimeError)"


@pytest.mark.parametrize(
    "text",
    [
        CURP,
        f"({CURP.lower()})",
        f"curp={CURP}&",
        "QUZX 050309 MJCNXM Z2",
        f"x{CURP}y",
        NSS,
        "04 23 05 0001 1",
        "04-23-05-0001-1",
        f"'{NSS}',",
        CORREO,
        quote(CORREO, safe=""),
        "ñandú@correo.ejemplo.mx",
        f"/confirmar/{TOKEN}/",
        "/confirmar/corto/",
        TOKEN,
    ],
)
def test_T18_the_backstop_knows_them_by_their_looks(text: str) -> None:
    masked = mask(f"before {text} after")
    assert HIDDEN in masked
    assert text.strip("(',)") not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


@pytest.mark.parametrize("text", [ID, UUID(ID).hex, "2026-11-20T10:58:00.123", "message 12345", "RE-4K2M-9QX7", "0.25"])
def test_the_backstop_leaves_ids_and_times(text: str) -> None:
    assert mask(text) == text


@given(st.text(), st.lists(st.text() | st.integers() | st.none()))
def test_any_record_becomes_one_line(message: str, args: list[Any]) -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, message, tuple(args), None)
    line = Formatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["origen"] == "x"


def test_T18_nobody_gets_an_error_by_mail() -> None:
    for name in ("django", "django.request", "django.server"):
        assert logging.getLogger(name).handlers == []
