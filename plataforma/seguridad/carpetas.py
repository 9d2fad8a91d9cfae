"""The folder where the portal writes: no other user of the machine may open it (docs/amenazas.md, T17)."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

UMASK = 0o077  # new files and folders belong to their owner alone
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close_folder(folder: Path) -> None:
    """Create `folder` if it is missing, and take all rights to it from every user but its owner.

    If the folder was open, this also closes each file and folder in it. Links are not followed. Raises
    ImproperlyConfigured if `folder` stays open: it belongs to another user, or its file system has no permissions.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _is_open(folder):
        return
    with suppress(OSError):
        _close(folder)
    if _is_open(folder):
        raise ImproperlyConfigured(f"Other users can open {folder}: chown it to the portal's user, then chmod 700 it.")
    for path in _walk(folder):
        with suppress(OSError):  # a file of another user: the folder around it is closed
            _close(path)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)


def _close(path: Path) -> None:
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(parent) / name
            if not path.is_symlink():
                yield path
