"""The address: every message, what is offered, and that bad input loses nothing typed."""

import re
from html import unescape

import pytest
from django.test import Client

from padron.catalogos.models import CodigoPostal
from tests.fabricas import CodigoPostalFactory, ColoniaFactory
from tests.tramites.ayudas import Respuesta
from tests.tramites.recorrido import CP, DOMICILIO, ZAPOPAN, answer, answer_until, read, step_url, stored
from tramites.models import Solicitud

pytestmark = pytest.mark.django_db
FALTA_CP = "Escribe los 5 números de tu código postal"
MEGA = "ñ" * 1_000_000


def errors_of(page: Respuesta) -> list[str]:
    """The messages at the fields; the summary must say the same."""
    assert page.status_code == 200
    text = unescape(page.content.decode())
    at_fields = re.findall(r'<p class="campo__error"><span class="solo-lector">Error: </span>(.+?)</p>', text)
    in_summary = re.findall(r'<li><a href="#id_\w+">(.+?)</a></li>', text)
    assert at_fields == in_summary
    return at_fields


def test_no_message_is_left_untranslated_or_unknown() -> None:
    """Each rule of a field has words of ours: what Django says by itself is another voice."""
    from tramites.domicilio.forms import CodigoPostalForm, DomicilioForm, EstadoForm

    for form in (CodigoPostalForm, EstadoForm, DomicilioForm):
        for name, field in form.base_fields.items():
            needed = {"required"} if field.required else set()
            needed |= {"invalid_choice"} if hasattr(field, "choices") else set()
            needed |= {"max_length"} if getattr(field, "max_length", None) else set()
            for code in needed - ({"required"} if name == "otra_colonia" else set()):
                assert code in field.error_messages
                assert "Este campo" not in str(field.error_messages[code]), (form, name, code)


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


