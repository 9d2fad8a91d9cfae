"""The processes below a portal, and signals for those whose command line has a word. Nothing else is ever touched."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

TRABAJADOR = "celery --app imss_portal worker"
DOCUMENTOS = f"{TRABAJADOR} --queues documentos"
REDIS = "redis-server"
WEB = "gunicorn"


def list_children(pid: int) -> dict[int, str]:
    """All processes below one, with their command lines."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    found: dict[int, str] = {}
    parents = {pid}
    while parents:
        new = {int(row[0]): row[2] for row in rows if int(row[1]) in parents and int(row[0]) not in found}
        found |= new
        parents = set(new)
    return found


def find(pid: int, word: str) -> list[int]:
    """Those of them that run this, parents before their children."""
    return [child for child, command in list_children(pid).items() if word in command]


def find_masters(pid: int, word: str) -> list[int]:
    """Those of them that were started by none of them."""
    found = find(pid, word)
    return [one for one in found if _parent(one) not in found]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def send(number: signal.Signals, pids: list[int]) -> None:
    """Send a signal to processes that may be gone already."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
