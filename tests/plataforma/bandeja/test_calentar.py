"""A worker pays at its start for what its first message would pay for."""

import pytest
from celery.signals import worker_init
from pytest_django import Settings

from documentos import pdf
from documentos.services import RENDER
from plataforma.bandeja import handlers, tasks
from plataforma.bandeja.handlers import Payload, get_handler, register, warm_up


def nothing(payload: Payload, result: object) -> None:
    return None


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two queues with work that warms up, one of them twice the same; what was warmed."""
    done: list[str] = []

    def heat() -> None:
        done.append("documentos")

    monkeypatch.setattr(handlers, "_handlers", {})
    register("a", queue="documentos", commit=nothing, warm=heat)
    register("b", queue="documentos", commit=nothing, warm=heat)
    register("c", queue="documentos", commit=nothing)
    register("d", queue="correo", commit=nothing, warm=lambda: done.append("correo"))
    return done


def test_only_the_queues_of_this_worker_and_each_thing_once(warmed: list[str]) -> None:
    warm_up(["documentos"])
    assert warmed == ["documentos"]
    warm_up(["tramites"])
    assert warmed == ["documentos"]


@pytest.mark.parametrize(("colas", "expected"), [(["correo"], ["correo"]), (["correo", "documentos"], None)])
def test_celery_asks_for_it_before_it_forks(
    colas: list[str],
    expected: list[str] | None,
    warmed: list[str],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("imss_portal.revision.arranque.demand_arranque", lambda: None)  # it needs a database
    settings.BANDEJA_COLAS = colas
    assert tasks.warm_up in [receiver for receiver, _ in worker_init.send(sender=None)]
    assert sorted(warmed) == (expected or colas)


def test_documents_warm_up_what_draws_them() -> None:
    assert get_handler(RENDER).warm is pdf.warm
