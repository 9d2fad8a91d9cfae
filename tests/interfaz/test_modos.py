"""Every component in every mode of a person's device: size, night, contrast, spacing, stillness, paper."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator

from imss_portal.estilo.muestras import ERRORES
from tests.helpers.navegador.looks import check_ancho, check_axe

pytestmark = pytest.mark.browser
PAGINAS = ["/estilo/", *(f"/estilo/errores/{nombre}/" for nombre in ERRORES)]
# WCAG 2.2, 1.4.12
ESPACIADO = """*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-block-end:2em!important}"""
# Elements that hide part of their own text; what only readers get is meant to be hidden.
CORTADOS = """() => [...document.querySelectorAll("body *")].filter((e) =>
  e.clientWidth > 1 && getComputedStyle(e).overflow !== "visible" && e.children.length + e.textContent.length > 0 &&
  !["SELECT", "TEXTAREA", "SVG", "svg"].includes(e.tagName) &&
  (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => e.outerHTML.slice(0, 80))"""


def style(locator: Locator, *names: str) -> list[str]:
    found: list[str] = locator.evaluate("(e, names) => names.map((n) => getComputedStyle(e)[n])", list(names))
    return found


@pytest.mark.parametrize("path", PAGINAS)
@pytest.mark.parametrize(("ancho", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_barrier_by_day_or_by_night(abrir: Any, path: str, ancho: int, scheme: str) -> None:
    page = abrir(path, ancho=ancho, color_scheme=scheme)
    check_axe(page)
    check_ancho(page)


@pytest.mark.parametrize("path", PAGINAS)
@pytest.mark.parametrize(("ancho", "alto"), [(320, 640), (640, 320)])
def test_wide_spacing_cuts_nothing_off(abrir: Any, path: str, ancho: int, alto: int) -> None:
    page = abrir(path, ancho=ancho, alto=alto, bypass_csp=True)
    page.add_style_tag(content=ESPACIADO)
    check_ancho(page)
    assert page.evaluate(CORTADOS) == []


def test_a_phone_on_its_side_shows_the_title(abrir: Any) -> None:
    page = abrir("/estilo/errores/404/", ancho=640, alto=320)
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box["y"] + box["height"] < 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestAltoContraste:
    def test_buttons_have_borders_and_the_main_one_a_fill(self, abrir: Any, scheme: str) -> None:
        page = abrir("/estilo/", forced_colors="active", color_scheme=scheme)
        botones = page.locator("section[aria-labelledby=boton] .muestra").first.locator(".boton")
        estilos = [
            style(boton, "borderTopStyle", "borderTopWidth", "backgroundColor", "color") for boton in botones.all()
        ]
        assert len(estilos) == 3
        assert all((shape, width) == ("solid", "2px") for shape, width, _, _ in estilos)
        principal, secundario, _ = (fondo for _, _, fondo, _ in estilos)
        assert principal != secundario
        assert all(fondo != letra for _, _, fondo, letra in estilos)

    def test_the_focus_is_seen(self, abrir: Any, scheme: str) -> None:
        page = abrir("/estilo/errores/404/", forced_colors="active", color_scheme=scheme)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert style(page.locator(":focus"), "outlineStyle", "outlineWidth") == ["solid", "3px"]

    def test_how_far_the_work_is_is_seen(self, abrir: Any, scheme: str) -> None:
        page = abrir("/estilo/", forced_colors="active", color_scheme=scheme)
        bar = page.locator("section[aria-labelledby=progreso] progress").first
        picture = Image.open(io.BytesIO(bar.screenshot())).convert("L")
        done, rest = (picture.getpixel((picture.width * place // 10, picture.height // 2)) for place in (1, 9))
        assert abs(int(done) - int(rest)) > 128

    def test_a_chosen_card_differs_in_more_than_colour(self, abrir: Any, scheme: str) -> None:
        page = abrir("/estilo/", forced_colors="active", color_scheme=scheme)
        cards = page.locator("section[aria-labelledby=opcion] .muestra").first.locator(".opcion")
        assert [style(cards.nth(n), "borderTopWidth", "borderTopStyle") for n in range(3)] == [
            ["2px", "solid"],
            ["4px", "solid"],
            ["2px", "dashed"],
        ]


@pytest.mark.parametrize(("motion", "duration"), [("reduce", "0s"), ("no-preference", "0.12s")])
def test_nothing_moves_for_who_wants_stillness(abrir: Any, motion: str, duration: str) -> None:
    page = abrir("/estilo/errores/404/", reduced_motion=motion)
    assert style(page.locator("main .boton").first, "transitionDuration")[0].split(", ")[0] == duration


def test_paper_has_the_words_and_nothing_to_press(abrir: Any) -> None:
    page = abrir("/estilo/", ancho=800, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".boton:visible, .saltar:visible, .atras:visible").count() == 0
    assert page.get_by_text("Sitio no oficial.").first.is_visible()
    assert style(page.locator("body"), "backgroundColor", "color") == ["rgb(255, 255, 255)", "rgb(28, 35, 48)"]


@pytest.mark.parametrize("path", PAGINAS)
def test_targets_are_as_large_as_a_thumb(abrir: Any, path: str) -> None:
    """WCAG 2.2, 2.5.8 asks 24 px; links inside a sentence are excepted, and samples show what is real elsewhere."""
    page = abrir(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select")].filter((e) => {
          const box = e.getBoundingClientRect(), text = e.parentElement.textContent.trim();
          const inside = e.tagName === "A" && text.length > e.textContent.trim().length + 1;
          const apart = e.closest(".saltar, .solo-lector, label");
          return box.width && !inside && !apart && Math.min(box.width, box.height) < 24;
        }).map((e) => e.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_by_night_a_sample_of_the_day_is_light_and_the_demonstration_bar_the_same(abrir: Any) -> None:
    bars, grounds = [], []
    for scheme in ("light", "dark"):
        page = abrir("/estilo/", color_scheme=scheme)
        bars.append(style(page.locator(".barra--demostracion").first, "backgroundColor"))
        grounds.append(style(page.locator("section[aria-labelledby=aviso] .muestra__caja").first, "backgroundColor"))
    assert bars[0] == bars[1]
    assert grounds == [["rgb(255, 255, 255)"]] * 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_box_to_tick_is_seen_empty_and_ticked(abrir: Any, scheme: str) -> None:
    page = abrir("/estilo/", color_scheme=scheme)
    box = page.locator("#id_vacio-aviso")
    empty = style(box, "appearance", "borderTopWidth", "backgroundColor")
    assert empty[:2] == ["none", "2px"]
    box.check()
    assert style(box, "backgroundColor") != empty[2:]
    page.emulate_media(forced_colors="active")
    assert style(box, "appearance") == ["auto"]


def test_the_number_is_copied_plain(abrir: Any) -> None:
    page = abrir("/estilo/")
    number = page.locator(".nss__numero").first
    assert number.inner_text() == "92 05 05 1234 7"
    number.evaluate("(e) => getSelection().selectAllChildren(e.parentElement)")
    assert page.evaluate("getSelection().toString()") == "92050512347"
