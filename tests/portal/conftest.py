from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.databases import base_postgres, nueva_base, postgres
from tests.helpers.portal.live_portal import PRISA, PortalVivo, start_portal
from tests.helpers.portal.mailbox import Cartero, open_cartero
from tests.helpers.portal.var_dir import nuevo_var_dir

__all__ = ["base_postgres", "cartero", "nueva_base", "nuevo_var_dir", "portal_de_prisa", "postgres"]


@pytest.fixture(scope="session")
def cartero() -> Iterator[Cartero]:
    with open_cartero() as servidor:
        yield servidor


@pytest.fixture(scope="session")
def portal_de_prisa(nuevo_var_dir: Callable[[], Path], cartero: Cartero) -> Iterator[PortalVivo]:
    """A portal for faults that it recovers from, with a mail server, and with points where a test may kill a worker.

    A worker waits ten seconds for each answer of that server. After less, a slow machine would send a mail twice.
    """
    var_dir = nuevo_var_dir()
    correo = {"EMAIL_URL": f"smtp://127.0.0.1:{cartero.port}", "EMAIL_TIMEOUT": "10"}
    caidas = {"DJANGO_SETTINGS_MODULE": "tests.helpers.portal.settings", "APOYO_CAIDAS": str(var_dir)}
    with start_portal(var_dir, buzon=cartero, **PRISA, **correo, **caidas) as vivo:
        yield vivo
