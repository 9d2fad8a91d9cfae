"""Real Redis, Celery workers and beats for tests: started here, ended here by their process group."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import redis

from tests.helpers import ROOT
from tests.helpers.waiting import LEASE, LIMITE, wait_until

# What waits in production waits little here, but for the lease: a test that kills a worker calls `end_leases`.
PRISA = {
    "BANDEJA_LEASE": str(LEASE),
    "BANDEJA_SWEEP": "0.3",
    "BANDEJA_ATTEMPTS": "3",
    "BANDEJA_BACKOFF_MIN": "0.2",
    "BANDEJA_BACKOFF_MAX": "1",
}


class Proceso:
    """A command in a process group of its own, with its log."""

    def __init__(self, *command: str, log: Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
        self.log = log
        with log.open("ab") as output:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                start_new_session=True,
            )
        self.group = self.child.pid

    def is_running(self) -> bool:
        return self.child.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send the signal to the process and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.group, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.child.wait(LIMITE)


class Puesto:
    """Redis, one worker with two processes and any number of beats, on one database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.caidas = folder / "caidas"
        self.caidas.mkdir()
        self.redis_url = f"redis+socket://{folder}/r.sock"
        self.env = {
            **PRISA,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": self.redis_url,
            "VAR_DIR": str(folder),
            "TMPDIR": str(folder),
            "APOYO_CAIDAS": str(self.caidas),
        }
        self.redis: Proceso | None = None
        self.trabajador: Proceso | None = None
        self.beats: list[Proceso] = []

    def start_redis(self) -> None:
        options = ("--port", "0", "--unixsocket", "r.sock", "--save", "", "--appendonly", "no")
        self.redis = Proceso("redis-server", *options, log=self.folder / "redis.log", cwd=self.folder)
        wait_until(self._redis_answers, what="Redis answers")

    def _redis_answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.folder / "r.sock"))

    def start_trabajador(self) -> None:
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        queues = ("--queues", "correo,documentos,tramites", "--concurrency", "2")
        self.trabajador = self._celery("worker", *queues, *quiet)

    def start_beat(self) -> None:
        """Start one more beat, with a schedule of its own as on another host, and return when it sends."""
        name = f"beat-{time.monotonic_ns()}"
        arguments = ("beat", "--schedule", str(self.folder / name), "--pidfile", "")
        beat = self._celery(*arguments, log=f"{name}.log", level="INFO")
        self.beats.append(beat)
        wait_until(lambda: "Sending due task" in beat.log.read_text(), what="a new beat sends")

    def stop_beats(self) -> None:
        while self.beats:
            self.beats.pop().kill()

    def revive(self) -> None:
        """Start what died again, as a supervisor does."""
        if self.trabajador is None or not self.trabajador.is_running():
            self.start_trabajador()

    def _celery(self, *arguments: str, log: str = "trabajador.log", level: str = "WARNING") -> Proceso:
        command = (sys.executable, "-m", "celery", "--app", "imss_portal", *arguments, "--loglevel", level)
        return Proceso(*command, log=self.folder / log, env={**self.env, "LOG_LEVEL": level})

    def read_log(self) -> str:
        """Return the end of what each process had to say."""
        logs = sorted(self.folder.glob("*.log"), key=lambda path: path.stat().st_mtime)
        return "\n".join(f"== {log.name}\n{log.read_text()[-4000:]}" for log in logs)

    def make_whole(self) -> None:
        """Start whatever is missing: the test before may have broken any of it."""
        if self.redis is None or not self.redis.is_running():
            self.start_redis()
        self.revive()
        if len(self.beats) != 1:
            self.stop_beats()
            self.start_beat()

    def kill_all(self) -> None:
        for proceso in (*self.beats, self.trabajador, self.redis):
            if proceso is not None:
                proceso.kill()


@contextmanager
def open_puesto(database_url: str) -> Iterator[Puesto]:
    """Lend a Puesto with nothing started; all that was started in it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="ruta-"))  # short: a socket's path may have 107 characters
    puesto = Puesto(folder, database_url)
    try:
        yield puesto
    finally:
        puesto.kill_all()
        shutil.rmtree(folder, ignore_errors=True)
