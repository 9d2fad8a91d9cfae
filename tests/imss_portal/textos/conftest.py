from collections.abc import Callable

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from padron.planteles.models import Plantel
from tests.helpers.factories import InscripcionFactory, PlantelFactory

PAGINAS = ("/", "/ayuda/", "/privacidad/", "/privacidad/2026-11/", "/accesibilidad/", "/acerca/")


@pytest.fixture
def plantel(db: None) -> Plantel:
    """The one campus, and its institution."""
    return PlantelFactory(nombre="Plantel Inventado")


@pytest.fixture
def read(client: Client, db: None) -> Callable[[str], str]:
    """What a page answers."""

    def get(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


@pytest.fixture
def alumna(db: None) -> Inscripcion:
    """A student with an NSS."""
    return InscripcionFactory(
        asegurado__con_nss=True, asegurado__nombres="Yunuen Xóchitl", asegurado__primer_apellido="Zacarías"
    )
