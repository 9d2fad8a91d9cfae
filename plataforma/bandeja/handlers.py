"""Who does which kind of work."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

Payload = dict[str, str | int]

QUEUES = ("correo", "documentos", "tramites")


@dataclass(frozen=True)
class Handler:
    """The two parts of a piece of work.

    `prepare(payload)` does what is slow (render, sign, speak to a server) with no transaction open, and may be
    repeated. `commit(payload, result)` runs in one short transaction together with «done»: it writes what `prepare`
    returned and enqueues what follows. `warm()` pays, as a worker starts, for what its first message would; its
    processes are forked from there, so it must leave neither threads nor connections behind.
    """

    kind: str
    queue: str
    prepare: Callable[[Payload], Any]
    commit: Callable[[Payload, Any], None]
    warm: Callable[[], None] | None = None


_handlers: dict[str, Handler] = {}
_nightly: list[str] = []


def _nothing_to_prepare(payload: Payload) -> None:
    return None


def register(
    kind: str,
    *,
    queue: str,
    commit: Callable[[Payload, Any], None],
    prepare: Callable[[Payload], Any] = _nothing_to_prepare,
    warm: Callable[[], None] | None = None,
    nightly: bool = False,
) -> None:
    """Make known who does work of `kind`. Called once a process, from an app's `ready()`.

    `warm` is called when a worker of the queue starts. Work that is `nightly` is enqueued once a night by
    itself, with the payload {"fecha", "tanda": 0}.
    """
    if queue not in QUEUES:
        raise ValueError(f"{queue} is not one of the queues {QUEUES}")
    _handlers[kind] = Handler(kind=kind, queue=queue, prepare=prepare, commit=commit, warm=warm)
    if nightly:
        _nightly.append(kind)


def get_handler(kind: str) -> Handler:
    """Return the handler of `kind`. Raises KeyError if no app registered one."""
    return _handlers[kind]


def list_kinds() -> list[str]:
    """Return the kinds of work that there are, in the order of the alphabet."""
    return sorted(_handlers)


def list_nightly() -> list[str]:
    """Return the kinds of work that are done once a night."""
    return list(_nightly)


def warm_up(queues: Collection[str]) -> None:
    """Warm this worker up for the work of these queues, for each thing once."""
    for warm in dict.fromkeys(handler.warm for handler in _handlers.values() if handler.queue in queues):
        if warm is not None:
            warm()
