"""Getting in: who, how often, and for how long."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from plataforma.seguridad.models import Auditoria
from tests.helpers.production_settings import PRODUCCION
from tests.imss_portal.personal.conftest import CLAVE

pytestmark = pytest.mark.django_db
ENTRADA = "/admin/login/?next=/admin/"
RAIZ = Path(__file__).resolve().parents[3]
RESUELVE = """
from django.urls import is_valid_path
print(*(bool(is_valid_path(url)) for url in ("/admin/", "/admin/login/", "/ayuda/")))
"""


def log_in(client: Client, clave: str = CLAVE, usuario: str = "responsable", red: str = "10.0.0.1") -> object:
    return client.post(ENTRADA, {"username": usuario, "password": clave, "next": "/admin/"}, REMOTE_ADDR=red)


def test_the_right_password_opens_and_is_written_down(client: Client, responsable: User) -> None:
    answer = log_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302
    written = Auditoria.objects.order_by("pk").values_list("actor", "accion")
    assert list(written) == [("responsable", "entrar"), ("responsable", "salir")]


def test_T10_leaving_tells_the_browser_to_forget(client: Client, responsable: User) -> None:
    client.force_login(responsable)
    assert "cache" in client.post("/admin/logout/").headers["Clear-Site-Data"]


@pytest.mark.parametrize("usuario", ["nadie", "beto"])
def test_who_may_not_is_told_the_same_as_with_a_wrong_password(client: Client, responsable: User, usuario: str) -> None:
    User.objects.create_user("beto", password=CLAVE, is_staff=True)  # staff without a scope: nobody yet
    wrong = re.sub(r'value="[^"]*"', "", log_in(client, "otra").content.decode())
    refused = re.sub(r'value="[^"]*"', "", log_in(client, usuario=usuario).content.decode())
    assert "no coinciden" in wrong
    assert refused == wrong


def test_T12_five_wrong_ones_and_the_door_is_shut_for_this_user_from_there(client: Client, responsable: User) -> None:
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False) as clock:
        for _ in range(5):
            assert log_in(client, "otra").status_code == 200
        refused = log_in(client, usuario="RESPONSABLE")
        assert refused.status_code == 429
        assert "Hiciste muchos intentos" in refused.content.decode()
        assert re.search(r"a partir de las\s+<strong>\d\d:\d\d", refused.content.decode())
        assert log_in(client, red="10.0.0.2").status_code == 302, "a stranger locks nobody out elsewhere"
        client.logout()
        assert log_in(client).status_code == 429
        clock.shift(15 * 60)
        assert log_in(client).status_code == 302


def test_getting_in_gives_the_tries_back(client: Client, responsable: User) -> None:
    for _ in range(3):
        for _ in range(4):
            assert log_in(client, "otra").status_code == 200
        assert log_in(client).status_code == 302
        client.logout()


def test_T12_one_password_tried_on_many_names_is_counted_by_network(client: Client, responsable: User) -> None:
    answers = [log_in(client, "otra", usuario=f"persona{n}").status_code for n in range(61)]
    assert answers == [200] * 60 + [429]


def test_who_works_stays_and_who_left_the_desk_does_not(personal: Client) -> None:
    start = timezone.now()
    for minutes in (20, 40, 60):
        with time_machine.travel(start + timezone.timedelta(minutes=minutes)):
            assert personal.get("/admin/").status_code == 200
    with time_machine.travel(start + timezone.timedelta(minutes=91)):
        assert personal.get("/admin/").status_code == 302


def test_T10_staff_are_logged_out_after_eight_hours_however_much_they_work(client: Client, responsable: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        log_in(client)
        for _ in range(23):
            clock.shift(20 * 60)
            assert client.get("/admin/").status_code == 200
        clock.shift(20 * 60)
        assert client.get("/admin/").status_code == 302
        log_in(client)
        assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("usuario", ["responsable", "nadie", "beto"])
def test_T12_a_failed_login_is_audited(client: Client, responsable: User, usuario: str) -> None:
    User.objects.create_user("beto", password=CLAVE, is_staff=True)
    log_in(client, "otra" if usuario == "responsable" else CLAVE, usuario=usuario)
    row = Auditoria.objects.get()
    assert (row.accion, row.actor, row.objeto) == ("entrada fallida", "sin identificar", "personal")
    assert row.valores == {"usuario": usuario, "red": "10.0.0.1"}


def test_T12_after_the_limit_refused_logins_write_no_audit_rows(client: Client, responsable: User) -> None:
    for _ in range(9):
        log_in(client, "otra")
    assert Auditoria.objects.filter(accion="entrada fallida").count() == 5


def test_T12_a_production_has_no_staff_pages_before_a_second_factor_guards_them(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **PRODUCCION}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", RESUELVE]
    done = subprocess.run(command, env=env, cwd=RAIZ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]
