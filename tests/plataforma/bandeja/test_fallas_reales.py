"""The faults of docs/amenazas.md with real processes: what was accepted is done once, or dead and seen."""

import signal
import time
from functools import partial
from pathlib import Path

import pytest
from kombu import Connection

from plataforma.bandeja import tasks
from plataforma.bandeja.barrido import sweep
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.selectors import get_silent_queues
from plataforma.bandeja.services import forget_latidos
from tests.helpers.app.handlers import PUNTOS
from tests.helpers.app.kills import arm
from tests.helpers.message_time import end_leases
from tests.helpers.plataforma.outbox import accept, accept_many, effects, wait_for_work
from tests.helpers.processes import Puesto
from tests.helpers.waiting import LIMITE, wait_until

pytestmark = pytest.mark.real
HECHO, MUERTO = Mensaje.Estado.HECHO, Mensaje.Estado.MUERTO


def all_ended() -> bool:
    return not Mensaje.objects.exclude(state__in=[HECHO, MUERTO]).exists()


def wait_for_all(puesto: Puesto) -> None:
    def look() -> bool:
        puesto.revive()
        return all_ended()

    wait_for_work(look, what="all messages ended")


def is_gone(flag: Path) -> bool:
    return not flag.exists()


def is_held(mensaje: Mensaje) -> bool:
    return Mensaje.objects.filter(pk=mensaje.pk).exclude(lease_until=None).exists()


def publish_to(puesto: Puesto, mensaje_id: int, queue: str) -> None:
    """Do what a worker's sweep does, from here."""
    with Connection(puesto.redis_url) as connection:
        tasks.process.apply_async(args=(mensaje_id,), queue=queue, connection=connection)


def each_once(claves: list[str], *, follow: bool = False) -> list[str]:
    return sorted([*claves, "listo", *(f"{clave}/sigue" for clave in claves if follow)])


def kill_at_each_point(puesto: Puesto, *, everybody: bool) -> None:
    """Send one message to each marked point, where the process that holds it dies; or all workers with it."""
    claves = accept_many(10, kind="apoyo.cadena")
    for punto in PUNTOS:
        puesto.revive()
        assert puesto.trabajador is not None
        groups = [puesto.trabajador.group] if everybody else []
        flag = arm(puesto.caidas, kind=f"apoyo.{punto}", punto=punto, groups=groups)
        claves.append(accept(punto, kind=f"apoyo.{punto}").dedup_key)
        wait_until(partial(is_gone, flag), what=f"a worker process died at {punto}")
        if everybody:
            puesto.trabajador.child.wait(LIMITE)
            end_leases()
            wait_for_all(puesto)  # before the next point, so that no message loses two workers
        else:
            end_leases(dedup_key=punto)
    wait_for_all(puesto)
    assert effects() == each_once(claves, follow=True)
    assert not Mensaje.objects.filter(state=MUERTO).exists()
    attempts = dict(Mensaje.objects.filter(dedup_key__in=PUNTOS).values_list("dedup_key", "attempts"))
    assert attempts == {"claimed": 2, "prepared": 2, "committing": 2, "committed": 1}


def test_F1_a_worker_process_killed_at_each_marked_point(puesto: Puesto) -> None:
    kill_at_each_point(puesto, everybody=False)


def test_F2_all_workers_killed_at_each_marked_point(puesto: Puesto) -> None:
    kill_at_each_point(puesto, everybody=True)


def test_F3_a_message_that_kills_its_worker_each_time(puesto: Puesto) -> None:
    veneno = accept("veneno", kind="apoyo.veneno")
    claves = accept_many(20)
    wait_for_work(lambda: len(effects("m-")) == 20, what="the other messages are done")
    for attempt in (1, 2, 3):
        killed = {"pk": veneno.pk, "attempts": attempt, "lease_until__isnull": False}
        wait_until(Mensaje.objects.filter(**killed).exists, what=f"attempt {attempt} has killed its worker")
        end_leases(**killed)
    wait_for_all(puesto)
    veneno.refresh_from_db()
    assert (veneno.state, veneno.attempts, veneno.last_error) == (MUERTO, 4, "the worker died")
    assert effects() == each_once(claves)
    later = accept_many(5, prefijo="later")
    wait_for_all(puesto)
    assert effects() == each_once(claves + later)


