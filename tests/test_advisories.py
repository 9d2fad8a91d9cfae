"""T20: the dependencies are pinned with hashes, and none has a known fault."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

RAIZ = Path(__file__).parents[1]


def load_script() -> ModuleType:
    spec: Any = importlib.util.spec_from_file_location("advisories", RAIZ / "script" / "advisories.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


advisories = load_script()


def test_T20_no_pinned_version_has_a_known_advisory() -> None:
    done = subprocess.run([sys.executable, "script/advisories.py"], cwd=RAIZ, capture_output=True, text=True, env={})
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("name", advisories.ARCHIVOS)
def test_T20_each_requirement_is_pinned_with_its_hashes(name: str) -> None:
    for block in re.split(r"\n(?=\S)", (RAIZ / name).read_text()):
        if not block.startswith("#"):
            assert re.match(r"[\w.\[\]-]+==\S+", block), block
            assert "--hash=sha256:" in block, block


def test_T20_pip_and_setuptools_are_pinned_too() -> None:
    assert {"pip", "setuptools"} == set(re.findall(r"^([\w-]+)==", (RAIZ / "requirements-pip.txt").read_text(), re.M))
    assert "requirements-pip.txt" in (RAIZ / "script" / "lib.sh").read_text()


def test_T20_an_old_version_an_unknown_package_and_a_forgotten_entry_are_faults() -> None:
    lista = {"django": {"fixed": "5.2.17", "advisory": "CVE-2026-15307"}, "gone": {}, "numpy": {}}
    pins = {("django", "5.2.9"), ("new", "1.0"), ("numpy", "2.4.6"), ("numpy", "2.5.5")}
    assert advisories.find_faults(pins, lista) == [
        "django 5.2.9 has CVE-2026-15307: at least 5.2.17 is needed",
        "new is not in advisories.toml: look its advisories up and add it",
        "gone is in advisories.toml and is not pinned any more: remove it",
    ]


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}]}', ["a 1 has X-1"]),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', []),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found on PyPI"}]}', None),
        ("Traceback", None),
    ],
)
def test_T20_the_list_is_enough_only_if_pip_audit_has_no_data(
    tmp_path: Path, output: str, found: list[str] | None
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\ncat <<'EOF'\n{output}\nEOF\n")
    program.chmod(0o755)
    assert advisories.ask_pip_audit(shutil.which("pip-audit", path=str(tmp_path))) == found
