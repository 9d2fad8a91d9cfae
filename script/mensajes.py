"""Compile each locale/**/django.po, which people edit, to the django.mo that Django reads.

    script/mensajes            write them
    script/mensajes --check    fail if a django.mo in the tree differs from what its django.po gives

polib, because msgfmt is a Debian package and because Babel writes the time and its own version into the file, so that
`--check` would fail a minute later.
"""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main() -> None:
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        mo, content = po.with_suffix(".mo"), polib.pofile(str(po)).to_binary()
        if "--check" not in sys.argv[1:]:
            mo.write_bytes(content)
        elif not mo.exists() or mo.read_bytes() != content:
            raise SystemExit(f"{mo.name} differs from what {po.name} gives: run script/mensajes")


if __name__ == "__main__":
    main()
