"""Fixtures for the tests of the admin pages of incidencias."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.helpers.tramites.student import report_all_data, run_outbox
from tramites.solicitud.models import Solicitud


@pytest.fixture
def personal(client: Client) -> Client:
    """Return a browser in which a superuser is logged in."""
    otro = Client()
    otro.force_login(User.objects.create_superuser("rosa"))
    return otro


@pytest.fixture
def detenida(client: Client, solicitud: Solicitud) -> Solicitud:
    """Return a Solicitud that is stopped because the student pressed «Estos no son mis datos»."""
    report_all_data(client, solicitud)
    run_outbox()
    mail.outbox.clear()
    return solicitud
