"""The sweep: what is due is told once, in order, and again when it may have been lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import LazySettings

from plataforma.bandeja import trabajo
from plataforma.bandeja.barrido import sweep
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from tests.helpers.message_time import let_time_pass
from tests.helpers.plataforma.outbox import accept, accept_many, at_once, effects

pytestmark = pytest.mark.usefixtures("base")


class Buzon:
    """A broker of the test: keeps what is published, and refuses from the one numbered `fails_at` on."""

    def __init__(self, *, fails_at: int | None = None, error: type[Exception] = ConnectionError) -> None:
        self.published: list[tuple[int, str]] = []
        self.fails_at = fails_at
        self.error = error

    def __call__(self, mensaje_id: int, queue: str) -> None:
        if self.fails_at is not None and len(self.published) >= self.fails_at:
            raise self.error("redis://:secret@host said something")
        self.published.append((mensaje_id, queue))

    @property
    def ids(self) -> list[int]:
        return [mensaje_id for mensaje_id, _ in self.published]


def sweeping(**options: int) -> list[int]:
    buzon = Buzon(**options)
    sweep(buzon)
    return buzon.ids


def in_order() -> list[int]:
    return list(Mensaje.objects.order_by("available_at", "pk").values_list("pk", flat=True))


def test_nothing_is_due() -> None:
    assert sweep(Buzon()) == 0


def test_what_is_due_is_published_once_and_oldest_first() -> None:
    accept_many(20)
    let_time_pass(60, dedup_key="m-013")
    expected = in_order()
    assert expected[0] == Mensaje.objects.get(dedup_key="m-013").pk
    assert sweeping() == expected
    assert sweeping() == []
    assert not Mensaje.objects.filter(published_at=None).exists()


def test_each_goes_to_its_queue() -> None:
    here, there = accept(), accept("doc", kind="apoyo.documento")
    buzon = Buzon()
    assert sweep(buzon) == 2
    assert sorted(buzon.published) == sorted([(here.pk, "tramites"), (there.pk, "documentos")])


def test_what_waits_dies_or_is_done_is_not_published() -> None:
    accept("later", delay=timedelta(minutes=1))
    work_on(accept("done").pk)
    Mensaje.objects.filter(pk=accept("dead").pk).update(state=Mensaje.Estado.MUERTO)
    trabajo._claim(accept("held").pk)
    assert sweeping() == []


def test_F6_what_was_lost_with_redis_is_published_again(lease: int) -> None:
    accept_many(3)
    sweeping()
    let_time_pass(lease - 300)
    assert sweeping() == []
    let_time_pass(301)
    assert sweeping() == in_order()


def test_F1_what_a_dead_worker_held_is_published_again(settings: LazySettings) -> None:
    mensaje = accept()
    sweeping()
    trabajo._claim(mensaje.pk)
    let_time_pass(settings.BANDEJA_LEASE + 1)
    assert sweeping() == [mensaje.pk]


def test_a_failed_message_is_published_again_when_its_wait_is_over(settings: LazySettings) -> None:
    settings.BANDEJA_BACKOFF = (600.0, 600.0)
    mensaje = accept(kind="apoyo.falla")
    sweeping()
    work_on(mensaje.pk)
    assert sweeping() == []
    let_time_pass(720)
    assert sweeping() == [mensaje.pk]


def test_a_backlog_waits_in_the_database(settings: LazySettings) -> None:
    settings.BANDEJA_IN_FLIGHT = 5
    accept_many(12)
    other = accept("doc", kind="apoyo.documento")  # a queue of its own, with its own room
    expected = [pk for pk in in_order() if pk != other.pk]
    assert sweeping() == [other.pk, *expected[:5]]
    assert sweeping() == []
    for pk in expected[:2]:
        assert work_on(pk)
    trabajo._claim(expected[2])  # in a worker's hands: no longer in Redis
    assert sweeping() == expected[5:8]


def test_F4_a_refusing_broker_costs_no_time(caplog: pytest.LogCaptureFixture) -> None:
    accept_many(5)
    expected = in_order()
    assert sweeping(fails_at=2) == expected[:2]
    assert Mensaje.objects.filter(published_at=None).count() == 3
    assert sweeping() == expected[2:]
    assert "ConnectionError; 3 messages wait" in caplog.text
    assert "secret" not in caplog.text


def test_F5_a_broker_that_fails_is_not_asked_for_the_other_queues() -> None:
    """Each try may cost the socket's timeout."""
    accept("doc", kind="apoyo.documento")
    accept("efecto")
    asked = []

    def hang(mensaje_id: int, queue: str) -> None:
        asked.append(queue)
        raise TimeoutError

    assert sweep(hang) == 0
    assert asked == ["documentos"]
    assert sweeping() == in_order()


def test_F5_nor_does_one_that_hangs_until_the_time_limit() -> None:
    accept_many(2)
    assert sweep(Buzon(fails_at=0, error=SoftTimeLimitExceeded)) == 0
    assert sweeping() == in_order()


def test_F19_many_sweeps_at_once_double_nothing() -> None:
    accept_many(60)
    buzon = Buzon()
    together: Callable[[], int] = lambda: sweep(buzon)  # noqa: E731 (its type is the point)
    assert sum(at_once(4, together)) == 60
    assert sorted(buzon.ids) == sorted(in_order())


def test_F19_sweeps_and_workers_at_once_do_each_once() -> None:
    claves = accept_many(20)

    def work(mensaje_id: int, queue: str) -> None:
        work_on(mensaje_id)

    at_once(4, lambda: sweep(work))
    assert effects() == claves
    assert set(Mensaje.objects.values_list("attempts", flat=True)) == {1}
