"""T17: what the table of sessions holds, and the sessions of an installation that is updated."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from plataforma.seguridad.sesiones import SessionStore, hash_key
from tests.helpers.databases import default_database
from tests.helpers.migrations import migrate_to, migrate_to_latest
from tests.helpers.plataforma.database_backends import MOTORES


def make_session() -> str:
    """Store a session with one value. Return the key that the browser gets."""
    session = SessionStore()
    session["folio"] = "RE-1"
    session.save()
    assert session.session_key
    return session.session_key


def dump_table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM django_session")
        return repr(cursor.fetchall())


@pytest.mark.django_db
def test_T17_the_table_of_sessions_holds_no_key_that_a_browser_has() -> None:
    key = make_session()
    assert hash_key(key) in dump_table()
    assert key not in dump_table()
    assert len(hash_key(key)) == 40


@pytest.mark.django_db
def test_T17_a_stored_hash_in_the_cookie_opens_no_session() -> None:
    key = make_session()
    assert SessionStore(key)["folio"] == "RE-1"
    stolen = SessionStore(Session.objects.get().session_key)
    assert "folio" not in stolen
    assert stolen.session_key is None


@pytest.mark.django_db
def test_saving_again_and_deleting_work_on_the_same_row() -> None:
    session = SessionStore(make_session())
    session["folio"] = "RE-2"
    session.save()
    assert SessionStore(session.session_key)["folio"] == "RE-2"
    assert session.exists(str(session.session_key))
    session.delete()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_the_asynchronous_methods_use_the_same_hash() -> None:
    key = make_session()
    session = SessionStore(key)
    assert async_to_sync(session.aget)("folio") == "RE-1"
    async_to_sync(session.aset)("folio", "RE-2")
    async_to_sync(session.asave)()
    assert SessionStore(key)["folio"] == "RE-2"
    assert async_to_sync(session.aexists)(key)
    async_to_sync(session.adelete)()
    assert not Session.objects.exists()


@pytest.mark.parametrize("motor", MOTORES)
def test_T17_the_migration_ends_sessions_stored_under_their_raw_key(
    motor: str, nueva_base: Callable[[str], str], django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), default_database(nueva_base(motor)):
        migrate_to(("seguridad", "0002_consumo"))
        old = DjangoStore()
        old["titular"] = str(uuid4())
        old.save()
        assert Session.objects.filter(
            pk=old.session_key, expire_date__gt=timezone.now() + timedelta(minutes=1)
        ).exists()
        migrate_to_latest()
        assert not Session.objects.exists()
        assert "titular" not in SessionStore(old.session_key)
