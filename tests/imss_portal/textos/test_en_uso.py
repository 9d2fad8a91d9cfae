"""No template that nobody draws."""

import re
from pathlib import Path

from django.conf import settings

from plataforma.correo.plantillas import _plantillas
from tests.helpers.imss_portal.text_pages import TEMPLATES, list_templates, name
from tramites.procedimientos.todos import PROCEDIMIENTOS

# Django asks for these by itself.
POR_NOMBRE = re.compile(r"^(400|403|403_csrf|404|500|django/forms/.+|admin/.+|registration/.+)\.html$|^captcha/")
RAIZ = Path(settings.BASE_DIR)


def list_asked() -> set[str]:
    """The templates that code asks for by a name that it makes."""
    mails = {asked for slug in _plantillas for asked in (f"correo/{slug}.html", f"correo/{slug}.txt")}
    results = {f"tramites/{tipo}/resultado.html" for tipo in PROCEDIMIENTOS}
    notices = {name(path) for path in (TEMPLATES / "paginas/privacidad").glob("*.html")}  # test_privacidad.py
    return mails | results | notices


def list_named() -> str:
    """All sources where a template may be named."""
    rooms = ("imss_portal", "tramites", "documentos", "padron", "plataforma", "templates")
    paths = (path for room in rooms for path in (RAIZ / room).rglob("*") if path.suffix in {".py", ".html", ".txt"})
    return "\n".join(path.read_text() for path in paths)


def is_named(template: str, sources: str) -> bool:
    """Tell whether a source names the template: whole, or its folder where a name is made and its own as a value."""
    if re.search(rf"[\"']{re.escape(template)}[\"']", sources):
        return True
    folder, _, own = template.rpartition("/")
    made = re.search(rf"f[\"']{re.escape(folder)}/{{[^}}]+}}\.html[\"']|\"{re.escape(folder)}/\"\|add:", sources)
    return bool(made and re.search(rf"[\"']{re.escape(own.removesuffix('.html'))}[\"']", sources))


def test_every_template_is_drawn_by_somebody() -> None:
    sources, asked = list_named(), list_asked()
    left = [name(path) for path in list_templates() if not POR_NOMBRE.match(name(path)) and name(path) not in asked]
    assert len(left) > 40
    assert not [template for template in left if not is_named(template, sources)]
