"""One child process that is kept alive, and that never outlives its parent."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
RESTART_PAUSE = 1.0  # seconds: a child that cannot start must not spin


def _die_with_parent() -> None:
    """Ask Linux for a SIGTERM when the parent is gone, even by kill -9; elsewhere nothing is lost but that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Proceso:
    """A command, its log file, and the child that runs it now."""

    def __init__(self, nombre: str, command: Sequence[str], *, log_dir: Path, env: dict[str, str], cwd: Path) -> None:
        self.nombre = nombre
        self.command = command
        self.log = log_dir / f"{nombre}.log"
        self.env = env
        self.cwd = cwd
        self.child: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        """Start the child in a session of its own: Ctrl-C reaches the parent only, which ends them in order."""
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(  # noqa: S603 (our own commands)
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.env},
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 (no thread has been started yet)
            )

    def is_running(self) -> bool:
        """Tell whether the child lives."""
        return self.child is not None and self.child.poll() is None

    def revive(self) -> None:
        """Start the child again if it died, at most once a second."""
        if not self.is_running() and time.monotonic() - self.started >= RESTART_PAUSE:
            code = self.child.returncode if self.child else None
            logger.warning("%s ended (%s): starting it again; see %s", self.nombre, code, self.log)
            self.start()

    def terminate(self) -> None:
        """Ask the child to finish what it holds and end."""
        if self.is_running() and self.child:
            self.child.terminate()

    def kill_group(self, *, wait_until: float) -> None:
        """Wait for the child until that moment of the monotonic clock, then end it and what it left behind."""
        if self.child is None:
            return
        try:
            self.child.wait(timeout=max(0.1, wait_until - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s does not end: killed", self.nombre)
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
