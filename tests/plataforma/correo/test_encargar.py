"""Accepting a mail: a row, its message, and no word to any server."""

import pytest
from django.db import connection

from plataforma.bandeja.models import Mensaje
from plataforma.correo.adjuntos import Adjunto
from plataforma.correo.models import Correo
from plataforma.correo.services import queue_correo
from tests.plataforma.correo.conftest import queue

pytestmark = pytest.mark.django_db


def test_a_row_and_its_message() -> None:
    correo = queue(adjuntos=[Adjunto("Constancia.pdf", "2026/a.pdf", "0a")])
    assert (correo.estado, correo.adjuntos) == (Correo.Estado.EN_COLA, [["Constancia.pdf", "2026/a.pdf", "0a"]])
    mensaje = Mensaje.objects.get()
    assert (mensaje.queue, mensaje.payload) == ("correo", {"correo": str(correo.pk)})


def test_the_same_key_is_the_same_mail() -> None:
    assert queue().pk == queue(datos={"nombre": "Otra", "folio": "RE-0002"}).pk
    assert Correo.objects.get().datos["folio"] == "RE-0001"
    assert Mensaje.objects.count() == 1


def test_an_unknown_template_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        queue_correo(clave="c", plantilla="nadie", para="a@example.com", datos={}, referencia="x")
    assert not Correo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_accepted() -> None:
    with pytest.raises(RuntimeError):
        queue_correo(clave="c", plantilla="apoyo", para="a@example.com", datos={}, referencia="x")
    assert not Correo.objects.exists()


def test_T17_neither_the_data_nor_what_is_derived_lies_in_the_tables() -> None:
    queue(datos={"nombre": "PEGL050909MJCRMSZ1", "folio": "RE-0001"})
    with connection.cursor() as cursor:
        for table in ("correo_correo", "bandeja_mensaje"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (our own tables)
            dump = repr(cursor.fetchall())
            assert "PEGL050909MJCRMSZ1" not in dump
            assert "confirmar" not in dump
