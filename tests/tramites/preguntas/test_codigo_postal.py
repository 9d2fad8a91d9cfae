"""The postal code, and what is asked where the catalogue does not know it."""

import pytest
from django.test import Client

from tests.helpers.tramites.form_errors import errors_of
from tests.helpers.tramites.nss_steps import CP, ZAPOPAN, answer, answer_until, read, step_url, stored
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
FALTA_CP = "Escribe los 5 números de tu código postal"
MEGA = "ñ" * 1_000_000


class TestCodigoPostal:
    @pytest.fixture(autouse=True)
    def reached(self, client: Client, solicitud: Solicitud) -> None:
        answer_until(client, solicitud, "codigo-postal")

    @pytest.mark.parametrize(
        "cp",
        ["", "   ", "4410", "441000", "4410O", "44.100", "٤٤١٠٠", "４４１００", "²4100", "🏠4100", "<script>", "-4410"],
    )
    def test_five_digits_or_the_sentence_that_says_so(self, client: Client, solicitud: Solicitud, cp: str) -> None:
        page = answer(client, solicitud, "codigo-postal", {"cp": cp})
        assert errors_of(page) == [FALTA_CP]
        assert page.context["form"]["cp"].value() == cp
        assert "<script>" not in page.content.decode()
        assert "codigo-postal" not in stored(solicitud)["pasos"]

    @pytest.mark.parametrize("cp", ["44100", " 44100\t", "44 100", "4\x004100", "44100\u200b", "4 4 1 0 0"])
    def test_what_cannot_be_seen_does_not_count(self, client: Client, solicitud: Solicitud, cp: str) -> None:
        assert answer(client, solicitud, "codigo-postal", {"cp": cp}).url.endswith("/domicilio/")
        assert stored(solicitud)["pasos"]["codigo-postal"] == {"cp": "44100", "conservar": False}

    @pytest.mark.parametrize("cp", ["4" * 1_000_000, " " * 1_000_000, MEGA, "44100" + " " * 30 + "x"])
    def test_a_megabyte_is_answered_in_words(self, client: Client, solicitud: Solicitud, cp: str) -> None:
        assert errors_of(answer(client, solicitud, "codigo-postal", {"cp": cp})) == [FALTA_CP]

    def test_an_unknown_one_can_be_kept_and_is_not_kept_by_itself(self, client: Client, solicitud: Solicitud) -> None:
        assert "conservar" not in read(client, solicitud, "codigo-postal")
        page = answer(client, solicitud, "codigo-postal", {"cp": "44999"})
        assert errors_of(page) == ["No encontramos el código postal 44999. Revísalo o captura tu dirección completa"]
        assert 'name="conservar"' in page.content.decode()
        page = answer(client, solicitud, "codigo-postal", {"cp": "44999", "conservar": "on"})
        assert page.url.endswith("/estado/")
        assert "checked" in read(client, solicitud, "codigo-postal")

    def test_keeping_a_known_one_keeps_nothing(self, client: Client, solicitud: Solicitud) -> None:
        page = answer(client, solicitud, "codigo-postal", CP | {"conservar": "on"})
        assert page.url.endswith("/domicilio/")
        assert "conservar" not in read(client, solicitud, "codigo-postal")

    def test_a_wrong_one_cannot_be_kept(self, client: Client, solicitud: Solicitud) -> None:
        assert errors_of(answer(client, solicitud, "codigo-postal", {"cp": "4", "conservar": "on"})) == [FALTA_CP]


class TestEstado:
    @pytest.fixture(autouse=True)
    def reached(self, client: Client, solicitud: Solicitud) -> None:
        answer_until(client, solicitud, "codigo-postal")
        answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})

    @pytest.mark.parametrize("estado", ["", "99", "Jalisco", "14\x00", "<script>", "1" * 1000])
    def test_one_of_the_list(self, client: Client, solicitud: Solicitud, estado: str) -> None:
        assert errors_of(answer(client, solicitud, "estado", {"estado": estado})) == ["Elige el estado donde vives"]

    def test_the_municipios_are_those_of_the_state(self, client: Client, solicitud: Solicitud) -> None:
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
    def test_messages_where_all_is_asked(
        self, client: Client, solicitud: Solicitud, datos: dict[str, str], messages: list[str]
    ) -> None:
        answer(client, solicitud, "estado", {"estado": "14"})
        assert errors_of(answer(client, solicitud, "domicilio", datos)) == messages

    def test_another_state_asks_for_the_municipio_again(self, client: Client, solicitud: Solicitud) -> None:
        answer(client, solicitud, "estado", {"estado": "14"})
        answer(client, solicitud, "domicilio", ZAPOPAN)
        assert answer(client, solicitud, "estado", {"estado": "20"}).url.endswith("/domicilio/")
        page = read(client, solicitud, "domicilio")
        assert 'value="Sol"' in page
        assert "Zapopan" not in page