class TestDomicilio:
    @pytest.fixture(autouse=True)
    def reached(self, client: Client, solicitud: Solicitud) -> None:
        answer_until(client, solicitud, "domicilio")

    @pytest.mark.parametrize(
        ("datos", "messages"),
        [
            ({}, ["Elige tu colonia", "Escribe tu calle", "Escribe el número exterior"]),
            ({"colonia": "Otra que no hay"}, ["Elige una de la lista"]),
            ({"colonia": ""}, ["Elige tu colonia"]),
            ({"colonia": "otra"}, ["Escribe el nombre de tu colonia"]),
            ({"colonia": "otra", "otra_colonia": " \x00 "}, ["Escribe el nombre de tu colonia"]),
            ({"colonia": "otra", "otra_colonia": "x" * 101}, ["Escribe el nombre en 100 letras o menos"]),
            ({"calle": " "}, ["Escribe tu calle"]),
            ({"calle": "x" * 101}, ["Escribe la calle en 100 letras o menos"]),
            ({"calle": MEGA}, ["Escribe la calle en 100 letras o menos"]),
            ({"exterior": "\x00"}, ["Escribe el número exterior"]),
            ({"exterior": "x" * 21}, ["Escríbelo en 20 letras o menos"]),
            ({"interior": "x" * 21}, ["Escríbelo en 20 letras o menos"]),
        ],
    )
    def test_messages(self, client: Client, solicitud: Solicitud, datos: dict[str, str], messages: list[str]) -> None:
        page = answer(client, solicitud, "domicilio", (DOMICILIO | datos) if datos else {})
        assert errors_of(page) == messages
        form = page.context["form"]
        for name, value in datos.items():
            assert form[name].value() == value
        assert 'maxlength="' not in page.content.decode()

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("Avenida 🏠 Ñandú", "Avenida 🏠 Ñandú"),
            ("  Dos\t\n espacios  ", "Dos espacios"),
            ("Con\x00nulo", "Connulo"),
            ("Calle \u202e12", "Calle 12"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ('\'; DROP TABLE "x" --', '\'; DROP TABLE "x" --'),
            ("{{ calle }} {% url 'x' %}", "{{ calle }} {% url 'x' %}"),
            ("x" * 100, "x" * 100),
        ],
    )
    def test_any_street_is_taken_as_it_is_read(
        self, client: Client, solicitud: Solicitud, typed: str, kept: str
    ) -> None:
        assert answer(client, solicitud, "domicilio", DOMICILIO | {"calle": typed}).url.endswith("/revision/")
        assert stored(solicitud)["pasos"]["domicilio"]["calle"] == kept
        page = read(client, solicitud, "revision")
        assert f"{kept} 12, Colonia Centro" in unescape(page)
        assert "<script>alert" not in page

    def test_up_to_seven_colonias_are_radios(self, client: Client, solicitud: Solicitud) -> None:
        codigo = CodigoPostal.objects.get(cp="44100")
        for n in range(6):
            ColoniaFactory(codigo_postal=codigo, nombre=f"Barrio {n}")
        page = read(client, solicitud, "domicilio")
        assert page.count('type="radio"') == 8
        assert "<select" not in page
        ColoniaFactory(codigo_postal=codigo, nombre="La octava")
        page = read(client, solicitud, "domicilio")
        assert page.count("<option") == 10
        assert 'type="radio"' not in page
        assert "Elige tu colonia" in page

    def test_no_colonia_is_chosen_for_the_student(self, client: Client, solicitud: Solicitud) -> None:
        page = read(client, solicitud, "domicilio")
        assert "checked" not in page
        assert "selected" not in page

    def test_what_the_postal_code_tells_is_shown_and_not_asked(self, client: Client, solicitud: Solicitud) -> None:
        page = client.get(step_url(solicitud, "domicilio"))
        assert set(page.context["form"].fields) == {"colonia", "otra_colonia", "calle", "exterior", "interior"}
        text = page.content.decode()
        assert "<dd>44100</dd>" in text
        assert "<dd>Guadalajara</dd>" in text
        assert "<dd>Jalisco</dd>" in text

    def test_my_colonia_is_not_on_the_list(self, client: Client, solicitud: Solicitud) -> None:
        datos = DOMICILIO | {"colonia": "otra", "otra_colonia": "Las Águilas"}
        assert answer(client, solicitud, "domicilio", datos).url.endswith("/revision/")
        assert "Colonia Las Águilas, Guadalajara, Jalisco" in read(client, solicitud, "revision")
        page = client.get(step_url(solicitud, "domicilio"))
        assert page.context["form"]["colonia"].value() == "otra"
        assert 'value="Las Águilas"' in page.content.decode()

    def test_a_name_beside_a_chosen_colonia_does_not_count(self, client: Client, solicitud: Solicitud) -> None:
        answer(client, solicitud, "domicilio", DOMICILIO | {"otra_colonia": "Las Águilas"})
        assert "Colonia Centro, Guadalajara" in read(client, solicitud, "revision")

    def test_an_error_loses_none_of_the_other_fields(self, client: Client, solicitud: Solicitud) -> None:
        datos = {"colonia": "otra", "otra_colonia": "Águilas", "calle": "", "exterior": "3 <b>", "interior": "B"}
        page = answer(client, solicitud, "domicilio", datos)
        assert {name: page.context["form"][name].value() for name in datos} == datos
        text = page.content.decode()
        assert 'value="3 &lt;b&gt;"' in text
        assert re.search(r'value="otra"[^>]* checked', text)

    def test_two_colonias_of_one_name_are_told_apart(self, client: Client, solicitud: Solicitud) -> None:
        codigo = CodigoPostalFactory(cp="44100")
        ColoniaFactory(codigo_postal=codigo, nombre="Centro", tipo="Ejido")
        page = read(client, solicitud, "domicilio")
        assert "Centro (ejido)" in page
        assert answer(client, solicitud, "domicilio", DOMICILIO).status_code == 200  # which of them?
        assert answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Centro (ejido)"}).status_code == 302
