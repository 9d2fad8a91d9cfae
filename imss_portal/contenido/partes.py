"""What the portal is made of, for «acerca»: its version, and what others wrote."""

import json
import string
import tomllib
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static


@dataclass(frozen=True)
class Parte:
    """A vendored work and where its licence can be read."""

    nombre: str
    version: str
    licencia_url: str


@cache
def get_version() -> str:
    """Return the version of the portal."""
    return str(tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"])


def get_partes() -> list[Parte]:
    """Return the vendored works that bring their licence, by name."""
    versions = json.loads((settings.BASE_DIR / "static/vendor/versions.json").read_text())
    return [_describe(paquete, entry["version"], sorted(entry["files"])) for paquete, entry in sorted(versions.items())]


def _describe(paquete: str, version: str, files: list[str]) -> Parte:
    slug = paquete.rpartition("/")[2]
    licencia = next((name for name in files if name.startswith(("OFL", "LICEN"))), "")
    return Parte(
        nombre=string.capwords(slug.replace("-", " ")),
        version=version,
        licencia_url=static(f"vendor/{slug}-{version}/{licencia}") if licencia else "",
    )
