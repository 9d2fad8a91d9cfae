"""Tests of the wizard step that asks for the postal code.

If the catalogue does not contain the postal code, the student also chooses estado and municipio.
"""

import pytest
from django.test import Client

from padron.catalogos.models import CentroCP
from padron.planteles.models import Plantel
from tests.helpers.factories import CodigoPostalFactory, MunicipioFactory
from tests.helpers.tramites.form_errors import list_error_messages
from tests.helpers.tramites.nss_steps import CP, ZAPOPAN, answer, answer_until, read, step_url, stored_answers
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
FALTA_CP = "Escribe los 5 números de tu código postal"
MEGA = "ñ" * 40_000


class TestCodigoPostalStep:
    @pytest.fixture(autouse=True)
    def answer_earlier_steps(self, client: Client, solicitud: Solicitud) -> None:
        answer_until(client, solicitud, "codigo-postal")

    @pytest.mark.parametrize(
        "cp",
        ["", "   ", "4410", "441000", "4410O", "44.100", "٤٤١٠٠", "４４１００", "²4100", "🏠4100", "<script>", "-4410"],
    )
    def test_a_postal_code_that_is_not_five_digits_is_rejected_with_an_error_message(
        self, client: Client, solicitud: Solicitud, cp: str
    ) -> None:
        page = answer(client, solicitud, "codigo-postal", {"cp": cp})
        assert list_error_messages(page) == [FALTA_CP]
        assert page.context["form"]["cp"].value() == cp
        assert "<script>" not in page.content.decode()
        assert "codigo-postal" not in stored_answers(solicitud)["pasos"]

    @pytest.mark.parametrize("cp", ["44100", " 44100\t", "44 100", "4\x004100", "44100\u200b", "4 4 1 0 0"])
    def test_spaces_and_invisible_characters_are_removed_from_a_postal_code(
        self, client: Client, solicitud: Solicitud, cp: str
    ) -> None:
        assert answer(client, solicitud, "codigo-postal", {"cp": cp}).url.endswith("/domicilio/")
        assert stored_answers(solicitud)["pasos"]["codigo-postal"] == {"cp": "44100", "conservar": False}

    @pytest.mark.parametrize("cp", ["4" * 90_000, " " * 90_000, MEGA, "44100" + " " * 30 + "x"])
    def test_a_very_long_postal_code_is_rejected_with_an_error_message(
        self, client: Client, solicitud: Solicitud, cp: str
    ) -> None:
        assert list_error_messages(answer(client, solicitud, "codigo-postal", {"cp": cp})) == [FALTA_CP]

    def test_a_postal_code_missing_from_the_catalogue_is_accepted_only_if_the_student_confirms_it(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert "conservar" not in read(client, solicitud, "codigo-postal")
        page = answer(client, solicitud, "codigo-postal", {"cp": "44999"})
        assert list_error_messages(page) == [
            "No encontramos el código postal 44999. Revísalo o captura tu dirección completa"
        ]
        assert 'name="conservar"' in page.content.decode()
        page = answer(client, solicitud, "codigo-postal", {"cp": "44999", "conservar": "on"})
        assert page.url.endswith("/estado/")
        assert "checked" in read(client, solicitud, "codigo-postal")

    def test_confirming_a_postal_code_that_is_in_the_catalogue_has_no_effect(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        page = answer(client, solicitud, "codigo-postal", CP | {"conservar": "on"})
        assert page.url.endswith("/domicilio/")
        assert "conservar" not in read(client, solicitud, "codigo-postal")

    def test_a_postal_code_of_one_digit_is_rejected_even_if_the_student_confirms_it(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert list_error_messages(answer(client, solicitud, "codigo-postal", {"cp": "4", "conservar": "on"})) == [
            FALTA_CP
        ]


class TestEstadoStep:
    @pytest.fixture(autouse=True)
    def answer_earlier_steps(self, client: Client, solicitud: Solicitud) -> None:
        answer_until(client, solicitud, "codigo-postal")
        answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})

    @pytest.mark.parametrize("estado", ["", "99", "Jalisco", "14\x00", "<script>", "1" * 1000])
    def test_an_estado_that_is_not_on_the_list_of_mexican_states_is_rejected(
        self, client: Client, solicitud: Solicitud, estado: str
    ) -> None:
        assert list_error_messages(answer(client, solicitud, "estado", {"estado": estado})) == [
            "Elige el estado donde vives"
        ]

    def test_the_address_step_lists_only_municipios_of_the_chosen_estado(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        answer(client, solicitud, "estado", {"estado": "14"})
        page = client.get(step_url(solicitud, "domicilio"))
        choices = [value for value, _ in page.context["form"].fields["municipio"].choices]
        assert choices == ["", "Guadalajara", "Zapopan"]
        assert "No conocemos tu código postal" in page.content.decode()

    @pytest.mark.parametrize(
        ("datos", "messages"),
        [
            (
                {},
                [
                    "Elige tu municipio o alcaldía",
                    "Escribe tu colonia",
                    "Escribe tu calle",
                    "Escribe el número exterior",
                ],
            ),
            (ZAPOPAN | {"municipio": "Monterrey"}, ["Elige uno de la lista"]),
            (ZAPOPAN | {"otra_colonia": " \u200b "}, ["Escribe tu colonia"]),
        ],
    )
    def test_an_invalid_address_is_rejected_even_if_the_postal_code_is_not_in_the_catalogue(
        self, client: Client, solicitud: Solicitud, datos: dict[str, str], messages: list[str]
    ) -> None:
        answer(client, solicitud, "estado", {"estado": "14"})
        assert list_error_messages(answer(client, solicitud, "domicilio", datos)) == messages

    def test_a_student_who_changes_the_estado_of_the_address_must_choose_the_municipio_again(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        answer(client, solicitud, "estado", {"estado": "14"})
        answer(client, solicitud, "domicilio", ZAPOPAN)
        assert answer(client, solicitud, "estado", {"estado": "20"}).url.endswith("/domicilio/")
        page = read(client, solicitud, "domicilio")
        assert 'value="Sol"' in page
        assert "Zapopan" not in page


class TestLejos:
    PREGUNTA = "Estudias en Guadalajara y tu código postal es de Chiapas. ¿Vives ahí mientras estudias?"

    @pytest.fixture(autouse=True)
    def chiapas(self, client: Client, solicitud: Solicitud) -> None:
        """Create a postal code in Chiapas, and a campus in Guadalajara."""
        tuxtla = MunicipioFactory(estado="07", clave="101", nombre="Tuxtla Gutiérrez")
        CodigoPostalFactory(cp="29000", municipio=tuxtla)
        Plantel.objects.update(direccion="Calle Inventada 1, 44100 Guadalajara, Jalisco")
        answer_until(client, solicitud, "codigo-postal")

    def test_a_postal_code_in_another_state_is_accepted_only_if_the_student_lives_there(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert "vivo_ahi" not in read(client, solicitud, "codigo-postal")
        page = answer(client, solicitud, "codigo-postal", {"cp": "29000"})
        assert list_error_messages(page) == [self.PREGUNTA]
        assert 'name="vivo_ahi"' in page.content.decode()
        page = answer(client, solicitud, "codigo-postal", {"cp": "29000", "vivo_ahi": "on"})
        assert page.url.endswith("/domicilio/")
        assert "Chiapas" in read(client, solicitud, "domicilio")
        assert "checked" in read(client, solicitud, "codigo-postal")

    def test_a_postal_code_of_the_state_of_the_campus_needs_no_answer(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        assert answer(client, solicitud, "codigo-postal", {"cp": "44100", "vivo_ahi": "on"}).status_code == 302
        assert "vivo_ahi" not in stored_answers(solicitud)["pasos"]["codigo-postal"]

    @pytest.mark.parametrize(("latitud", "asked"), [(20.7, False), (16.75, True)])
    def test_a_postal_code_in_the_neighbouring_state_is_not_questioned(
        self, client: Client, solicitud: Solicitud, latitud: float, asked: bool
    ) -> None:
        CentroCP.objects.create(cp="44100", latitud=20.67, longitud=-103.34)
        CentroCP.objects.create(cp="29000", latitud=latitud, longitud=-103.3)
        page = answer(client, solicitud, "codigo-postal", {"cp": "29000"})
        assert (page.status_code == 200) is asked

    @pytest.mark.parametrize("direccion", ["Calle Inventada 1", "Calle Inventada 1, 99999 Guadalajara"])
    def test_no_question_is_asked_if_the_place_of_the_campus_is_unknown(
        self, client: Client, solicitud: Solicitud, direccion: str
    ) -> None:
        Plantel.objects.update(direccion=direccion)
        assert answer(client, solicitud, "codigo-postal", {"cp": "29000"}).status_code == 302
