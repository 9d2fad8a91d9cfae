"""/estilo/: every component in every state, drawn by the product's own rules."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from imss_portal.estilo.colores import get_contraste, list_colores
from imss_portal.estilo.muestras import COMPONENTES, ERRORES
from tests.helpers.production_settings import PRODUCCION

ROOT = Path(__file__).resolve().parents[2]
ESTILO = (ROOT / "static/css/estilo.css").read_text()


@pytest.fixture
def html(client: Client) -> str:
    answer = client.get("/estilo/")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.content.decode()


def test_all_fourteen_with_samples_of_their_states(html: str) -> None:
    assert '<meta name="robots" content="noindex">' in html
    for slug, nombre, uso in COMPONENTES:
        part = html.partition(f'<h2 id="{slug}">{nombre}</h2>')[2].partition("</section>")[0]
        assert uso in part
        assert part.count('<figure class="muestra">') >= 3, slug
        assert re.search(r'class="muestra__caja[^"]* noche"', part), slug


def test_each_address_inside_the_page_leads_somewhere_and_no_id_is_given_twice(html: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [name for name, times in ids.items() if times > 1] == []
    assert {target for target in re.findall(r'href="#([^"]+)"', html) if target not in ids} == set()


def test_no_database_is_asked(client: Client, html: str) -> None:
    """Without the `db` fixture a query fails: nothing of the page waits for a database."""
    assert client.post("/estilo/").status_code == 200


@pytest.mark.parametrize("nombre", ERRORES)
def test_the_pages_of_what_goes_wrong(client: Client, nombre: str) -> None:
    answer = client.get(f"/estilo/errores/{nombre}/")
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.content.decode().count("<h1>") == 1


def test_another_error_page_does_not_exist(client: Client) -> None:
    assert client.get("/estilo/errores/base/").status_code == 404


def test_a_production_has_none_of_it(tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.urls import resolve, Resolver404\n"
        "for path in ('/estilo/', '/estilo/errores/404/'):\n"
        "    try: resolve(path)\n"
        "    except Resolver404: print('nada')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**PRODUCCION, "VAR_DIR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["nada", "nada"]


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.5), ("#abc", "#abc", 1)]
)
def test_contrast_is_reckoned_as_wcag_says(one: str, other: str, ratio: float) -> None:
    assert get_contraste(one, other) == get_contraste(other, one) == ratio


@pytest.mark.parametrize("color", list_colores(), ids=lambda color: color.nombre)
def test_words_are_readable_by_day_and_by_night(color) -> None:
    assert min(color.dia, color.noche) >= 4.5


@pytest.mark.parametrize(
    "rule",
    [
        ".encima .boton{",
        ".foco .opcion{",
        ".foco .resumen-errores{",
        ".foco .barra :is(",
        ".papel .barra,.papel .encabezado,.papel .pie{",
    ],
)
def test_states_are_the_products_own_rules_under_the_name_of_a_class(rule: str) -> None:
    assert rule in ESTILO


def test_day_night_and_paper_make_every_name_anew() -> None:
    """What is made of another name (the action, of the blue) would otherwise stay as it was by day."""
    for name, scheme in (("dia", "light"), ("noche", "dark"), ("papel", "light")):
        block = re.search(rf"^\.{name}\{{(.+)\}}$", ESTILO, re.MULTILINE)
        assert block
        assert "--accion:var(--azul)" in block[1]
        assert block[1].endswith(f"color-scheme:{scheme}")