def test_F4_redis_refuses_at_submit(puesto: Puesto) -> None:
    assert puesto.redis is not None
    puerta = puesto.folder / f"puerta-{time.monotonic_ns()}"
    held = accept("held", kind="apoyo.espera", puerta=str(puerta))
    wait_until(partial(is_held, held), what="a worker is in the middle of a message")
    puesto.redis.kill()
    claves = accept_many(20, kind="apoyo.cadena")
    puerta.touch()
    wait_until(lambda: effects("held") == ["held"], what="what was begun is ended without Redis")
    puesto.start_redis()
    wait_for_all(puesto)
    assert effects() == sorted(["held", *each_once(claves, follow=True)])


def test_F6_flushall_with_a_hundred_pending(puesto: Puesto) -> None:
    assert puesto.trabajador is not None
    puesto.stop_beats()
    puesto.trabajador.signal(signal.SIGSTOP)
    claves = accept_many(100)
    assert sweep(lambda mensaje_id, queue: publish_to(puesto, mensaje_id, queue)) == 100
    with puesto.client() as client:
        assert client.llen("tramites") >= 90  # a stopped worker may have fetched some already
        client.flushall()
    end_leases()
    puesto.trabajador.signal(signal.SIGCONT)
    puesto.start_beat()
    wait_for_all(puesto)
    assert effects() == each_once(claves)


def test_F17_the_same_message_delivered_twenty_times(puesto: Puesto) -> None:
    mensaje = accept(kind="apoyo.lento")
    for _ in range(20):
        publish_to(puesto, mensaje.pk, "tramites")
    wait_for_all(puesto)

    def is_empty() -> bool:
        with puesto.client() as client:
            return client.llen("tramites") == 0

    wait_until(is_empty, what="all twenty are taken")
    last = accept("last")  # done after them, for each queue is in order
    wait_for_all(puesto)
    mensaje.refresh_from_db()
    assert (mensaje.state, mensaje.attempts) == (HECHO, 1)
    assert effects() == each_once(["a", last.dedup_key])


def test_F19_no_beat_loses_nothing_and_is_noticed(puesto: Puesto) -> None:
    assert puesto.trabajador is not None
    puesto.stop_beats()
    puesto.trabajador.kill()
    with puesto.client() as client:
        # Redis gives a task to the connection of a killed worker until it sees that connection closed, and the
        # heartbeat below is sent once.
        wait_until(lambda: len(client.client_list()) == 1, what="Redis has closed the connections of the worker")
        client.flushall()  # deletes the sweeps that the stopped beat had sent
    forget_latidos()
    claves = accept_many(20, kind="apoyo.cadena")
    puesto.revive()
    with Connection(puesto.redis_url) as connection:
        tasks.latido.apply_async(args=("documentos",), queue="documentos", connection=connection)
    wait_until(lambda: get_silent_queues() == ["correo", "tramites"], what="the worker works, with no beat")
    assert not Mensaje.objects.filter(dedup_key__in=claves).exclude(published_at=None, attempts=0).exists()
    puesto.start_beat()
    wait_for_all(puesto)
    assert effects() == each_once(claves, follow=True)


def test_F19_three_beats_double_nothing(puesto: Puesto) -> None:
    puesto.start_beat()
    puesto.start_beat()
    claves = accept_many(100, kind="apoyo.cadena")
    wait_for_all(puesto)
    assert all(beat.is_running() for beat in puesto.beats)
    assert effects() == each_once(claves, follow=True)
    assert set(Mensaje.objects.values_list("attempts", flat=True)) == {1}
