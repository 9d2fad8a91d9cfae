"""A Python with the portal's Django, kept open for a test's questions: to start one takes a second each time.

As a program (`python -m tests.helpers.console`), this module reads one JSON text with code from each line. The answer
to each is what the code printed and the error that the code raised.
"""

import contextlib
import io
import json
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping

from tests.helpers import ROOT
from tests.helpers.waiting import LIMITE


class Consola:
    """The program, started at the first question, in the environment of the portal's processes."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._child: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def run(self, code: str) -> str:
        """Run some Python and return what it prints. Raises AssertionError with the traceback if it fails."""
        with self._lock:
            child = self._child = self._child or self._start()
            assert child.stdin
            assert child.stdout
            child.stdin.write(json.dumps(code) + "\n")
            child.stdin.flush()
            printed, failure = json.loads(child.stdout.readline())
        assert not failure, printed + failure
        return str(printed).strip()

    def close(self) -> None:
        if self._child:
            self._child.communicate(timeout=LIMITE)

    def _start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.helpers.console"]
        return subprocess.Popen(
            command, env=self._env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )


def answer() -> None:
    """Serve until nobody asks any more. Between two questions no connection is open: the database may be gone then."""
    import django
    from django.db import connections

    django.setup()
    for line in sys.stdin:
        printed, failure = io.StringIO(), ""
        with contextlib.redirect_stdout(printed):
            try:
                exec(json.loads(line), {"__name__": "consola"})  # noqa: S102 (the test's own code)
            except Exception:
                failure = traceback.format_exc()
        connections.close_all()
        sys.stdout.write(json.dumps([printed.getvalue(), failure]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    answer()
