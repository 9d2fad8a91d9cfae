"""What is made once in a test run, by whichever worker comes first, and copied by all: making it takes seconds."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def get_run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def make_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the path of that name; if nobody has yet, `make` is called to write it."""
    path = get_run_dir(tmp_path_factory) / name
    with path.with_suffix(".candado").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another worker may be making it this moment
        if not path.exists():
            draft = tmp_path_factory.mktemp("borrador") / name
            make(draft)
            draft.rename(path)
    return path
