"""Many real processes that do one thing at one moment, on a real database.

As a program (`python -m tests.helpers.concurrency MODULE FUNCTION [ARGUMENT…]`), this module loads the portal's Django
with the database of DATABASE_URL, calls the function, and prints its result as JSON. The function may call `at_once`,
which forks.
"""

import importlib
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.helpers import ROOT
from tests.helpers.waiting import LIMITE

PROCESOS = 16


def ask(modulo: str, funcion: str, *args: str, base_url: str, var_dir: Path, **otros: str) -> Any:
    """Call the function in a program of its own; what it returns. `otros` goes to the program's environment."""
    env = {"DJANGO_SETTINGS_MODULE": "tests.helpers.portal.settings", "MODO_DEMOSTRACION": "1"} | otros
    env = {**os.environ, **env, "DATABASE_URL": base_url, "VAR_DIR": str(var_dir)}
    command = [sys.executable, "-m", "tests.helpers.concurrency", modulo, funcion, *args]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=LIMITE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def at_once(work: Callable[[int], Iterator[str]], *, procesos: int = PROCESOS) -> list[str]:
    """Fork so many processes, let each do its work when all are there, and return what they yielded.

    Raises RuntimeError with what went wrong in any of them.
    """
    from django.db import connections

    connections.close_all()  # a connection must not be shared over a fork
    context = multiprocessing.get_context("fork")
    barrier, queue = context.Barrier(procesos), context.SimpleQueue()

    def child(numero: int) -> None:
        got: list[str] = []
        errors: list[str] = []
        try:
            barrier.wait(timeout=LIMITE)
            got.extend(work(numero))
        except Exception as error:
            errors.append(repr(error))
        connections.close_all()
        queue.put((got, errors))

    children = [context.Process(target=child, args=(numero,)) for numero in range(procesos)]
    for process in children:
        process.start()
    answers = [queue.get() for _ in children]
    for process in children:
        process.join()
    if any(errors for _, errors in answers):
        raise RuntimeError([error for _, errors in answers for error in errors])
    return [one for got, _ in answers for one in got]


def main(modulo: str, funcion: str, *args: str) -> None:
    import django

    django.setup()
    answer = getattr(importlib.import_module(modulo), funcion)(*args)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
