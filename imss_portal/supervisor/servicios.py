"""The processes of a portal on one machine: Redis, web, one worker a queue, beat."""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType, TracebackType
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import CommandError

from imss_portal.supervisor.proceso import Proceso

READY_TIMEOUT = 300.0  # seconds: a slow machine needs minutes, and a process that ends is noticed at once
GRACE = 15.0  # seconds that the children have to finish what they hold
TRABAJADOR = "plataforma.seguridad.trabajador_gunicorn.Trabajador"
WORKERS = {"correo": 2, "documentos": 2, "tramites": 2}  # processes a queue: a slow SMTP holds up no PDF


class Stop(Exception):
    """Ctrl-C, or a polite request to end."""


class Portal:
    """Starts the processes, keeps them alive, ends them all."""

    def __init__(self, *, puerto: int, log_dir: Path) -> None:
        log_dir.mkdir(parents=True, exist_ok=True)
        self.puerto = puerto
        self.log_dir = log_dir
        # What they leave behind, killed or not, goes with the portal. A short folder, whatever VAR_DIR is: the path of
        # a Unix socket has 107 characters at most.
        self.temporal = Path(tempfile.mkdtemp(prefix="ruta-"))
        self.env = {"PYTHONUNBUFFERED": "1", "TMPDIR": str(self.temporal)}
        self.redis = self._redis()
        self.procesos = [*self.redis, self._web(), *self._workers(), self._beat()]

    def __enter__(self) -> "Portal":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        for proceso in self.procesos:
            proceso.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave anybody behind
        # Redis last: the workers say goodbye to it.
        deadline = time.monotonic() + GRACE
        others = [proceso for proceso in self.procesos if proceso not in self.redis]
        for group in (others, self.redis):
            for proceso in group:
                proceso.terminate()
            for proceso in group:
                proceso.kill_group(wait_until=deadline)
        shutil.rmtree(self.temporal, ignore_errors=True)
        return isinstance(error, Stop)

    def wait_until_ready(self) -> None:
        """Return once pages answer and every queue has a living worker.

        Raises CommandError when a process ends meanwhile, or after READY_TIMEOUT.
        """
        deadline = time.monotonic() + READY_TIMEOUT
        while time.monotonic() < deadline:
            for proceso in self.procesos:
                if not proceso.is_running():
                    raise CommandError(f"{proceso.nombre} terminó al arrancar. Mira {proceso.log}")
            if self._is_ready():
                return
            time.sleep(0.1)
        raise CommandError(f"El portal no arrancó en {READY_TIMEOUT:.0f} s. Mira {self.log_dir}")

    def supervise(self) -> None:
        """Start again whatever dies, until Stop."""
        while True:
            time.sleep(0.5)
            for proceso in self.procesos:
                proceso.revive()

    def _is_ready(self) -> bool:
        # By its public name, as it comes through a proxy: any other host is refused.
        host = {"Host": urlsplit(settings.SITE_URL).netloc}
        probe = Request(f"http://127.0.0.1:{self.puerto}/salud/listo", headers=host)
        try:
            with urlopen(probe, timeout=5):  # noqa: S310 (our own address)
                return True
        except (URLError, OSError):
            return False

    def _make(self, nombre: str, *command: str, cwd: Path = settings.BASE_DIR, **env: str) -> Proceso:
        return Proceso(nombre, command, log_dir=self.log_dir, env=self.env | env, cwd=cwd)

    def _redis(self) -> list[Proceso]:
        if "REDIS_URL" in os.environ:
            return []
        self.env["REDIS_URL"] = f"redis+socket://{self.temporal}/redis.sock"
        binary = shutil.which("redis-server")
        if binary is None:
            raise CommandError("Falta redis-server. Instálalo: apt-get install redis-server")
        options = ("--port", "0", "--unixsocket", "redis.sock", "--unixsocketperm", "700", "--save", "")
        return [self._make("redis", binary, *options, "--appendonly", "no", cwd=self.temporal)]

    def _web(self) -> Proceso:
        # Loaded once for both: they start in half the time, and one that died is back at once.
        size = ("--workers", "2", "--threads", "4", "--worker-class", TRABAJADOR, "--preload")
        bind = ("--bind", f"127.0.0.1:{self.puerto}")
        log = ("--logger-class", "plataforma.seguridad.bitacora_gunicorn.Logger")
        return self._make("web", sys.executable, "-m", "gunicorn", *bind, *size, *log, "imss_portal.wsgi")

    def _workers(self) -> list[Proceso]:
        # Workers that watch each other (gossip, mingle, heartbeat) only cost Redis traffic: the outbox needs none.
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING")
        return [
            self._celery(
                f"trabajador-{queue}",
                *("worker", "--queues", queue, "--concurrency", str(size), "--hostname", f"{queue}@%h"),
                *quiet,
                BANDEJA_COLAS=queue,
            )
            for queue, size in WORKERS.items()
        ]

    def _beat(self) -> Proceso:
        schedule = settings.VAR_DIR / "beat-schedule"
        return self._celery("beat", "beat", "--schedule", str(schedule), "--loglevel", "WARNING", "--pidfile", "")

    def _celery(self, nombre: str, *arguments: str, **env: str) -> Proceso:
        command = (sys.executable, "-m", "celery", "--app", "imss_portal", *arguments)
        return self._make(nombre, *command, cwd=settings.BASE_DIR, **env)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop
