"""The demonstration's staff: one user, whose password nobody else can read."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from imss_portal.demostracion.responsable import USUARIO, create_responsable, get_archivo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path


def read() -> str:
    return get_archivo().read_text().strip()


def test_the_password_in_the_file_opens_the_door(client: Client) -> None:
    create_responsable()
    assert stat.S_IMODE(get_archivo().stat().st_mode) == 0o600
    assert client.login(username=USUARIO, password=read())
    assert client.get("/admin/").status_code == 200


def test_again_it_changes_nothing_and_a_changed_password_stays() -> None:
    create_responsable()
    before = read()
    user = User.objects.get()
    user.set_password("otra que escogió")
    user.save()
    create_responsable()
    assert read() == before
    assert User.objects.get().check_password("otra que escogió")


@pytest.mark.parametrize("lost", ["file", "user"])
def test_what_was_lost_is_made_anew(lost: str) -> None:
    create_responsable()
    before = read()
    if lost == "file":
        get_archivo().unlink()
    else:
        User.objects.all().delete()
    create_responsable()
    assert read() != before
    assert User.objects.get().check_password(read())
