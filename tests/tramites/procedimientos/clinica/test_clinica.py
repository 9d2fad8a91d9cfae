"""Tests of the wizard step in which the student chooses a clinic.

Some tests are about the button «Ver más clínicas» and the step with the telephones.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from padron.asegurados.models import Inscripcion
from padron.catalogos.models import CentroCP, CentroMunicipio, Clinica
from tests.helpers.tramites.clinics import begin_tramite, choose_clinica, fill_shifts, make_clinica
from tests.helpers.tramites.nss_steps import CP, DOMICILIO, ZAPOPAN, answer, read, state, step_url, stored_answers
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
NOMBRE = re.compile(r'class="clinica__nombre">([^<]+)</h2><span class="clinica__distancia">, ([^<]+)<')
PASO = "clinica"


def list_checked_values(text: str) -> list[str]:
    """Return the values of the radio buttons that are checked in the HTML `text`."""
    radios = re.findall(r'<input type="radio"[^>]*>', text)
    return [re.findall(r'value="([^"]*)"', radio)[0] for radio in radios if " checked" in radio]


def test_the_clinic_step_lists_the_five_nearest_clinics(client: Client, solicitud: Solicitud) -> None:
    text = read(client, solicitud, PASO)
    nearest = [(f"UMF {numero}", f"a {numero}.0 km aprox.") for numero in range(1, 6)]
    assert NOMBRE.findall(text) == nearest
    assert "Clínicas cercanas al código postal 44100" in text
    assert "Distancia aproximada, en línea recta desde el centro de tu código postal." in text
    assert "Calle Inventada 1, Centro, 44100 Guadalajara, Jalisco" in text
    assert "Abre lunes a viernes de 8:00 a 20:00" in text
    assert text.count('type="radio" name="lugar"') == 10
    assert "Matutino" in text
    assert "14:00 a 20:00" in text


def test_a_full_shift_is_disabled_on_the_page_and_rejected_in_a_forged_request(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(clinicas[0], turno="vespertino")
    text = read(client, solicitud, PASO)
    assert text.count("Sin lugares") == 1
    (radio,) = re.findall(r'<input type="radio"[^>]*value="XXIMS000001:vespertino"[^>]*>', text)
    assert " disabled" in radio
    # The keyboard skips a disabled radio button. So the legend must tell screen readers that this shift is full.
    assert '<span class="solo-lector">Vespertino: sin lugares.</span></legend>' in text
    page = choose_clinica(client, solicitud, clinicas[0], "vespertino")
    assert page.status_code == 200
    assert "Ese turno ya no tiene lugares. Elige otro." in page.content.decode()
    assert choose_clinica(client, solicitud, clinicas[0]).status_code == 302


def test_the_error_summary_links_to_the_first_shift_that_has_free_places(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(clinicas[0])
    text = answer(client, solicitud, PASO, {"cuantas": "5"}).content.decode()
    assert "Elige una clínica y un turno" in text
    assert 'href="#id_lugar_2"' in text
    assert 'id="id_lugar_2"' in text


@pytest.mark.parametrize(
    ("lugar", "mensaje"),
    [
        ("", "Elige una clínica y un turno"),
        ("NADIE:matutino", "Elige una clínica y un turno de la lista"),
        ("XXIMS000001:nocturno", "Elige una clínica y un turno de la lista"),
        ("XXIMS000001", "Elige una clínica y un turno de la lista"),
        ("' OR 1=1 --:matutino", "Elige una clínica y un turno de la lista"),
        ("XXIMS000001:matutino\x00", "Elige una clínica y un turno de la lista"),
        ("x" * 5000, "Elige una clínica y un turno de la lista"),
    ],
)
def test_a_missing_or_forged_choice_of_clinic_and_shift_is_rejected_with_an_error_message(
    client: Client, solicitud: Solicitud, lugar: str, mensaje: str
) -> None:
    page = answer(client, solicitud, PASO, {"lugar": lugar, "cuantas": "5"})
    assert page.status_code == 200
    assert mensaje in page.content.decode()
    assert PASO not in stored_answers(solicitud)["pasos"]


def test_a_closed_clinic_is_not_listed_and_cannot_be_chosen(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    Clinica.objects.filter(pk=clinicas[0].pk).update(en_operacion=False)
    assert NOMBRE.findall(read(client, solicitud, PASO))[0][0] == "UMF 2"
    assert (
        "Esa clínica ya no da servicio. Elige otra." in choose_clinica(client, solicitud, clinicas[0]).content.decode()
    )


@pytest.mark.parametrize("cuantas", ["", "0", "-5", "7.5", "999999999999", "x", "٥", "5' --"])
def test_the_clinic_step_lists_five_clinics_if_the_posted_number_of_clinics_is_not_valid(
    client: Client, solicitud: Solicitud, cuantas: str, clinicas: list[Clinica]
) -> None:
    page = answer(client, solicitud, PASO, {"cuantas": cuantas})
    assert len(NOMBRE.findall(page.content.decode())) == 5
    assert choose_clinica(client, solicitud, clinicas[0], cuantas=cuantas).status_code == 302


def test_the_button_ver_mas_clinicas_shows_five_more_clinics_without_losing_the_chosen_shift(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    lugar = f"{clinicas[1].clave}:vespertino"
    text = answer(client, solicitud, PASO, {"lugar": lugar, "cuantas": "5", "mas": "1"}).content.decode()
    assert [nombre for nombre, _ in NOMBRE.findall(text)] == [f"UMF {numero}" for numero in range(1, 11)]
    assert list_checked_values(text) == [lugar]
    assert "Hay un problema" not in text
    assert 'formaction="#clinica-11"' in text
    # The element needs the tabindex, because a link to #clinica-10 must move the keyboard focus to this clinic.
    assert re.search(r'<fieldset[^>]* id="clinica-10" tabindex="-1"', text)
    text = answer(client, solicitud, PASO, {"lugar": lugar, "cuantas": "10", "mas": "1"}).content.decode()
    assert len(NOMBRE.findall(text)) == 12
    assert list_checked_values(text) == [lugar]
    assert "Ver más clínicas" not in text
    assert "No hay más clínicas a menos de 50 km." in text


def test_aria_describedby_of_each_clinic_points_to_the_address_and_hours_of_the_clinic(
    client: Client, solicitud: Solicitud
) -> None:
    text = read(client, solicitud, PASO)
    assert '<fieldset class="clinica" id="clinica-1" tabindex="-1" aria-describedby="clinica-1-datos">' in text
    (datos,) = re.findall(r'id="clinica-1-datos">(.+?)</p>', text)
    assert "Calle Inventada 1," in datos
    assert "Abre lunes" in datos


def test_a_clinic_farther_than_fifty_kilometres_is_not_listed_if_there_are_nearer_clinics(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    Clinica.objects.exclude(numero__lte=3).delete()
    make_clinica(177)
    text = read(client, solicitud, PASO)
    assert [nombre for nombre, _ in NOMBRE.findall(text)] == ["UMF 1", "UMF 2", "UMF 3"]
    assert "Ver más clínicas" not in text
    assert "No hay más clínicas a menos de 50 km." in text


def test_five_clinics_are_listed_with_a_notice_if_all_clinics_are_farther_than_fifty_kilometres(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    Clinica.objects.all().delete()
    make_clinica(99, latitud=None, longitud=None, municipio=None, municipio_nombre="Otro", cp="99999")
    for numero in range(60, 67):
        make_clinica(numero, cp="45000")
    text = read(client, solicitud, PASO)
    assert NOMBRE.findall(text) == [(f"UMF {numero}", f"a {numero} km aprox.") for numero in range(60, 65)]
    assert "No hay clínicas a menos de 50 km." in text
    assert "No hay más clínicas" not in text
    assert "Ver más clínicas" not in text
    assert (
        "Las clínicas más cercanas al código postal"
        in client.get(f"{solicitud.get_absolute_url()}mapa/").content.decode()
    )


def test_the_clinic_step_lists_the_chosen_clinic_even_if_five_other_clinics_are_nearer(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    assert choose_clinica(client, solicitud, clinicas[8], cuantas="10").status_code == 302
    assert list_checked_values(read(client, solicitud, PASO)) == [f"{clinicas[8].clave}:matutino"]


def test_a_student_who_changes_the_postal_code_must_choose_the_clinic_again(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    choose_clinica(client, solicitud, clinicas[0])
    CentroCP.objects.create(cp="45100", estado="14", latitud=20.73, longitud=-103.39, unidades=1)
    answer(client, solicitud, "codigo-postal", {"cp": "45100"})
    colonia = {**DOMICILIO, "colonia": "Colonia 1"}
    assert answer(client, solicitud, "domicilio", colonia).url == step_url(solicitud, PASO)
    text = read(client, solicitud, PASO)
    assert "Clínicas cercanas al código postal 45100" in text


def test_a_student_who_changes_only_the_street_does_not_choose_the_clinic_again(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    choose_clinica(client, solicitud, clinicas[0])
    changed = answer(client, solicitud, "domicilio", {**DOMICILIO, "calle": "Hidalgo"})
    assert changed.url == step_url(solicitud, "revision")


def test_a_student_must_choose_another_shift_if_the_chosen_shift_becomes_full(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    choose_clinica(client, solicitud, clinicas[0])
    fill_shifts(clinicas[0])
    assert answer(client, solicitud, "revision").url == step_url(solicitud, PASO)
    assert "Ese turno ya no tiene lugares. Elige otro." in read(client, solicitud, PASO)
    assert state(solicitud) == Estado.CONFIRMADA


def test_clinics_are_searched_by_municipio_if_the_postal_code_is_not_in_the_catalogue(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    zapopan = make_clinica(20, cp="45000", latitud=None, longitud=None)
    solicitud = begin_tramite(client, "alta", inscripcion)
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", {"cp": "45999", "conservar": "on"})
    answer(client, solicitud, "estado", {"estado": "14"})
    municipio = type(zapopan.municipio).objects.get(nombre="Zapopan")  # type: ignore[union-attr]
    Clinica.objects.filter(pk=zapopan.pk).update(municipio=municipio, municipio_nombre="Zapopan")
    CentroMunicipio.objects.create(municipio=municipio, latitud=20.72, longitud=-103.39, unidades=1)
    answer(client, solicitud, "domicilio", ZAPOPAN)
    answer(client, solicitud, "telefonos", {"celular": "", "telefono": ""})
    text = read(client, solicitud, PASO)
    assert re.findall(r'class="clinica__nombre">(UMF \d+)<', text)[0] == "UMF 20"


@pytest.mark.parametrize(
    ("datos", "mensaje"),
    [
        ({"celular": "33 1234"}, "Tu teléfono debe tener 10 números; escribiste 6"),
        ({"telefono": "la tienda"}, "Escribe solo los 10 números de tu teléfono"),
    ],
)
def test_an_invalid_telephone_is_rejected_with_an_error_message(
    client: Client, solicitud: Solicitud, datos: dict[str, str], mensaje: str
) -> None:
    text = answer(client, solicitud, "telefonos", {"celular": "", "telefono": "", **datos}).content.decode()
    assert text.count(mensaje) == 2  # once in the error summary and once at the field
    assert 'autocomplete="tel-national"' in text


def test_the_clinic_step_takes_the_same_number_of_queries_for_five_and_for_ten_clinics(
    client: Client, inscripcion: Inscripcion
) -> None:
    solicitud = begin_tramite(client, "alta", inscripcion)
    for step, datos in (("identidad", {}), ("codigo-postal", CP), ("domicilio", DOMICILIO), ("telefonos", {})):
        answer(client, solicitud, step, datos)
    counts = []
    for cuantas in ("5", "10"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer(client, solicitud, PASO, {"cuantas": cuantas})
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def test_a_student_must_choose_another_clinic_if_the_chosen_clinic_is_deleted(
    client: Client, solicitud: Solicitud
) -> None:
    choose_clinica(client, solicitud, Clinica.objects.get(numero=1))
    Clinica.objects.filter(numero=1).delete()
    assert client.get(step_url(solicitud, "revision")).url == step_url(solicitud, PASO)
    assert "Elige una clínica y un turno de la lista" in read(client, solicitud, PASO)
