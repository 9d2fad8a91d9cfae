"""The data of a portal's first start, made once in a test run. Import the fixture in a conftest.py."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.portal.vivo import prepare_var_dir


@pytest.fixture(scope="session")
def nuevo_var_dir(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Data as at a portal's first start, a copy for each that asks: to make them takes seconds."""
    master = get_run_dir(tmp_path_factory) / "portal"
    with (get_run_dir(tmp_path_factory) / "portal.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another worker may be making them this moment
        if not master.exists():
            draft = tmp_path_factory.mktemp("portal") / "var"
            prepare_var_dir(draft)
            draft.rename(master)

    def copy() -> Path:
        return copytree(master, tmp_path_factory.mktemp("portal") / "var")

    return copy


def get_run_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
