"""Starting the processes of a portal on one machine."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from imss_portal.supervisor import servicios
from imss_portal.supervisor.proceso import Proceso
from imss_portal.supervisor.servicios import Portal
from tests.helpers.portal.live_portal import find_free_port

pytestmark = pytest.mark.real


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """A portal whose only process is another Python, which a test starts."""
    portal = Portal(puerto=find_free_port(), log_dir=tmp_path / "log")
    yield portal
    portal.temporal.rmdir()


def run(portal: Portal, code: str) -> None:
    command = (sys.executable, "-c", code)
    portal.procesos = [Proceso("web", command, log_dir=portal.log_dir, env={}, cwd=portal.temporal)]
    portal.procesos[0].start()


def test_a_process_that_ends_while_the_portal_starts_is_named_with_its_log(portal: Portal) -> None:
    run(portal, "")
    with pytest.raises(CommandError, match=r"web terminó al arrancar\. Mira .*/log/web\.log"):
        portal.wait_until_ready()


def test_a_portal_that_never_answers_is_given_up(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servicios, "READY_TIMEOUT", 0.3)
    run(portal, "import time; time.sleep(600)")
    try:
        with pytest.raises(CommandError, match="El portal no arrancó"):
            portal.wait_until_ready()
    finally:
        portal.procesos[0].kill_group(wait_until=0)
