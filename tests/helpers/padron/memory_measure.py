"""An import by its command, in a process of its own whose memory is measured."""

import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.waiting import LIMITE

MIDE = """
import resource, sys
import django
from django.core.management import call_command
django.setup()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
call_command(*sys.argv[1:], stdout=sys.stderr)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def import_measured(command: str, path: Path, *, base_url: str) -> tuple[int, list[str]]:
    """Import the file into the database at `base_url`. Return the MB that it needed, and the lines that it said."""
    env = {**os.environ, "DATABASE_URL": base_url, "VAR_DIR": str(path.parent), "MODO_DEMOSTRACION": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "imss_portal.settings"
    done = subprocess.run(
        [sys.executable, "-c", MIDE, command, str(path)], env=env, capture_output=True, text=True, timeout=LIMITE
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout), done.stderr.splitlines()
