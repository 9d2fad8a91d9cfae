from pathlib import Path

import pytest
from django.conf import settings

from tests.helpers.databases import nueva_base, postgres
from tests.helpers.plataforma.database_backends import base, base_url

__all__ = ["base", "base_url", "nueva_base", "postgres"]


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """WhiteNoise warns of a missing folder, and a warning is an error here."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
