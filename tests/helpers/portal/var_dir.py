"""The data of a portal's first start, made once. Import the fixture in a conftest.py."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from tests.helpers.portal.live_portal import prepare_var_dir
from tests.helpers.shared_cache import get_common_dir, make_once


@pytest.fixture(scope="session")
def nuevo_var_dir(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Data as at a portal's first start, a copy for each that asks."""
    master = make_once(get_common_dir(tmp_path_factory), "portal", prepare_var_dir)

    def copy() -> Path:
        return copytree(master, tmp_path_factory.mktemp("portal") / "var")

    return copy
