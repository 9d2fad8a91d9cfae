"""A phone of 320 px: what stands above each page is low, and text of twice the size pushes nothing sideways."""

from typing import Any

import pytest

from tests.helpers.navegador import nss_walk
from tests.helpers.navegador.looks import check_ancho
from tests.helpers.portal.live_portal import Persona

pytestmark = pytest.mark.browser
ARRIBA = "document.querySelector('main').getBoundingClientRect().top"
DOBLE = "document.documentElement.style.setProperty('font-size', '200%')"


def test_at_most_160_px_stand_above_the_page_with_a_session_and_large_text_fits(
    visitar: Any, localizado: Persona
) -> None:
    v = visitar(localizado)
    nss_walk.enter(v)
    v.wait_for(nss_walk.LISTO)
    for path in (v.page.url, "/expediente/", "/", "/tramites/vigencia/empezar/"):
        v.page.goto(path)
        assert v.page.evaluate(ARRIBA) <= 160, path
        v.page.evaluate(DOBLE)
        check_ancho(v.page)
