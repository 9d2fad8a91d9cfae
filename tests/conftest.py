"""What all tests share: who counts as a unit test."""

from pathlib import Path

import pytest

# Folders whose tests go through pages even where they build their own client.
PAGINAS = ("tramites/views", "tramites/amenazas", "tramites/wizard", "tramites/procedimientos", "plataforma/captcha")
RAIZ = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask pages: a whole request each time, some twenty times the cost of a rule."""
    for item in items:
        folder = item.path.relative_to(RAIZ).parent.as_posix()
        if "client" in getattr(item, "fixturenames", ()) or folder.startswith(PAGINAS):
            item.add_marker(pytest.mark.paginas)
