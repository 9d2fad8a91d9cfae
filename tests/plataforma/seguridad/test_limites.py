"""Limits: windows, several at once, many processes at once, and the page that says when to come back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plataforma.seguridad.limites import (
    Limite,
    LimiteAlcanzado,
    Saldo,
    forget_consumos,
    peek,
    restore,
    take,
    take_all,
)
from plataforma.seguridad.middleware import LimitesMiddleware
from plataforma.seguridad.models import Consumo
from tests.helpers.concurrency import ask
from tests.helpers.plataforma.simultaneous_limits import TOPE

INICIO = datetime(2026, 11, 20, 21, 9, 30, tzinfo=UTC)  # 15:09:30 in Mexico City
HORA = timedelta(hours=1)
TRES = Limite("tres", 3, HORA)
UNO = Limite("uno", 1, timedelta(minutes=10))


@pytest.fixture
def reloj() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(INICIO, tick=False) as clock:
        yield clock


@pytest.fixture
def tabla(base: str) -> str:
    """A real database with the table of the counts, empty."""
    Consumo.objects.all().delete()
    return base


def refused_until(limite: Limite, valor: str) -> datetime:
    with pytest.raises(LimiteAlcanzado) as caught:
        take(limite, valor)
    return caught.value.hasta


@pytest.mark.usefixtures("tabla")
def test_it_refuses_after_so_many_and_says_until_when(reloj: time_machine.Traveller) -> None:
    for _ in range(3):
        take(TRES, "ana")
        reloj.shift(60)
    assert refused_until(TRES, "ana") == INICIO + HORA
    reloj.move_to(INICIO + HORA - timedelta(microseconds=1), tick=False)
    assert refused_until(TRES, "ana") == INICIO + HORA
    reloj.move_to(INICIO + HORA, tick=False)
    take(TRES, "ana")
    assert peek(TRES, "ana") == Saldo(quedan=2, hasta=INICIO + 2 * HORA)


@pytest.mark.usefixtures("tabla")
def test_being_refused_does_not_prolong_it(reloj: time_machine.Traveller) -> None:
    take(UNO, "ana")
    for _ in range(9):
        reloj.shift(60)
        assert refused_until(UNO, "ana") == INICIO + UNO.ventana
    reloj.shift(60)
    take(UNO, "ana")


@pytest.mark.usefixtures("tabla")
def test_values_and_limits_do_not_share_a_count() -> None:
    take(UNO, "ana")
    take(UNO, "luz")
    take(TRES, "ana")
    assert peek(UNO, "ana").quedan == 0
    assert peek(TRES, "ana").quedan == 2
    assert peek(TRES, "luz") == Saldo(quedan=3, hasta=None)


@pytest.mark.usefixtures("tabla")
def test_of_several_all_or_none_and_the_latest_end_counts(reloj: time_machine.Traveller) -> None:
    dos = Limite("dos", 2, HORA)
    take_all((TRES, "ana"), (UNO, "ana"))
    take(dos, "ana")
    take(dos, "ana")
    with pytest.raises(LimiteAlcanzado) as caught:
        take_all((TRES, "ana"), (UNO, "ana"), (dos, "ana"))
    assert caught.value.hasta == INICIO + HORA
    assert peek(TRES, "ana").quedan == 2


@pytest.mark.usefixtures("tabla")
def test_a_count_goes_with_its_transaction() -> None:
    with transaction.atomic():
        take(UNO, "ana")
        transaction.set_rollback(True)
    take(UNO, "ana")


@pytest.mark.usefixtures("tabla")
def test_restore_begins_again() -> None:
    take(UNO, "ana")
    restore(UNO, "ana")
    take(UNO, "ana")


@pytest.mark.usefixtures("tabla")
def test_only_what_limits_nothing_any_more_is_forgotten(reloj: time_machine.Traveller) -> None:
    take(UNO, "ana")
    take(TRES, "ana")
    reloj.shift(11 * 60)
    assert forget_consumos(timezone.now() + timedelta(days=9)) == 1
    assert peek(TRES, "ana").quedan == 2


@pytest.mark.usefixtures("tabla")
def test_T7_the_table_tells_nobody() -> None:
    take(UNO, "ana@example.com")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM seguridad_consumo")
        assert "ana" not in repr(cursor.fetchall())


def test_one_statement_counts(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(3):
        with django_assert_num_queries(1):
            take(TRES, "ana")
    with django_assert_num_queries(2):
        refused_until(TRES, "ana")


@pytest.mark.real
def test_T7_sixteen_processes_lose_no_count(tabla: str, tmp_path: Path) -> None:
    """F13 too: on SQLite nobody meets «database is locked»."""
    got = ask("tests.helpers.plataforma.simultaneous_limits", "take_a_la_vez", base_url=tabla, var_dir=tmp_path)
    assert len(got) == TOPE
    assert peek(Limite("carrera", TOPE, HORA), "x").quedan == 0
    # What was refused was taken back: the other limit counts those that were let through together with it, no more.
    assert 0 < Consumo.objects.exclude(cuenta=TOPE).get().cuenta <= TOPE


def fail_until(hasta: datetime) -> HttpResponse:
    middleware = LimitesMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")
    request.session = SessionStore()
    response = middleware.process_exception(request, LimiteAlcanzado(hasta))
    assert response
    return response


def test_T7_the_429_page_says_the_clock_time(reloj: time_machine.Traveller) -> None:
    response = fail_until(INICIO + timedelta(seconds=15))
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "15"
    assert response.headers["Cache-Control"] == "no-store"
    text = response.content.decode()
    assert "<h1>Hiciste muchos intentos</h1>" in text
    assert "Vuelve a intentarlo a partir de las <strong>15:10</strong>." in text


@pytest.mark.parametrize(
    ("hasta", "texto"),
    [
        (INICIO + timedelta(seconds=30), "15:10"),
        (INICIO + timedelta(seconds=31), "15:11"),
        (INICIO + timedelta(hours=24), "15:10 del 21 de noviembre"),
        (INICIO - timedelta(seconds=5), "15:10"),
    ],
)
def test_the_429_page_is_never_early(reloj: time_machine.Traveller, hasta: datetime, texto: str) -> None:
    response = fail_until(hasta)
    assert f"<strong>{texto}</strong>" in response.content.decode()
    assert int(response.headers["Retry-After"]) >= 1


def test_other_exceptions_are_somebody_elses() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("as it was")

    middleware = LimitesMiddleware(view)
    assert middleware(RequestFactory().get("/")).content == b"as it was"
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None
