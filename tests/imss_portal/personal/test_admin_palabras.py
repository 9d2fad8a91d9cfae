"""What Django says, in our words: made of the file that people write, and of sentences that Django still says."""

import gettext
import subprocess
import sys
from pathlib import Path

import django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

RAIZ = Path(__file__).resolve().parents[3]
MO = "locale/es_MX/LC_MESSAGES/django.mo"
APPS = ("contrib/admin", "contrib/auth", "conf")


def read(mo: Path) -> set[str]:
    with mo.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key in catalog} - {""}


def test_the_table_is_made_of_the_present_words() -> None:
    subprocess.run([sys.executable, "script/mensajes.py", "--check"], cwd=RAIZ, check=True)


def test_each_is_something_that_django_says() -> None:
    folder = Path(django.__file__).parent
    known = set().union(
        *(read(folder / app / f"locale/{name}/LC_MESSAGES/django.mo") for app in APPS for name in ("es", "es_MX"))
    )
    assert read(RAIZ / MO) - known == set()


def test_they_are_said() -> None:
    assert _("Please correct the errors below.") == "Corrige los datos marcados."
    assert (
        ngettext("Please correct the error below.", "Please correct the errors below.", 1) == "Corrige el dato marcado."
    )
    assert _("November") == "noviembre"
