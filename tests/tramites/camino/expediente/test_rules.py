"""What comes next, whatever is done already."""

import itertools

import pytest

from tramites.camino.expediente.rules import decide_estados, decide_siguiente

CASOS = list(itertools.product((True, False), repeat=3))


def args(caso: tuple[bool, ...]) -> dict[str, bool]:
    return dict(zip(("tiene_nss", "is_vigente", "tiene_clinica"), caso, strict=True))


@pytest.mark.parametrize("caso", CASOS)
def test_the_first_step_that_is_not_done_is_the_present_one_and_comes_next(caso: tuple[bool, ...]) -> None:
    estados, siguiente = decide_estados(**args(caso)), decide_siguiente(**args(caso))
    assert [estado == "hecho" for estado in estados] == list(caso)
    if all(caso):
        assert siguiente is None
        assert "actual" not in estados
    else:
        assert siguiente
        assert ("nss", "vigencia", "alta")[estados.index("actual")] == siguiente.tipo
