"""Doing one message: claimed by one, committed by whoever holds it, let go when it fails."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.db.models.functions import Now
from django.dispatch import Signal

from plataforma.bandeja import handlers, signals, trabajo
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from tests.helpers.app.handlers import PUNTOS
from tests.helpers.message_time import let_time_pass
from tests.helpers.plataforma.outbox import accept, at_once, effects

pytestmark = pytest.mark.usefixtures("base")
LEASE = 45


@pytest.fixture
def on() -> Iterator[Any]:
    """Connect receivers for the length of a test: on(signal, function)."""
    connected: list[tuple[Signal, Any]] = []

    def connect(signal: Signal, receiver: Any) -> None:
        signal.connect(receiver)
        connected.append((signal, receiver))

    yield connect
    for signal, receiver in connected:
        signal.disconnect(receiver)


def test_a_message_is_done() -> None:
    mensaje = accept(kind="apoyo.cadena")
    assert work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts, mensaje.lease_until) == (Mensaje.Estado.HECHO, 1, None)
    assert Mensaje.objects.filter(done_at__gte=Now() - timedelta(minutes=1), done_at__lte=Now()).exists()
    assert effects() == ["a"]
    assert Mensaje.objects.get(dedup_key="a/sigue").state == Mensaje.Estado.PENDIENTE


def test_the_slow_part_holds_no_transaction_and_the_short_one_does(on: Any) -> None:
    seen: list[tuple[str, bool]] = []

    def make(punto: str) -> Any:
        def see(sender: Any, *, mensaje_id: int, kind: str, **kwargs: Any) -> None:
            assert (mensaje_id, kind) == (mensaje.pk, "apoyo.efecto")
            seen.append((punto, connection.in_atomic_block))

        return see

    receivers = {punto: make(punto) for punto in PUNTOS}
    for punto, receiver in receivers.items():
        on(getattr(signals, punto), receiver)
    mensaje = accept()
    work_on(mensaje.pk)
    assert seen == [("claimed", False), ("prepared", False), ("committing", True), ("committed", False)]


def test_F17_delivered_twenty_times_it_is_done_once() -> None:
    mensaje = accept()
    assert [work_on(mensaje.pk) for _ in range(20)] == [True] + [False] * 19
    mensaje.refresh_from_db()
    assert (mensaje.attempts, effects()) == (1, ["a"])


def test_F17_one_of_many_at_once_claims_it() -> None:
    mensaje = accept(kind="apoyo.lento")
    assert sorted(at_once(6, lambda: work_on(mensaje.pk))) == [False] * 5 + [True]
    mensaje.refresh_from_db()
    assert (mensaje.attempts, effects()) == (1, ["a"])


def test_a_held_message_is_free_when_the_lease_is_over(lease: int) -> None:
    mensaje = accept()
    assert trabajo._claim(mensaje.pk) is not None
    assert not work_on(mensaje.pk)
    let_time_pass(lease - 300)
    assert not work_on(mensaje.pk)
    let_time_pass(301)
    assert work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.attempts, effects()) == (2, ["a"])


@pytest.mark.parametrize("minutes", [-10, 10])
def test_F18_a_wrong_clock_takes_nothing_and_loses_nothing(minutes: int) -> None:
    held, free = accept("held"), accept("free")
    trabajo._claim(held.pk)
    before = datetime.now().astimezone()
    with time_machine.travel(before + timedelta(minutes=minutes)):
        assert not work_on(held.pk)
        assert work_on(free.pk)
        assert trabajo._claim(accept("other").pk) is not None
    lease = Mensaje.objects.get(dedup_key="other").lease_until
    assert lease is not None
    claimed = lease - timedelta(seconds=LEASE)
    assert before - timedelta(milliseconds=1) <= claimed <= datetime.now().astimezone()  # SQLite counts milliseconds


def test_the_late_worker_finds_its_work_dropped(on: Any, caplog: pytest.LogCaptureFixture) -> None:
    """The first stalls after `prepare`, a second takes the message over and ends it; then the first goes on."""
    mensaje = accept()
    outcome: list[bool] = []

    def stall(sender: Any, **kwargs: Any) -> None:
        signals.prepared.disconnect(stall)
        let_time_pass(LEASE + 1)
        outcome.append(work_on(mensaje.pk))

    on(signals.prepared, stall)
    assert not work_on(mensaje.pk)
    assert outcome == [True]
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts, effects()) == (Mensaje.Estado.HECHO, 2, ["a"])
    assert "lease lost" in caplog.text


@pytest.mark.parametrize("kind", ["apoyo.efecto", "apoyo.falla"])
def test_the_late_worker_neither_ends_nor_frees_what_another_holds(on: Any, kind: str) -> None:
    mensaje = accept(kind=kind)

    def lose(sender: Any, **kwargs: Any) -> None:
        signals.claimed.disconnect(lose)
        let_time_pass(LEASE + 1)
        assert trabajo._claim(mensaje.pk) is not None

    on(signals.claimed, lose)
    assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert mensaje.state == Mensaje.Estado.PENDIENTE
    assert mensaje.lease_until is not None
    assert (mensaje.last_error, effects()) == ("", [])


def test_what_fails_while_committing_leaves_nothing(on: Any) -> None:
    mensaje = accept(kind="apoyo.cadena")

    def fail(sender: Any, **kwargs: Any) -> None:
        raise OSError

    on(signals.committing, fail)
    assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.done_at, effects()) == (Mensaje.Estado.PENDIENTE, None, [])
    assert Mensaje.objects.count() == 1


def test_F20_the_soft_time_limit_is_a_failure_like_others(on: Any) -> None:
    mensaje = accept()

    def run_out(sender: Any, **kwargs: Any) -> None:
        raise SoftTimeLimitExceeded

    on(signals.prepared, run_out)
    assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert mensaje.last_error.startswith("SoftTimeLimitExceeded at ")
    assert mensaje.lease_until is None


def test_a_kind_that_nobody_knows_any_more_waits_for_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    mensaje = accept()
    monkeypatch.delitem(handlers._handlers, "apoyo.efecto")
    assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert mensaje.last_error.startswith("KeyError at handlers.py:")


def test_a_message_that_is_no_more_is_nothing() -> None:
    assert not work_on(0)
