"""Tests of SECUELA, the table of messages in tramites/camino/handlers.py.

After a Solicitud is submitted, Celery workers must create these messages in this order.
"""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.handlers import get_handler
from plataforma.bandeja.models import Mensaje
from tests.helpers.tramites.student import begin_and_confirm, run_outbox
from tramites.camino.handlers import HANDLERS, SECUELA
from tramites.solicitud.services import PROCESAR


def test_each_entry_of_secuela_names_the_message_kind_of_the_next_entry() -> None:
    kinds = [eslabon.kind for eslabon in SECUELA]
    assert kinds[0] == PROCESAR
    assert [eslabon.then for eslabon in SECUELA] == [*kinds[1:], None]
    assert {get_handler(kind).kind for kind in kinds} == set(kinds)


@pytest.mark.django_db
def test_an_accepted_solicitud_creates_the_outbox_messages_in_the_order_of_secuela(
    client: Client, alumna: Inscripcion
) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    # The newest message is PROCESAR, the first message of SECUELA (the table of messages in camino/handlers.py). The id
    # `before` belongs to the message before PROCESAR, because the test reads PROCESAR and all later messages.
    before = Mensaje.objects.order_by("-pk").values_list("pk", flat=True)[1]
    run_outbox()
    kinds = Mensaje.objects.filter(pk__gt=before).order_by("pk").values_list("kind", flat=True)
    assert list(dict.fromkeys(kinds)) == [eslabon.kind for eslabon in SECUELA]


def test_all_handlers_of_tramites_are_registered_in_the_outbox() -> None:
    assert all(get_handler(kind).commit is handler for kind, handler in HANDLERS.items())
