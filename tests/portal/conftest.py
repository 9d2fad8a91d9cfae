from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.portal.vivo import prepare_var_dir
from tests.servidores import base_postgres, postgres

__all__ = ["base_postgres", "nuevo_var_dir", "postgres"]


@pytest.fixture(scope="session")
def nuevo_var_dir(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Data as at a portal's first start, a copy for each that asks: to make them takes seconds."""
    master = tmp_path_factory.mktemp("portal") / "var"
    prepare_var_dir(master)

    def copy() -> Path:
        return copytree(master, tmp_path_factory.mktemp("portal") / "var")

    return copy
