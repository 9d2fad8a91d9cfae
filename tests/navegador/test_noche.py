"""The public pages in the dark: whatever a link leads to from home, as axe sees it, contrast and all."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.helpers.navegador.looks import check_axe
from tests.helpers.portal.live_portal import PortalVivo

pytestmark = pytest.mark.browser
# Staff's pages and files have tests of their own; the mailbox frames mails, whose colours are theirs.
APARTE = re.compile(r"^/(admin|buzon|documentos|static)/")
FIJAS = ("/?salida", "/no-existe/", "/estilo/", "/verificar/0000-0000-0000/")


def list_links(page: Page) -> set[str]:
    """Where the page leads on this site: paths alone, for a query changes what is typed and not how it looks."""
    links: list[str] = page.evaluate(
        "[...document.links].filter((a) => a.origin === location.origin).map((a) => a.pathname)"
    )
    return {path for path in links if not APARTE.match(path)}


def test_no_public_page_has_a_barrier_in_the_dark(new_page: Any, portal: PortalVivo) -> None:
    page = new_page(320, base_url=portal.url, color_scheme="dark")
    seen: set[str] = set()
    todo = {"/", *FIJAS}
    while todo:
        path = todo.pop()
        seen.add(path)
        page.goto(path)
        check_axe(page)
        todo |= list_links(page) - seen
    assert {"/ayuda/", "/privacidad/", "/expediente/", "/tramites/alta/", "/tramites/vigencia/empezar/"} <= seen
    assert len(seen) > 20
