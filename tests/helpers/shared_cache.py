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


def get_common_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all runs of one `script/test` share, for what is the same in each of them."""
    common = os.environ.get("PRUEBAS_COMUN")
    return Path(common) if common else get_run_dir(tmp_path_factory)


def make_once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Return the path of that name in the folder; if nobody has yet, `make` is called to write it."""
    path = folder / name
    with (folder / f"{name}.candado").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another worker may be making it this moment
        if not path.exists():
            draft = folder / f"{name}.borrador"
            make(draft)
            draft.rename(path)
    return path
