"""T17: another user of the machine opens nothing under VAR_DIR."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from plataforma.seguridad.carpetas import close_folder
from tests.helpers.other_user import as_nobody, list_open, make_public_folder, needs_root


@pytest.fixture
def var_dir() -> Iterator[Path]:
    """An open VAR_DIR, as a portal before this rule left it."""
    with make_public_folder() as public:
        folder = public / "var"
        for path in (folder, folder / "media", folder / "media/documentos"):
            path.mkdir()
            path.chmod(0o755)
        for name in ("portal.sqlite3", "portal.env", "media/documentos/RE-1.pdf"):
            (folder / name).write_text("secreto")
            (folder / name).chmod(0o666)
        yield folder


def list_all(folder: Path) -> list[Path]:
    return [folder, *sorted(folder.rglob("*"))]


def get_modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o077 for path in list_all(folder)}


@needs_root
def test_T17_another_user_opens_nothing_in_a_folder_that_was_open_before_the_start(var_dir: Path) -> None:
    paths = list_all(var_dir)
    assert set(list_open(paths)) == set(paths), "the folder was really open"
    close_folder(var_dir)
    assert list_open(paths) == []


def test_T17_an_open_folder_and_all_files_in_it_are_closed(var_dir: Path) -> None:
    close_folder(var_dir)
    assert get_modes(var_dir) == {0}
    assert (var_dir / "portal.env").read_text() == "secreto"
    assert (var_dir / "media/documentos").stat().st_mode & 0o700 == 0o700


def test_T17_a_missing_folder_is_created_closed(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        close_folder(tmp_path / "a" / "var")
    finally:
        os.umask(before)
    assert get_modes(tmp_path / "a" / "var") == {0}


def test_closing_a_folder_changes_no_file_that_a_link_in_it_names(var_dir: Path) -> None:
    outside = var_dir.parent / "outside"
    outside.write_text("x")
    outside.chmod(0o644)
    (var_dir / "link").symlink_to(outside)
    close_folder(var_dir)
    assert outside.stat().st_mode & 0o777 == 0o644


@needs_root
def test_T17_an_open_folder_of_another_user_stops_the_start_with_a_sentence(var_dir: Path) -> None:
    with as_nobody(), pytest.raises(ImproperlyConfigured, match="chown it to the portal's user, then chmod 700"):
        close_folder(var_dir)


def test_T17_every_file_that_this_process_creates_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    """The settings, which each process of the portal reads first, set the umask."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    assert get_modes(tmp_path) == {0}
