"""T22: a wrong CLAVE_CIFRADO after a restore answered «Listo», and told an enrolled student «No podemos continuar»."""

import base64
import os

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from plataforma.seguridad import llave
from plataforma.seguridad.llave import is_llave_de_la_base, remember_llave
from plataforma.seguridad.models import ComprobanteLlave
from tests.helpers.factories import InscripcionFactory

pytestmark = pytest.mark.django_db


def change_key(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = base64.b64encode(os.urandom(64)).decode()


def test_T22_migrate_stores_the_check_value_of_the_key(settings: Settings) -> None:
    assert ComprobanteLlave.objects.count() == 1
    assert is_llave_de_la_base()
    change_key(settings)
    assert not is_llave_de_la_base()


def test_T22_without_a_check_value_a_wrong_key_is_recognised_by_the_curps(settings: Settings) -> None:
    ComprobanteLlave.objects.all().delete()
    InscripcionFactory()
    assert is_llave_de_la_base()
    change_key(settings)
    assert not is_llave_de_la_base()


def test_T22_an_update_under_a_wrong_key_stores_no_check_value(settings: Settings) -> None:
    ComprobanteLlave.objects.all().delete()
    InscripcionFactory()
    right = settings.CLAVE_CIFRADO
    change_key(settings)
    remember_llave()
    assert not ComprobanteLlave.objects.exists()
    settings.CLAVE_CIFRADO = right
    remember_llave()
    assert is_llave_de_la_base()


def test_T22_an_empty_database_without_a_check_value_accepts_any_key(settings: Settings) -> None:
    ComprobanteLlave.objects.all().delete()
    change_key(settings)
    assert is_llave_de_la_base()


def test_T22_a_later_migrate_does_not_replace_the_check_value(settings: Settings) -> None:
    change_key(settings)
    remember_llave()
    assert not is_llave_de_la_base()


def test_T22_rotar_clave_renews_the_check_value_at_its_end(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    InscripcionFactory()
    settings.CLAVE_CIFRADO_ANTERIOR = settings.CLAVE_CIFRADO
    change_key(settings)
    command = "plataforma.seguridad.management.commands.rotar_clave"
    with monkeypatch.context() as half_way:
        half_way.setattr(f"{command}.verify", lambda tabla: (_ for _ in ()).throw(ValueError("interrupted")))
        with pytest.raises(CommandError, match="interrupted"):
            call_command("rotar_clave", verbosity=0)
    assert not is_llave_de_la_base(), "the start is refused until the rotation is complete"
    call_command("rotar_clave", verbosity=0)
    assert is_llave_de_la_base()


def test_T22_the_check_is_possible_before_the_first_migrate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llave.connection.introspection, "table_names", list)
    assert is_llave_de_la_base()
    remember_llave()
