"""An address, as it leaves the wizard."""

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


def test_a_known_postal_code_says_state_and_municipio():
    domicilio = Domicilio.from_respuestas(CONOCIDO)
    assert (domicilio.estado, domicilio.municipio, domicilio.colonia) == ("14", "Guadalajara", "Centro")
    assert domicilio.lineas == ("Morelos 12", "Colonia Centro", "Guadalajara, Jalisco")


def test_of_another_one_both_were_chosen():
    domicilio = Domicilio.from_respuestas(DESCONOCIDO)
    assert domicilio.lineas == ("Sol S/N", "Colonia Las Águilas", "Zapopan, Jalisco")


def test_what_was_chosen_for_a_postal_code_that_is_known_now_does_not_count():
    answers = CONOCIDO | {"estado": {"estado": "20"}, "domicilio": DOMICILIO | {"municipio": "Zapopan"}}
    assert Domicilio.from_respuestas(answers).nombre_estado == "Jalisco"
    assert Domicilio.from_respuestas(answers).municipio == "Guadalajara"


def test_the_inner_number_is_written_where_there_is_one():
    answers = CONOCIDO | {"domicilio": DOMICILIO | {"interior": "B"}}
    assert Domicilio.from_respuestas(answers).lineas[0] == "Morelos 12, interior B"


def test_it_survives_json():
    domicilio = Domicilio.from_respuestas(DESCONOCIDO)
    assert Domicilio(**domicilio.to_json()) == domicilio


@pytest.mark.parametrize("missing", ["codigo-postal", "domicilio", "estado"])
def test_a_missing_step_is_an_error(missing):
    with pytest.raises(KeyError):
        Domicilio.from_respuestas({slug: answers for slug, answers in DESCONOCIDO.items() if slug != missing})
