"""What every page must pass, whoever sees it: no sideways scroll, and no axe violation at either width."""

import re
from hashlib import sha256
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALTOS = {320: 640, 1280: 800}  # height by width, in pixels
# All rules run; what passes is not written up element by element: 0.10 s a page instead of 0.17.
SOLO_FALTAS = {"resultTypes": ["violations"]}
DE_CADA_QUIEN = re.compile(r"(?<=/)[\w-]*\d[\w-]{7,}(?=/)")  # uuids, folios and codes in an address
TITULOS = """() => [...document.querySelectorAll("h1, h2")].map(title => title.innerText).join("|")
    + (document.querySelector("[aria-invalid=true]") ? " with errors" : "")"""


def check_ancho(page: Page) -> None:
    """Nothing sticks out at the side."""
    assert page.locator("html").evaluate("html => html.scrollWidth <= window.innerWidth"), page.url


def check_axe(page: Page, *, axe: Axe | None = None) -> None:
    """No axe violation on the page as it stands. `axe` without a script of its own is for a page that has it."""
    results = (axe or Axe()).run(page, options=SOLO_FALTAS)
    assert results.violations_count == 0, f"{page.url} in {page.viewport_size}: {results.generate_report()}"


def check_accessible(page: Page) -> None:
    """No axe violation, no sideways scroll, at both widths."""
    before = page.viewport_size
    for axe, (ancho, alto) in zip((Axe(), Axe("")), ALTOS.items(), strict=True):  # the page has its script once
        page.set_viewport_size({"width": ancho, "height": alto})
        check_axe(page, axe=axe)
        check_ancho(page)
    if before:
        page.set_viewport_size(before)


class Mirada:
    """Has axe look at each distinct page once in a test run: where a walk sees it first.

    Pages are told apart by their address, what every one has of its own taken out, their titles, and whether a field
    has an error. `folder` is of all workers of the run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look(self, page: Page) -> None:
        """Look at a page whose scripts run."""
        if self._is_first(page):
            check_accessible(page)
        else:
            check_ancho(page)

    def _is_first(self, page: Page) -> bool:
        path = DE_CADA_QUIEN.sub("…", page.url.partition("?")[0].split("/", 3)[3])
        key = f"{path} {page.evaluate(TITULOS)}"
        try:
            (self.folder / sha256(key.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
