"""Test that TRANSICIONES allows exactly the changes of estado that docs/reglas.md, «States», lists."""

from itertools import product

import pytest

from tramites.solicitud.estados import ETIQUETAS, TRANSICIONES, Estado, TransicionProhibida, check_transicion

# Copied from docs/reglas.md, «States», and not from the code, so that the test finds an error in the code.
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
def test_check_transicion_allows_exactly_the_changes_of_estado_that_docs_reglas_lists(
    desde: Estado, hacia: Estado
) -> None:
    if (desde, hacia) in PERMITIDAS:
        check_transicion(desde, hacia)
    else:
        with pytest.raises(TransicionProhibida):
            check_transicion(desde, hacia)


@pytest.mark.parametrize("estado", [Estado.CONCLUIDA, Estado.CADUCADA, Estado.CANCELADA])
def test_a_solicitud_in_a_final_estado_cannot_change_the_estado(estado: Estado) -> None:
    assert TRANSICIONES[estado] == frozenset()


def test_each_estado_has_an_entry_in_transiciones_and_a_label() -> None:
    assert set(TRANSICIONES) == set(ETIQUETAS) == set(Estado)
