"""The table against docs/reglas.md, «States», one move after the other."""

from itertools import product

import pytest

from tramites.solicitud.estados import ETIQUETAS, TRANSICIONES, Estado, TransicionProhibida, check_transicion

# Written out from docs/reglas.md, «States», and not from the code.
PERMITIDAS = {
    ("iniciada", "confirmada"),
    ("confirmada", "por_procesar"),
    ("por_procesar", "concluida"),
    ("por_procesar", "confirmada"),
    ("confirmada", "con_incidencia"),
    ("por_procesar", "con_incidencia"),
    ("con_incidencia", "confirmada"),
    ("con_incidencia", "por_procesar"),
    ("por_procesar", "en_espera"),
    ("en_espera", "por_procesar"),
    ("iniciada", "caducada"),
    ("confirmada", "caducada"),
    ("iniciada", "cancelada"),
    ("confirmada", "cancelada"),
    ("con_incidencia", "cancelada"),
}


@pytest.mark.parametrize(("desde", "hacia"), list(product(Estado, Estado)), ids=str)
def test_a_move_is_allowed_if_and_only_if_the_flows_say_so(desde: Estado, hacia: Estado) -> None:
    if (desde, hacia) in PERMITIDAS:
        check_transicion(desde, hacia)
    else:
        with pytest.raises(TransicionProhibida):
            check_transicion(desde, hacia)


@pytest.mark.parametrize("estado", [Estado.CONCLUIDA, Estado.CADUCADA, Estado.CANCELADA])
def test_an_end_is_an_end(estado: Estado) -> None:
    assert TRANSICIONES[estado] == frozenset()


def test_every_state_has_its_moves_and_its_label() -> None:
    assert set(TRANSICIONES) == set(ETIQUETAS) == set(Estado)
