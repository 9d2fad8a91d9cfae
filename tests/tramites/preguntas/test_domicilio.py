"""Tests of the wizard step that asks for colonia, street and house numbers."""

import re
from html import unescape

import pytest
from django.test import Client

from padron.catalogos.models import CodigoPostal
from tests.helpers.factories import CodigoPostalFactory, ColoniaFactory
from tests.helpers.tramites.form_errors import list_error_messages
from tests.helpers.tramites.nss_steps import DOMICILIO, answer, answer_until, read, step_url, stored_answers
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
FALTA_CP = "Escribe los 5 números de tu código postal"
MEGA = "ñ" * 40_000


def test_each_field_of_the_address_steps_has_its_own_spanish_error_messages() -> None:
    """A field without its own messages shows the default messages of Django.

    For example, Django shows «Este campo es obligatorio».
    """
    from tramites.preguntas.domicilio import CodigoPostalForm, DomicilioForm, EstadoForm

    for form in (CodigoPostalForm, EstadoForm, DomicilioForm):
        for name, field in form.base_fields.items():
            needed = {"required"} if field.required else set()
            needed |= {"invalid_choice"} if hasattr(field, "choices") else set()
            needed |= {"max_length"} if getattr(field, "max_length", None) else set()
            for code in needed - ({"required"} if name == "otra_colonia" else set()):
                assert code in field.error_messages
                assert "Este campo" not in str(field.error_messages[code]), (form, name, code)


class TestDomicilioStep:
    @pytest.fixture(autouse=True)
    def answer_earlier_steps(self, client: Client, solicitud: Solicitud) -> None:
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
    def test_the_form_shows_error_messages_and_the_typed_values_after_an_invalid_address(
        self, client: Client, solicitud: Solicitud, datos: dict[str, str], messages: list[str]
    ) -> None:
        page = answer(client, solicitud, "domicilio", (DOMICILIO | datos) if datos else {})
        assert list_error_messages(page) == messages
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
    def test_a_street_is_stored_without_invisible_characters_and_shown_as_escaped_html(
        self, client: Client, solicitud: Solicitud, typed: str, kept: str
    ) -> None:
        assert answer(client, solicitud, "domicilio", DOMICILIO | {"calle": typed}).url.endswith("/revision/")
        assert stored_answers(solicitud)["pasos"]["domicilio"]["calle"] == kept
        page = read(client, solicitud, "revision")
        assert f"{kept} 12, Colonia Centro" in unescape(page)
        assert "<script>alert" not in page

    def test_seven_colonias_are_shown_as_radio_buttons_and_eight_colonias_as_a_select(
        self, client: Client, solicitud: Solicitud
    ) -> None:
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

    def test_no_colonia_is_preselected_even_if_the_postal_code_has_only_one_colonia(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        page = read(client, solicitud, "domicilio")
        assert "checked" not in page
        assert "selected" not in page

    def test_municipio_and_estado_are_text_and_not_form_fields_if_the_catalogue_has_the_postal_code(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        page = client.get(step_url(solicitud, "domicilio"))
        assert set(page.context["form"].fields) == {"colonia", "otra_colonia", "calle", "exterior", "interior"}
        text = page.content.decode()
        assert "<dd>44100</dd>" in text
        assert "<dd>Guadalajara</dd>" in text
        assert "<dd>Jalisco</dd>" in text

    def test_only_the_field_interior_of_the_address_form_is_marked_as_optional(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        text = read(client, solicitud, "domicilio")
        assert re.findall(r'for="id_(\w+)">[^<]+<span class="campo__opcional">', text) == ["interior"]
        assert "Solo si elegiste «Mi colonia no aparece»." in text

    def test_a_colonia_that_is_not_on_the_list_can_be_typed(self, client: Client, solicitud: Solicitud) -> None:
        datos = DOMICILIO | {"colonia": "otra", "otra_colonia": "Las Águilas"}
        assert answer(client, solicitud, "domicilio", datos).url.endswith("/revision/")
        assert "Colonia Las Águilas, Guadalajara, Jalisco" in read(client, solicitud, "revision")
        page = client.get(step_url(solicitud, "domicilio"))
        assert page.context["form"]["colonia"].value() == "otra"
        assert 'value="Las Águilas"' in page.content.decode()

    def test_a_typed_colonia_is_ignored_if_the_student_chose_a_colonia_from_the_list(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        answer(client, solicitud, "domicilio", DOMICILIO | {"otra_colonia": "Las Águilas"})
        assert "Colonia Centro, Guadalajara" in read(client, solicitud, "revision")

    def test_a_rejected_address_form_shows_the_typed_values_with_html_escaped(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        datos = {"colonia": "otra", "otra_colonia": "Águilas", "calle": "", "exterior": "3 <b>", "interior": "B"}
        page = answer(client, solicitud, "domicilio", datos)
        assert {name: page.context["form"][name].value() for name in datos} == datos
        text = page.content.decode()
        assert 'value="3 &lt;b&gt;"' in text
        assert re.search(r'value="otra"[^>]* checked', text)

    def test_colonias_with_the_same_name_are_listed_with_their_type_such_as_ejido(
        self, client: Client, solicitud: Solicitud
    ) -> None:
        codigo = CodigoPostalFactory(cp="44100")
        ColoniaFactory(codigo_postal=codigo, nombre="Centro", tipo="Ejido")
        page = read(client, solicitud, "domicilio")
        assert "Centro (ejido)" in page
        # The form rejects «Centro» and accepts «Centro (ejido)», because two colonias are called «Centro».
        assert answer(client, solicitud, "domicilio", DOMICILIO).status_code == 200
        assert answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Centro (ejido)"}).status_code == 302
