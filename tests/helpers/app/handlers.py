"""Kinds of work that exist in the tests only."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from plataforma.bandeja.handlers import Payload, register
from plataforma.bandeja.services import enqueue
from tests.helpers.app.models import Efecto
from tests.helpers.waiting import wait_until

PUNTOS = ("claimed", "prepared", "committing", "committed")


def note(payload: Payload, result: Any) -> None:
    Efecto.objects.create(clave=payload["clave"])


def note_and_follow(payload: Payload, result: Any) -> None:
    note(payload, result)
    clave = f"{payload['clave']}/sigue"
    enqueue(kind="apoyo.efecto", payload={"clave": clave}, dedup_key=clave)


def kill_myself(payload: Payload) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(payload: Payload) -> None:
    raise ValueError(f"no se pudo con {payload['clave']}")


def wait_for_gate(payload: Payload) -> None:
    """Hold the worker until the test opens the gate, which is a file."""
    wait_until(Path(str(payload["puerta"])).exists, what="the gate is open")


def linger(payload: Payload) -> None:
    """Take long enough for others to meet this message while it is worked on."""
    time.sleep(0.2)


def note_clock(payload: Payload, result: Any) -> None:
    Efecto.objects.create(clave=f"{payload['clave']}/{time.time():.0f}")


def follow_later(payload: Payload, result: Any) -> None:
    clave = f"{payload['clave']}/luego"
    enqueue(kind="apoyo.efecto", payload={"clave": clave}, dedup_key=clave, delay=timedelta(hours=1))


def register_all() -> None:
    register("apoyo.efecto", queue="tramites", commit=note)
    register("apoyo.documento", queue="documentos", commit=note)
    register("apoyo.cadena", queue="tramites", commit=note_and_follow)
    register("apoyo.veneno", queue="tramites", prepare=kill_myself, commit=note)
    register("apoyo.falla", queue="tramites", prepare=fail, commit=note)
    register("apoyo.lento", queue="tramites", prepare=linger, commit=note)
    register("apoyo.espera", queue="tramites", prepare=wait_for_gate, commit=note)
    register("apoyo.reloj", queue="tramites", commit=note_clock)
    register("apoyo.luego", queue="tramites", commit=follow_later)
    for punto in PUNTOS:  # a kind of its own for each point where `caidas` may pull the plug
        register(f"apoyo.{punto}", queue="tramites", commit=note_and_follow)
