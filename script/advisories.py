"""Checks the pinned dependencies against known security advisories (T20).

The list `script/advisories.toml` has each pinned package, the newest advisory that was found for it, and the first
version without that fault. This fails if a pinned version is older, and if a package has never been looked up. Where
pip-audit is installed and reaches its data, it is asked too: it knows of advisories that are newer than the list.
"""

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.version import Version

RAIZ = Path(__file__).resolve().parent.parent
LISTA = RAIZ / "script" / "advisories.toml"
ARCHIVOS = ("requirements.txt", "requirements-dev.txt", "requirements-pip.txt")
VIEJA = dt.timedelta(days=90)  # after this, whoever runs the tests is asked to look again


def read_pins(folder: Path) -> set[tuple[str, str]]:
    """Return the pinned packages with their versions. A package may have several, for several versions of Python."""
    text = "\n".join((folder / name).read_text() for name in ARCHIVOS)
    return set(re.findall(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^]]*\])?==([^\s;]+)", text, re.MULTILINE | re.IGNORECASE))


def find_faults(pins: set[tuple[str, str]], lista: dict[str, dict[str, str]]) -> list[str]:
    """Return a sentence for each pinned package that has a known fault, or that nobody has looked up."""
    faults = []
    for name, version in sorted(pins):
        entry = lista.get(name)
        if entry is None:
            faults.append(f"{name} is not in {LISTA.name}: look its advisories up and add it")
        elif "fixed" in entry and Version(version) < Version(entry["fixed"]):
            faults.append(f"{name} {version} has {entry['advisory']}: at least {entry['fixed']} is needed")
    gone = sorted(lista.keys() - {name for name, _ in pins})
    return faults + [f"{name} is in {LISTA.name} and is not pinned any more: remove it" for name in gone]


def ask_pip_audit(program: str) -> list[str] | None:
    """Return a sentence for each advisory that pip-audit finds, or None if it cannot reach its data."""
    files = [part for name in ARCHIVOS for part in ("--requirement", str(RAIZ / name))]
    command = [program, *files, "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    if all("skip_reason" in one for one in found):
        return None
    return [f"{one['name']} {one['version']} has {vuln['id']}" for one in found for vuln in one.get("vulns", ())]


def main() -> None:
    listed = tomllib.loads(LISTA.read_text())
    checked = listed["checked"]
    faults = find_faults(read_pins(RAIZ), listed["packages"])
    program = shutil.which("pip-audit")
    audited = ask_pip_audit(program) if program else None
    if audited is None:
        print(f"pip-audit is not here or has no data: only the list of {checked} was checked")
        if dt.datetime.now(dt.UTC).date() - checked > VIEJA:
            print(f"The list is old. Look the advisories up again, and write the day into {LISTA.name}.")
    for fault in [*faults, *(audited or [])]:
        print(fault)
    sys.exit(bool(faults or audited))


if __name__ == "__main__":
    main()
