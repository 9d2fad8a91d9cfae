from collections.abc import Iterator
from functools import partial

import pytest

from plataforma.bandeja.models import Mensaje
from tests.plataforma.bandeja.ayudas import accept
from tests.procesos import Puesto, open_puesto, wait_until


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
        wait_until(partial(is_done, mensaje), what="beat and worker do their first message", seconds=30)
        yield puesto_del_modulo
    finally:
        print(puesto_del_modulo.read_log())  # noqa: T201 (pytest shows it if the test failed)


def is_done(mensaje: Mensaje) -> bool:
    mensaje.refresh_from_db()
    return mensaje.state == Mensaje.Estado.HECHO
