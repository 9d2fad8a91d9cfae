"""Waiting in tests: for an event, never for an amount of time.

LIMITE only ends a test whose event never happens. It is minutes, because a machine that has other work to do is slow,
and a slow machine is not an error. Tests pass it to whatever wants a timeout: sockets, processes, barriers, Chromium.
`PRUEBAS_LIMITE=30 pytest …` shows a failure sooner while you work on a test.
"""

import os
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

LIMITE = float(os.environ.get("PRUEBAS_LIMITE", "300"))  # seconds
# Seconds that a worker of a test may hold a message. Long, because the time limits of a task follow from the lease, and
# a slow machine must stay within them. Shorter than LIMITE, so that another worker still does a dead worker's message.
LEASE = 240
PRIMERA_PAUSA, ULTIMA_PAUSA = 0.03, 0.3  # seconds between two looks: a test that looks all the time slows others down

T = TypeVar("T")


def wait_until(
    condition: Callable[[], T], *, what: str | Callable[[], str], pause: Callable[[float], object] = time.sleep
) -> T:
    """Return the first true value of `condition`. Raises AssertionError, which names `what`, after LIMITE.

    `pause` sleeps for so many seconds between two looks.
    """
    deadline, seconds = time.monotonic() + LIMITE, PRIMERA_PAUSA
    while True:
        is_last = time.monotonic() > deadline
        if value := condition():
            return value
        if is_last:
            raise AssertionError(f"after {LIMITE:.0f} s still not: {what if isinstance(what, str) else what()}")
        pause(seconds)
        seconds = min(seconds * 1.2, ULTIMA_PAUSA)


def let_writers_wait(databases: Mapping[str, Any]) -> None:
    """Change these settings so that a writer of SQLite waits for the lock as long as a test does.

    In production it waits 20 seconds, which is too little on a slow machine. A transaction that can never have the lock
    still fails at once.
    """
    options = databases["default"].get("OPTIONS", {})
    if "timeout" in options:
        options["timeout"] = LIMITE
