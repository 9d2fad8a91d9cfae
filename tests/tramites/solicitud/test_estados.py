"""The table TRANSICIONES has exactly the moves that docs/reglas.md, «States», lists."""

from itertools import product

import pytest

from tramites.solicitud.estados import ETIQUETAS, TRANSICIONES, Estado, TransicionProhibida, check_transicion

# Copied from docs/reglas.md, «States», and not from the code, so that an error in the code is found.
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
def test_a_solicitud_may_move_between_two_states_only_if_the_rules_list_the_move(desde: Estado, hacia: Estado) -> None:
    if (desde, hacia) in PERMITIDAS:
        check_transicion(desde, hacia)
    else:
        with pytest.raises(TransicionProhibida):
            check_transicion(desde, hacia)


@pytest.mark.parametrize("estado", [Estado.CONCLUIDA, Estado.CADUCADA, Estado.CANCELADA])
def test_a_final_state_has_no_moves(estado: Estado) -> None:
    assert TRANSICIONES[estado] == frozenset()


def test_each_state_is_in_the_table_of_moves_and_has_a_label() -> None:
    assert set(TRANSICIONES) == set(ETIQUETAS) == set(Estado)
