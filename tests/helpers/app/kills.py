"""Pulling the plug: a process that reaches a marked point for the first time dies there, with no goodbye.

A test arms a point by a file named `<kind>.<point>` in the folder `APOYO_CAIDAS`; in it stand the process groups that
die with it. Whoever removes the file dies: the second to come there finds nothing and goes on.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plataforma.bandeja import signals
from tests.helpers.app.handlers import PUNTOS


def connect_all() -> None:
    folder = os.environ.get("APOYO_CAIDAS")
    if not folder:
        return
    for punto in PUNTOS:
        getattr(signals, punto).connect(_make_receiver(Path(folder), punto), weak=False)


def arm(folder: Path, *, kind: str, punto: str, groups: list[int]) -> Path:
    """Make the next process that reaches `punto` with a message of `kind` die, and `groups` with it."""
    flag = folder / f"{kind}.{punto}"
    flag.write_text(" ".join(map(str, groups)))
    return flag


def _make_receiver(folder: Path, punto: str) -> Callable[..., None]:
    def pull(sender: Any, *, kind: str, **kwargs: Any) -> None:
        flag = folder / f"{kind}.{punto}"
        try:
            groups = [int(group) for group in flag.read_text().split()]
            flag.unlink()
        except FileNotFoundError:
            return
        for group in groups:
            os.killpg(group, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    return pull
