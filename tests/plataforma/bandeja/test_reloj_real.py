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
from tests.plataforma.bandeja.ayudas import accept, accept_many, effects, let_time_pass
from tests.plataforma.bandeja.conftest import is_done
from tests.plataforma.bandeja.test_fallas_reales import all_ended, is_held, publish_to
from tests.procesos import Proceso, Puesto, open_puesto, wait_until

pytestmark = [pytest.mark.real, pytest.mark.parametrize("seconds", [600, -600])]
LEASE = 30  # long: what is taken over in these tests is taken over early
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
        wait_until(partial(is_held, mensaje), what=f"a worker holds {clave}")
        return mensaje

    try:
        yield hold
    finally:
        puerta.touch()


def demand_clock(seconds: int) -> None:
    """Only a worker with the wrong clock is free: it does the next message, because a sweep told it to."""
    mensaje = accept("reloj", kind="apoyo.reloj")
    wait_until(partial(is_done, mensaje), what="a message is done by the wrong clock", seconds=30)
    (clave,) = effects("reloj")
    assert abs(int(clave.partition("/")[2]) - time.time() - seconds) < 60


def is_soon(moment: datetime | None, within: float) -> bool:
    return moment is not None and abs(moment - timezone.now()) <= timedelta(seconds=within)


def test_F18_what_another_holds_is_not_taken_early(puesto: Puesto, seconds: int) -> None:
    with gate(puesto) as hold:
        held = [hold("uno"), hold("dos")]  # both processes of the worker whose clock is right
        with wrong_worker(puesto, seconds):
            demand_clock(seconds)
            claves = accept_many(10, kind="apoyo.cadena")
            for mensaje in held:
                for _ in range(3):
                    publish_to(puesto, mensaje.pk, "tramites")
            wait_until(lambda: len(effects("m-")) == 20, what="the wrong clock sweeps and works")
            assert set(Mensaje.objects.filter(dedup_key__in=["uno", "dos"]).values_list("attempts", flat=True)) == {1}
            assert is_held(held[0])
    wait_until(all_ended, what="all messages ended")
    assert effects("uno") + effects("dos") == ["uno", "dos"]
    assert effects("m-") == sorted([*claves, *(f"{clave}/sigue" for clave in claves)])


def test_F18_what_the_wrong_clock_holds_and_puts_off_is_in_time(puesto: Puesto, seconds: int) -> None:
    assert puesto.trabajador is not None
    puesto.trabajador.kill()
    with gate(puesto) as hold, wrong_worker(puesto, seconds) as otro:
        demand_clock(seconds)
        falla = accept("falla", kind="apoyo.falla")
        held = hold("uno")
        held.refresh_from_db()
        assert is_soon(held.lease_until, LEASE)
        wait_until(lambda: Mensaje.objects.get(pk=falla.pk).state == Mensaje.Estado.MUERTO, what="tried three times")
        assert is_soon(Mensaje.objects.get(pk=falla.pk).available_at, 20)
        otro.kill()
        puesto.start_trabajador()
        other = accept("otro")
        wait_until(partial(is_done, other), what="the right clock works", seconds=30)
        held.refresh_from_db()
        assert held.attempts == 1  # the dead one's lease still counts …
        let_time_pass(LEASE, pk=held.pk)  # … and ends
    wait_until(all_ended, what="all messages ended")
    held.refresh_from_db()
    assert (held.attempts, effects("uno")) == (2, ["uno"])
