"""The outbox on the staff's pages: dead messages get a fresh set of attempts, the others are left alone."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.services import enqueue
from plataforma.bandeja.trabajo import work_on
from plataforma.seguridad.models import Auditoria

pytestmark = pytest.mark.django_db


def accept(key: str, **values: object) -> Mensaje:
    with transaction.atomic():
        enqueue(kind="apoyo.efecto", payload={"clave": key}, dedup_key=key)
    Mensaje.objects.filter(dedup_key=key).update(**values)
    return Mensaje.objects.get(dedup_key=key)


def test_the_dead_are_tried_again(client: Client) -> None:
    client.force_login(User.objects.create_superuser("rosa"))
    muerto = accept("a", state="dead", attempts=12, last_error="ValueError")
    hecho = accept("b", state="done", attempts=1)
    chosen = {"action": "retry", "_selected_action": [muerto.pk, hecho.pk]}
    page = client.post("/admin/bandeja/mensaje/", chosen, follow=True).content.decode()
    assert "Se volverán a intentar: 1." in page
    muerto.refresh_from_db()
    hecho.refresh_from_db()
    assert (muerto.state, muerto.attempts, hecho.state) == ("pending", 0, "done")
    audited = Auditoria.objects.filter(accion="volver a intentar").values_list("actor", "objeto")
    assert list(audited) == [("rosa", f"mensaje:{muerto.pk}")]
    assert work_on(muerto.pk)
    assert "Ninguno de los elegidos" in client.post("/admin/bandeja/mensaje/", chosen, follow=True).content.decode()
