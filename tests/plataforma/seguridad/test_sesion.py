"""The confirmed session: whose it is, under which key, and until when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from plataforma.seguridad.sesion import (
    can_keep,
    close_sesion,
    get_fin,
    get_titular,
    keep_sesion,
    open_sesion,
    touch_sesion,
)
from plataforma.seguridad.sesiones import SessionStore, hash_key

pytestmark = pytest.mark.django_db
ANA, LUZ = uuid4(), uuid4()
INICIO = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def come_back(key: str | None = None) -> HttpRequest:
    """Return a request of the browser that holds the session `key`."""
    request = RequestFactory().get("/")
    request.session = SessionStore(key)
    return request


def opened(titular: UUID = ANA) -> str:
    request = come_back()
    open_sesion(request, titular=titular)
    request.session.save()
    key = request.session.session_key
    assert key is not None
    return key


def test_nobody_at_first() -> None:
    request = come_back()
    touch_sesion(request)
    assert get_titular(request) is None
    assert request.session.is_empty()


def test_it_says_whose_it_is() -> None:
    assert get_titular(come_back(opened())) == ANA


def test_T10_the_key_from_before_the_confirmation_opens_nothing() -> None:
    before = come_back()
    before.session["captcha"] = ["k1"]
    before.session.save()
    planted = before.session.session_key
    open_sesion(before, titular=ANA)
    before.session.save()
    assert before.session.session_key != planted
    assert before.session["captcha"] == ["k1"]
    assert get_titular(come_back(planted)) is None
    assert list(Session.objects.values_list("pk", flat=True)) == [hash_key(before.session.session_key)]


def test_T10_confirming_again_changes_the_key_too() -> None:
    request = come_back(opened())
    request.session["paso"] = 2
    old = request.session.session_key
    open_sesion(request, titular=ANA)
    assert request.session.session_key != old
    assert request.session["paso"] == 2


def test_T10_another_person_on_the_same_computer_finds_nothing() -> None:
    request = come_back(opened())
    request.session["algo"] = "de Ana"
    old = request.session.session_key
    open_sesion(request, titular=LUZ)
    request.session.save()
    assert get_titular(request) == LUZ
    assert "algo" not in request.session
    assert get_titular(come_back(old)) is None


def test_closing_deletes_all() -> None:
    request = come_back(opened())
    close_sesion(request)
    assert get_titular(request) is None
    assert not Session.objects.exists()


def test_it_ends_after_half_an_hour_idle() -> None:
    with time_machine.travel(INICIO, tick=False) as clock:
        key = opened()
        assert get_fin(come_back(key)) == INICIO + 30 * MINUTE
        clock.shift(30 * MINUTE - timedelta(seconds=1))
        assert get_titular(come_back(key)) == ANA
        clock.shift(timedelta(seconds=1))
        assert get_titular(come_back(key)) is None


def test_the_middleware_ends_it_even_if_the_row_lives_longer() -> None:
    """What else is stored in a session prolongs its row, not the right to see."""
    with time_machine.travel(INICIO, tick=False) as clock:
        request = come_back(opened())
        clock.shift(29 * MINUTE)
        request.session["otra"] = 1
        request.session.save()
        clock.shift(MINUTE)
        later = come_back(request.session.session_key)
        assert get_titular(later) == ANA
        touch_sesion(later)
        assert get_titular(later) is None
        assert not Session.objects.exists()


def test_use_prolongs_it() -> None:
    with time_machine.travel(INICIO, tick=False) as clock:
        key = opened()
        for _ in range(3):
            clock.shift(29 * MINUTE)
            request = come_back(key)
            touch_sesion(request)
            request.session.save()
            assert get_fin(request) == datetime.now(UTC) + 30 * MINUTE
        assert get_titular(come_back(key)) == ANA


def test_T10_a_session_ends_after_eight_hours_however_often_it_is_used() -> None:
    with time_machine.travel(INICIO, tick=False) as clock:
        key = opened()
        for _ in range(23):
            clock.shift(20 * MINUTE)
            request = come_back(key)
            touch_sesion(request)
            request.session.save()
        assert get_titular(come_back(key)) == ANA
        assert get_fin(come_back(key)) == INICIO + 480 * MINUTE
        assert not can_keep(come_back(key))
        keep_sesion(request)
        assert get_fin(request) == INICIO + 480 * MINUTE
        clock.shift(20 * MINUTE)
        later = come_back(key)
        touch_sesion(later)
        assert get_titular(later) is None


def test_confirming_again_gives_the_session_eight_hours_more() -> None:
    with time_machine.travel(INICIO, tick=False) as clock:
        request = come_back(opened())
        clock.shift(20 * MINUTE)
        open_sesion(request, titular=ANA)
        assert can_keep(request)
        clock.shift(20 * MINUTE)
        keep_sesion(request)
        assert get_fin(request) == INICIO + 70 * MINUTE


def test_a_session_without_a_start_time_stays_open() -> None:
    """Sessions that were opened before the update have no start time."""
    with time_machine.travel(INICIO, tick=False):
        request = come_back(opened())
        del request.session["abierta"]
        touch_sesion(request)
        assert get_titular(request) == ANA
        assert get_fin(request) == INICIO + 30 * MINUTE


def test_it_is_written_at_most_once_a_minute(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with time_machine.travel(INICIO, tick=False) as clock:
        key = opened()
        clock.shift(timedelta(seconds=59))
        request = come_back(key)
        with django_assert_num_queries(1):  # the reading
            touch_sesion(request)
        assert not request.session.modified
        clock.shift(timedelta(seconds=1))
        request = come_back(key)
        touch_sesion(request)
        assert request.session.modified
