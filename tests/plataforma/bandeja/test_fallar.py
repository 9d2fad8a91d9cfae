"""Failing: waiting longer each time, dying after enough of it, and telling nothing of anybody's data."""

import logging
from datetime import timedelta

import pytest
from django.conf import LazySettings, settings
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plataforma.bandeja import trabajo
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import backoff, work_on
from tests.helpers.message_time import let_time_pass
from tests.helpers.plataforma.outbox import accept, effects, make_due


@given(st.integers(1, 32_767))
def test_the_wait_stays_between_its_bounds(attempts: int) -> None:
    shortest, longest = settings.BANDEJA_BACKOFF
    expected = longest if attempts > 20 else min(longest, shortest * 2 ** (attempts - 1))
    assert expected * 0.8 <= backoff(attempts).total_seconds() <= expected * 1.2


def test_the_first_waits_are_ten_seconds_and_then_double() -> None:
    waits = [backoff(attempts).total_seconds() for attempts in range(1, 9)]
    for wait, expected in zip(waits, [10, 20, 40, 80, 160, 320, 640, 1280], strict=True):
        assert wait == pytest.approx(expected, rel=0.2)


def test_two_messages_do_not_come_back_together() -> None:
    assert len({backoff(3) for _ in range(20)}) > 1


@pytest.mark.usefixtures("base")
def test_a_failed_message_waits_and_is_free() -> None:
    mensaje = accept(kind="apoyo.falla")
    Mensaje.objects.update(published_at=F("available_at"))
    assert not work_on(mensaje.pk)
    before, after = mensaje.available_at, timezone.now()
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts) == (Mensaje.Estado.PENDIENTE, 1)
    assert (mensaje.published_at, mensaje.lease_until) == (None, None)
    assert before + timedelta(seconds=8) <= mensaje.available_at <= after + timedelta(seconds=12)
    assert not work_on(mensaje.pk)


@pytest.mark.usefixtures("base")
def test_it_is_dead_after_so_many_failures(settings: LazySettings) -> None:
    settings.BANDEJA_ATTEMPTS = 3
    mensaje = accept(kind="apoyo.falla")
    for _ in range(3):
        make_due()
        assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts, mensaje.lease_until) == (Mensaje.Estado.MUERTO, 3, None)
    assert mensaje.last_error.startswith("ValueError at handlers.py:")
    assert not work_on(mensaje.pk)


@pytest.mark.usefixtures("base")
def test_F3_what_kills_its_worker_each_time_is_dead_too(settings: LazySettings) -> None:
    settings.BANDEJA_ATTEMPTS = 3
    mensaje = accept()
    for _ in range(3):
        assert trabajo._claim(mensaje.pk)  # and the worker is gone
        let_time_pass(settings.BANDEJA_LEASE + 1)
    assert not work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.last_error, effects()) == (Mensaje.Estado.MUERTO, "the worker died", [])


@pytest.mark.usefixtures("base")
def test_a_success_after_failures_forgets_the_error() -> None:
    mensaje = accept(kind="apoyo.falla")
    work_on(mensaje.pk)
    Mensaje.objects.update(kind="apoyo.efecto")
    make_due()
    assert work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert (mensaje.last_error, effects()) == ("", ["a"])


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("attempts", [1, 8])
def test_T18_neither_row_nor_log_repeats_what_the_error_said(
    settings: LazySettings, caplog: pytest.LogCaptureFixture, attempts: int
) -> None:
    settings.BANDEJA_ATTEMPTS = attempts
    planted = "PEGL050909MJCRMSZ1"
    mensaje = accept(planted, kind="apoyo.falla")
    with caplog.at_level(logging.DEBUG, "plataforma"):
        work_on(mensaje.pk)
    mensaje.refresh_from_db()
    assert mensaje.last_error.startswith("ValueError at handlers.py:")
    assert planted not in mensaje.last_error + caplog.text
    assert "ValueError" in caplog.text
