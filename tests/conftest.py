"""What all tests share: who counts as a unit test."""

from pathlib import Path

import pytest

# Places whose tests go through pages even where they build their own client.
PAGINAS = (
    "tramites/amenazas",
    "tramites/domicilio",
    "tramites/incidencias",
    "tramites/procedimientos",
    "tramites/seguimiento",
    "tramites/test_limites",
    "tramites/views",
    "tramites/wizard",
    "plataforma/captcha",
)
RAIZ = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask pages: a whole request each time, some twenty times the cost of a rule."""
    for item in items:
        place = item.path.relative_to(RAIZ).as_posix()
        if "client" in getattr(item, "fixturenames", ()) or place.startswith(PAGINAS):
            item.add_marker(pytest.mark.paginas)
