"""Act as another user of the machine for a moment: what can that user open? Needs root, as in a container."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give this process the rights of the user `nobody`, in no other group, until the block ends."""
    groups = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@contextmanager
def make_public_folder() -> Iterator[Path]:
    """Give a new folder that every user can enter. The temporary folders of pytest are closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="ruta-publica-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def list_open(paths: Iterable[Path]) -> list[Path]:
    """Return the files and folders that `nobody` can open for reading or writing."""
    found = []
    with as_nobody():
        for path in paths:
            for flags in (os.O_RDONLY, os.O_WRONLY):
                with suppress(OSError):
                    os.close(os.open(path, flags))
                    found.append(path)
    return found
