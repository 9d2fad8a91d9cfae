"""Tests of the rules that choose the next step of the expediente.

The three steps are NSS, medical cover (vigencia) and clinic. The tests try all combinations of finished steps.
"""

import itertools

import pytest

from tramites.camino.expediente.rules import Siguiente, decide_estados, decide_siguiente

CASOS = list(itertools.product((True, False), repeat=3))


def make_arguments(caso: tuple[bool, ...]) -> dict[str, bool]:
    """Return the keyword arguments of the rules.

    For example, (True, False, False) is a student with an NSS, but without medical cover and clinic.
    """
    return dict(zip(("tiene_nss", "is_vigente", "tiene_clinica"), caso, strict=True))


@pytest.mark.parametrize("caso", CASOS)
def test_the_expediente_offers_the_first_step_that_is_not_finished(caso: tuple[bool, ...]) -> None:
    estados, siguiente = decide_estados(**make_arguments(caso)), decide_siguiente(**make_arguments(caso))
    assert [estado == "hecho" for estado in estados] == list(caso)
    if all(caso):
        assert siguiente is None
        assert "actual" not in estados
    else:
        assert siguiente
        assert ("nss", "vigencia", "alta")[estados.index("actual")] == siguiente.tipo


def test_the_acuse_comes_before_the_vigencia_and_the_carnet_comes_last() -> None:
    hechos = {"tiene_nss": True, "is_vigente": False, "tiene_clinica": False}
    siguiente = decide_siguiente(**hechos, acuse="Entrega tu acuse.", avisado="Ya avisamos a tu plantel.")
    assert siguiente == Siguiente("nss", "Entrega tu acuse.", "Ver mi acuse")
    carnet = Siguiente("alta", "Ya puedes tramitar tu carnet de citas.", "Obtener mi carnet", url="/alta/")
    vigente = {"tiene_nss": True, "is_vigente": True}
    assert decide_siguiente(**vigente, tiene_clinica=True, carnet=carnet) == carnet
    elige = decide_siguiente(**vigente, tiene_clinica=False, carnet=carnet, acuse="Entrega tu acuse.")
    assert elige is not None
    assert elige.tipo == "alta"
    assert elige.accion == "Registrarme en mi clínica"
