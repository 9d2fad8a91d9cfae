"""`SECUELA` lists the outbox messages that follow an accepted Solicitud. The tests check that the list is right."""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.handlers import get_handler
from plataforma.bandeja.models import Mensaje
from tests.helpers.tramites.student import begin_and_confirm, run_outbox
from tramites.camino.handlers import HANDLERS, SECUELA
from tramites.solicitud.services import PROCESAR


def test_secuela_is_a_chain_of_message_kinds_that_begins_with_procesar() -> None:
    kinds = [eslabon.kind for eslabon in SECUELA]
    assert kinds[0] == PROCESAR
    assert [eslabon.then for eslabon in SECUELA] == [*kinds[1:], None]
    assert {get_handler(kind).kind for kind in kinds} == set(kinds)


@pytest.mark.django_db
def test_an_accepted_solicitud_creates_the_outbox_messages_in_the_order_of_secuela(
    client: Client, alumna: Inscripcion
) -> None:
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
    # The newest message has the kind PROCESAR. `before` is the id of the message that was created before this one.
    before = Mensaje.objects.order_by("-pk").values_list("pk", flat=True)[1]
    run_outbox()
    kinds = Mensaje.objects.filter(pk__gt=before).order_by("pk").values_list("kind", flat=True)
    assert list(dict.fromkeys(kinds)) == [eslabon.kind for eslabon in SECUELA]


def test_every_handler_in_handlers_is_registered_in_the_outbox() -> None:
    assert all(get_handler(kind).commit is handler for kind, handler in HANDLERS.items())
