"""The image: the same for the same seed, small, and no use to a matcher of templates."""

import io
from random import Random

import pytest
from PIL import Image

from plataforma.captcha import dibujo
from plataforma.captcha.letras import ALFABETO, LARGO
from tests.plataforma.captcha.adversario import solve

CUANTAS = 40


def draw_many(count: int) -> list[tuple[str, bytes]]:
    azar = Random(7)  # noqa: S311 (the same images in every run)
    texts = ["".join(azar.choices(ALFABETO, k=LARGO)) for _ in range(count)]
    return [(text, dibujo.draw(text, seed=f"{number}".encode())) for number, text in enumerate(texts)]


def test_T8_the_same_seed_is_the_same_image_and_another_one_another() -> None:
    assert dibujo.draw("AbQqh", seed=b"1") == dibujo.draw("AbQqh", seed=b"1")
    assert len({dibujo.draw("AbQqh", seed=bytes([n])) for n in range(10)}) == 10


@pytest.mark.parametrize("letras", ["MMMMM", "iiiii", "QyQyQ"])
def test_T8_wide_and_narrow_letters_fit(letras: str) -> None:
    for seed in range(5):
        image = Image.open(io.BytesIO(dibujo.draw(letras, seed=bytes([seed]))))
        assert image.size == (dibujo.ANCHO, dibujo.ALTO)
        assert dibujo.ANCHO / dibujo.ALTO == 280 / 100  # the size in templates/componentes/captcha.html


def test_T8_letters_stay_inside_the_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dibujo, "LINEAS", 0)
    monkeypatch.setattr(dibujo, "_make_flood", _make_nothing)
    for seed in range(20):
        image = Image.open(io.BytesIO(dibujo.draw("MMQUy", seed=bytes([seed])))).convert("L")
        sides = [image.crop((0, 0, 2, image.height)), image.crop((image.width - 2, 0, image.width, image.height))]
        assert all(side.getextrema() == (255, 255) for side in sides)


def test_T8_images_are_small() -> None:
    assert max(len(png) for _, png in draw_many(CUANTAS)) <= 6 * 1024


@pytest.mark.real  # ten seconds of arithmetic
def test_T8_templates_solve_at_most_one_of_twenty() -> None:
    solved = [text for text, png in draw_many(CUANTAS) if solve(png) == text]
    assert len(solved) <= CUANTAS * 0.05, solved


@pytest.mark.real
def test_T8_the_same_solver_reads_letters_that_are_only_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver has teeth: what keeps it out is the bending, the line and the two colours."""
    monkeypatch.setattr(dibujo, "LINEAS", 0)
    monkeypatch.setattr(dibujo, "_make_flood", _make_nothing)
    monkeypatch.setattr(dibujo, "_bend", lambda mask, azar: mask)
    pairs = [pair for text, png in draw_many(15) for pair in zip(text, solve(png), strict=False)]
    assert sum(drawn == read for drawn, read in pairs) / len(pairs) > 0.7


def _make_nothing(azar: Random) -> Image.Image:
    return Image.new("L", (dibujo.ANCHO, dibujo.ALTO))
