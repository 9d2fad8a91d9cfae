"""Tests of the class Domicilio, which contains a postal address.

A Domicilio is built from the answers of the student in a wizard.
"""

import pytest

from tests.helpers.tramites.nss_steps import DOMICILIO, ZAPOPAN
from tramites.preguntas.domicilio import Domicilio

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogos")]
CONOCIDO = {"codigo-postal": {"cp": "44100", "conservar": False}, "domicilio": DOMICILIO | {"municipio": ""}}
DESCONOCIDO = {
    "codigo-postal": {"cp": "45545", "conservar": True},
    "estado": {"estado": "14"},
    "domicilio": ZAPOPAN | {"colonia": ""},
}


def test_estado_and_municipio_come_from_the_catalogue_if_the_postal_code_is_in_the_catalogue():
    domicilio = Domicilio.from_respuestas(CONOCIDO)
    assert (domicilio.estado, domicilio.municipio, domicilio.colonia) == ("14", "Guadalajara", "Centro")
    assert domicilio.lineas == ("Morelos 12", "Colonia Centro", "Guadalajara, Jalisco")


def test_estado_and_municipio_come_from_the_answers_if_the_postal_code_is_not_in_the_catalogue():
    domicilio = Domicilio.from_respuestas(DESCONOCIDO)
    assert domicilio.lineas == ("Sol S/N", "Colonia Las Águilas", "Zapopan, Jalisco")


def test_answers_for_estado_and_municipio_are_ignored_if_the_postal_code_is_in_the_catalogue():
    answers = CONOCIDO | {"estado": {"estado": "20"}, "domicilio": DOMICILIO | {"municipio": "Zapopan"}}
    assert Domicilio.from_respuestas(answers).nombre_estado == "Jalisco"
    assert Domicilio.from_respuestas(answers).municipio == "Guadalajara"


def test_the_first_line_of_a_domicilio_includes_the_interior_number():
    answers = CONOCIDO | {"domicilio": DOMICILIO | {"interior": "B"}}
    assert Domicilio.from_respuestas(answers).lineas[0] == "Morelos 12, interior B"


def test_a_domicilio_is_unchanged_after_conversion_to_json_and_back():
    domicilio = Domicilio.from_respuestas(DESCONOCIDO)
    assert Domicilio(**domicilio.to_json()) == domicilio


@pytest.mark.parametrize("missing", ["codigo-postal", "domicilio", "estado"])
def test_domicilio_from_respuestas_raises_key_error_if_the_answer_of_a_step_is_missing(missing):
    with pytest.raises(KeyError):
        Domicilio.from_respuestas({slug: answers for slug, answers in DESCONOCIDO.items() if slug != missing})
