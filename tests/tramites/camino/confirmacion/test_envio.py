import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from padron.asegurados.models import Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.tramites.student import make_solicitud
from tramites.camino.confirmacion.envio import (
    EsperaReenvio,
    get_reenviar_desde,
    resend,
    send_confirmacion,
    start_solicitud,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = pytest.mark.django_db
AHORA = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def test_a_rollback_of_start_solicitud_leaves_no_solicitud_and_no_mail(alumna: Inscripcion) -> None:
    curp = alumna.asegurado.curp
    with transaction.atomic():
        start_solicitud(id=uuid4(), tipo="nss", curp=curp, correo="ana@example.com", aviso_version="2026-11")
        transaction.set_rollback(True)
    assert not any(model.objects.exists() for model in (Solicitud, Confirmacion, Correo, Mensaje))


def test_start_solicitud_uses_another_id_if_a_solicitud_with_the_given_id_exists(alumna: Inscripcion) -> None:
    taken = make_solicitud(Estado.CONCLUIDA, alumna)
    begun = start_solicitud(
        id=taken.pk, tipo="nss", curp=taken.curp, correo="extrano@example.org", aviso_version="2026-11"
    )
    assert begun.pk != taken.pk
    assert Correo.objects.get().para == "extrano@example.org"


def test_outbox_messages_of_a_new_solicitud_contain_only_ids(alumna: Inscripcion) -> None:
    curp = alumna.asegurado.curp
    start_solicitud(id=uuid4(), tipo="nss", curp=curp, correo="ana@example.com", aviso_version="2026-11")
    for payload in Mensaje.objects.values_list("payload", flat=True):
        assert set(payload) <= {"correo", "solicitud"}
        assert all(len(str(value)) == 36 for value in payload.values())


def test_resend_sends_at_most_one_link_a_minute_and_five_links_an_hour(alumna: Inscripcion) -> None:
    with time_machine.travel(AHORA, tick=False) as clock:
        solicitud = make_solicitud(Estado.INICIADA, alumna)
        assert get_reenviar_desde(solicitud) is None
        for _ in range(4):
            resend(solicitud)
            assert get_reenviar_desde(solicitud) == dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
            with pytest.raises(EsperaReenvio):
                resend(solicitud)
            clock.shift(60)
        resend(solicitud)
        assert get_reenviar_desde(solicitud) == AHORA + dt.timedelta(hours=1)
        clock.move_to(AHORA + dt.timedelta(hours=1))
        assert get_reenviar_desde(solicitud) is None


def test_a_new_link_needs_no_wait_after_a_warning_mail_or_a_mail_to_a_stranger(alumna: Inscripcion) -> None:
    """After a confirmation mail, the student must wait 60 seconds for a new link.

    Warning mails and mails to other e-mail addresses cause no wait.
    """
    solicitud = make_solicitud(Estado.INICIADA, alumna)
    send_confirmacion(solicitud=solicitud, correo=solicitud.correo, is_aviso=True)
    send_confirmacion(solicitud=solicitud, correo="extrano@example.org")
    assert get_reenviar_desde(solicitud) is None
