import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.helpers.imss_portal.population import populate
from tests.tramites.conftest import _own_places, _sin_pdf

__all__ = ["_own_places", "_sin_pdf"]

CLAVE = "una clave larga de prueba"


@pytest.fixture
def responsable(db: None) -> User:
    """Who may see everything."""
    return User.objects.create_superuser("responsable", password=CLAVE)


@pytest.fixture
def personal(client: Client, responsable: User) -> Client:
    """Their browser."""
    client.force_login(responsable)
    return client


@pytest.fixture
def poblado(db: None) -> None:
    populate(3)
