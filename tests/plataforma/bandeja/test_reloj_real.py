"""F18 with real processes: a worker whose clock is ten minutes wrong. The database's clock decides."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from plataforma.bandeja.models import Mensaje
from tests.helpers.message_time import end_leases
from tests.helpers.plataforma.outbox import accept, accept_many, effects, wait_for_work
from tests.helpers.processes import PRISA, Proceso, Puesto, open_puesto
from tests.plataforma.bandeja.conftest import is_done
from tests.plataforma.bandeja.test_fallas_reales import all_ended, is_held, publish_to

pytestmark = [pytest.mark.real, pytest.mark.parametrize("seconds", [600, -600])]
LEASE = 1800  # a worker holds messages here for as long as another one needs to start
ESPERA_MAXIMA = timedelta(seconds=1.2 * float(PRISA["BANDEJA_BACKOFF_MAX"]))  # with the jitter of `backoff`
MILISEGUNDO = timedelta(milliseconds=1)  # SQLite's clock gives no smaller part of a second
COLAS = ("--queues", "correo,documentos,tramites", "--concurrency", "2", "--without-gossip", "--without-mingle")


@pytest.fixture(scope="module")
def puesto_del_modulo(base_url: str) -> Iterator[Puesto]:
    with open_puesto(base_url) as puesto:
        puesto.env["BANDEJA_LEASE"] = str(LEASE)
        yield puesto


@contextmanager
def wrong_worker(puesto: Puesto, seconds: int) -> Iterator[Proceso]:
    command = (sys.executable, "-m", "celery", "--app", "imss_portal", "worker", *COLAS, "--hostname", "otro@prueba")
    env = {**puesto.env, "APOYO_RELOJ": str(seconds), "LOG_LEVEL": "WARNING"}
    proceso = Proceso(*command, "--loglevel", "WARNING", log=puesto.folder / "otro.log", env=env)
    try:
        yield proceso
    finally:
        proceso.kill()


@contextmanager
def gate(puesto: Puesto) -> Iterator[Callable[[str], Mensaje]]:
    """Messages that hold their worker until the block ends."""
    puerta: Path = puesto.folder / f"puerta-{time.monotonic_ns()}"

    def hold(clave: str) -> Mensaje:
        mensaje = accept(clave, kind="apoyo.espera", puerta=str(puerta))
        wait_for_work(partial(is_held, mensaje), what=f"a worker holds {clave}")
        return mensaje

    try:
        yield hold
    finally:
        puerta.touch()


def demand_clock(seconds: int) -> None:
    """Only the worker with the wrong clock is free, so it does the next message, which a sweep published to it."""
    before = int(time.time())
    mensaje = accept("reloj", kind="apoyo.reloj")
    wait_for_work(partial(is_done, mensaje), what="the worker with the wrong clock has done a message")
    (clave,) = effects("reloj")
    assert before <= int(clave.partition("/")[2]) - seconds <= time.time() + 1


def assert_set_since(before: datetime, moment: datetime | None, *, ahead: timedelta) -> None:
    """The database's clock, and no wrong one, set this moment between `before` and now, up to `ahead` in the future."""
    assert moment is not None
    assert before - MILISEGUNDO <= moment <= timezone.now() + ahead


def test_F18_what_another_holds_is_not_taken_early(puesto: Puesto, seconds: int) -> None:
    with gate(puesto) as hold:
        held = [hold("uno"), hold("dos")]  # both processes of the worker whose clock is right
        with wrong_worker(puesto, seconds):
            demand_clock(seconds)
            claves = accept_many(10, kind="apoyo.cadena")
            for mensaje in held:
                for _ in range(3):
                    publish_to(puesto, mensaje.pk, "tramites")
            wait_for_work(lambda: len(effects("m-")) == 20, what="the worker with the wrong clock sweeps and works")
            assert set(Mensaje.objects.filter(dedup_key__in=["uno", "dos"]).values_list("attempts", flat=True)) == {1}
            assert is_held(held[0])
    wait_for_work(all_ended, what="all messages ended")
    assert effects("uno") + effects("dos") == ["uno", "dos"]
    assert effects("m-") == sorted([*claves, *(f"{clave}/sigue" for clave in claves)])


def test_F18_what_the_wrong_clock_holds_and_puts_off_is_in_time(puesto: Puesto, seconds: int) -> None:
    assert puesto.trabajador is not None
    puesto.trabajador.kill()
    with gate(puesto) as hold, wrong_worker(puesto, seconds) as otro:
        demand_clock(seconds)
        before = timezone.now()
        falla = accept("falla", kind="apoyo.falla")
        held = hold("uno")
        held.refresh_from_db()
        assert held.lease_until is not None
        assert_set_since(before, held.lease_until - timedelta(seconds=LEASE), ahead=timedelta())
        wait_for_work(lambda: Mensaje.objects.get(pk=falla.pk).state == Mensaje.Estado.MUERTO, what="tried three times")
        assert_set_since(before, Mensaje.objects.get(pk=falla.pk).available_at, ahead=ESPERA_MAXIMA)
        otro.kill()
        puesto.start_trabajador()
        other = accept("otro")
        wait_for_work(partial(is_done, other), what="the worker with the right clock has done a message")
        held.refresh_from_db()
        assert held.attempts == 1  # the lease of the dead worker still counts …
        end_leases(pk=held.pk)  # … and ends
    wait_for_work(all_ended, what="all messages ended")
    held.refresh_from_db()
    assert (held.attempts, effects("uno")) == (2, ["uno"])
