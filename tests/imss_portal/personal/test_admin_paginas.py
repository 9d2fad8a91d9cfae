"""Every page of the staff: it opens, in Spanish, under the strict policy, to superusers alone, and tells no number."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from padron.asegurados.models import Asegurado
from padron.identificadores.nss import agrupado
from tests.helpers.imss_portal.admin_crawl import Pagina, crawl
from tests.helpers.imss_portal.population import populate

pytestmark = pytest.mark.django_db
INGLES = re.compile(
    r"\b(?:Add|Change|Changed|Delete|Save|History|Home|Search|Select|Filter|Any date|Today|Yes|User|Group|Password"
    r"|Staff|Superuser|permission|log entr|staff status|View|Welcome|Can (?:add|view)|object)\b"
)
USTED = re.compile(r"\b(?:Seleccione|Empiece|Introduzca|Ingrese|corrija|Por favor|por favor|usted|inválid\w+)\b")
DENTRO = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)")


def names(*views: str) -> list[str]:
    """The address names of these views of every model."""
    metas = [model._meta for model in admin.site._registry]
    return [f"admin:{meta.app_label}_{meta.model_name}_{view}" for meta in metas for view in views]


@pytest.fixture
def paginas(db: None, personal: Client) -> list[Pagina]:
    populate(1)
    return crawl(personal)


def test_every_page_that_links_lead_to(paginas: list[Pagina]) -> None:
    assert {pagina.url: pagina.status for pagina in paginas if pagina.status != 200} == {}
    urls = {pagina.url for pagina in paginas}
    assert {reverse(name) for name in names("changelist")} <= urls
    for model in admin.site._registry:
        changes = rf"/admin/{model._meta.app_label}/{model._meta.model_name}/[^/]+/change/"
        assert any(re.match(changes, url) for url in urls), model
    _check_csp(paginas)
    _check_words(paginas)
    _check_secrets(paginas)


def _check_csp(paginas: list[Pagina]) -> None:
    policies = {pagina.headers["Content-Security-Policy"] for pagina in paginas}
    assert len(policies) == 1
    assert "unsafe" not in policies.pop()
    assert [pagina.url for pagina in paginas if DENTRO.search(pagina.html)] == []
    kept = [page.url for page in paginas if page.html and "no-store" not in page.headers.get("Cache-Control", "")]
    assert kept == []


def _check_words(paginas: list[Pagina]) -> None:
    found = {pagina.url: INGLES.findall(pagina.text) + USTED.findall(pagina.text) for pagina in paginas}
    assert {url: words for url, words in found.items() if words} == {}


def _check_secrets(paginas: list[Pagina]) -> None:
    planted = {value for curp, nss in Asegurado.objects.values_list("curp", "nss") for value in (curp, nss or curp)}
    planted |= {agrupado(value) for value in planted}
    assert len(planted) >= 3
    for pagina in paginas:
        assert not [value for value in planted if value in pagina.html], pagina.url


def test_T13_even_a_full_number_searched_for_comes_back_masked(poblado: None, personal: Client) -> None:
    asegurado = Asegurado.objects.latest("pk")
    html = personal.get("/admin/asegurados/asegurado/", {"q": asegurado.curp}).content.decode()
    table = html[html.index("result_list") :]
    assert asegurado.nombre_completo in table
    assert asegurado.curp not in table.partition("paginator")[0]


@pytest.mark.parametrize("kind", ["nobody", "student", "staff", "former"])
def test_nobody_else_gets_in(poblado: None, client: Client, responsable: User, kind: str) -> None:
    if kind == "staff":
        client.force_login(User.objects.create_user("beto", is_staff=True))
    if kind == "student":
        client.force_login(User.objects.create_user("ana"))
    if kind == "former":
        client.force_login(responsable)
        User.objects.update(is_active=False)
    row = Asegurado.objects.latest("pk")
    urls = [reverse(name) for name in [*names("changelist"), "admin:index", "admin:password_change", "admin:jsi18n"]]
    urls += [reverse(f"admin:asegurados_asegurado_{view}", args=[row.pk]) for view in ("change", "history")]
    urls.append(reverse("admin:asegurados_asegurado_mostrar", args=[row.pk, "curp"]))
    for url in urls:
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302, url
            assert answer.headers["Location"].startswith("/admin/login/"), url


def test_a_list_asks_the_same_of_three_rows_and_of_twelve(
    poblado: None, personal: Client, django_assert_max_num_queries: object
) -> None:
    before = _count_queries(personal)
    populate(9)
    after = _count_queries(personal)
    assert {url: (number, after[url]) for url, number in before.items() if number != after[url]} == {}
    assert max(after.values()) <= 12


def _count_queries(client: Client) -> dict[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/admin/")
    counted = {}
    for name in names("changelist"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse(name))
        assert answer.status_code == 200
        rows = len(answer.context["cl"].result_list)
        single = "cabezaregistro" in name or "comprobantellave" in name  # tables of one row
        assert rows >= (1 if single else 3), f"{name}: poblacion.py makes no rows of it"
        counted[name] = len(queries)
    return counted


def test_every_model_is_listed_once_and_under_a_task(personal: Client) -> None:
    tareas = personal.get("/admin/").context["app_list"]
    listed = [model["model"] for tarea in tareas for model in tarea["models"]]
    assert sorted(map(str, listed)) == sorted(map(str, admin.site._registry))
    assert "Otros" not in [tarea["name"] for tarea in tareas]
