from collections.abc import Iterator
from functools import partial

import pytest
from django.conf import LazySettings

from plataforma.bandeja.models import Mensaje
from tests.helpers.plataforma.outbox import accept, wait_for_work
from tests.helpers.processes import Puesto, open_puesto


@pytest.fixture
def lease(settings: LazySettings) -> int:
    """A lease that does not end while a slow machine runs the test, in seconds."""
    settings.BANDEJA_LEASE = 3600
    return 3600


@pytest.fixture(scope="module")
def puesto_del_modulo(base_url: str) -> Iterator[Puesto]:
    with open_puesto(base_url) as puesto:
        yield puesto


@pytest.fixture
def puesto(puesto_del_modulo: Puesto, base: str) -> Iterator[Puesto]:
    """Redis, a worker and a beat that are at work on `base`."""
    try:
        for flag in puesto_del_modulo.caidas.iterdir():
            flag.unlink()
        puesto_del_modulo.make_whole()
        mensaje = accept("listo")
        wait_for_work(partial(is_done, mensaje), what="beat and worker do their first message")
        yield puesto_del_modulo
    finally:
        print(puesto_del_modulo.read_log())  # noqa: T201 (pytest shows it if the test failed)


def is_done(mensaje: Mensaje) -> bool:
    mensaje.refresh_from_db()
    return mensaje.state == Mensaje.Estado.HECHO
