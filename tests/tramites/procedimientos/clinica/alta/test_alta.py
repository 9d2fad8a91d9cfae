"""Tests of the alta, with which a student registers at a clinic.

Some tests change data before a Celery worker processes the alta. For example, the chosen clinic closes.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from documentos.models import Documento
from padron.asegurados.clinica.datos import DomicilioConTelefonos
from padron.asegurados.models import Adscripcion, Asegurado
from padron.asegurados.selectors import get_adscripcion, get_domicilio
from padron.catalogos.models import Clinica, Consultorio
from padron.identificadores.nss import agrupado
from padron.planteles.models import Plantel
from tests.helpers.tramites.clinics import (
    answer_until_clinica,
    choose_clinica,
    count_ocupados,
    give_clinica,
    submit,
)
from tests.helpers.tramites.nss_steps import DOMICILIO, answer, read, state, stored_answers
from tests.helpers.tramites.student import log_in, mails_to, report_all_data, run_outbox
from tramites.camino.handlers import procesar
from tramites.procedimientos.clinica.datos import Eleccion
from tramites.procedimientos.clinica.documentos import build_acuse, build_carnet, build_sav002
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
TIPOS = ["acuse_clinica", "carnet", "sav002", "vigencia"]


def read_page(client: Client, solicitud: Solicitud) -> str:
    """Return the HTML of the page that the URL of the Solicitud redirects to."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


@pytest.mark.pdf
def test_an_alta_registers_the_student_at_the_clinic_and_issues_four_documents(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    """This test creates real PDF files. Other tests use a short text instead, which is faster."""
    submit(client, solicitud, clinicas[1], "vespertino")
    assert "Estamos procesando tu solicitud" in read_page(client, solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    assert adscripcion is not None
    assert (adscripcion.clinica, adscripcion.turno.nombre) == (clinicas[1], "vespertino")
    assert count_ocupados(clinicas[1], "vespertino") == 1
    documentos = list(Documento.objects.order_by("secuencia"))
    assert [documento.tipo for documento in documentos] == TIPOS
    assert all(documento.contexto.clinica.unidad == "UMF 2" for documento in documentos)
    assert documentos[3].contexto.con_derecho
    message = mails_to(solicitud.correo)[-1]
    assert message.subject == f"Tus documentos están listos ({solicitud.folio})"
    assert len(message.attachments) == 4
    text = read_page(client, solicitud)
    assert text.count("(PDF, ") == 4
    assert "UMF 2" in text
    assert "Consultorio 1" in text
    assert "PrevenIMSS" in text
    assert f'href="/clinicas/{clinicas[1].clave}/"' in text
    for documento in documentos:
        assert client.get(documento.get_absolute_url()).content.startswith(b"%PDF")


def test_the_review_step_of_an_alta_shows_the_telephones_in_a_section_after_the_postal_address(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    choose_clinica(client, solicitud, clinicas[0])
    text = read(client, solicitud, "revision")
    assert "<h1>Revisa tu registro</h1>" in text
    telefono = text[text.index("<h2>Tu teléfono</h2>") : text.index("<h2>Tus datos</h2>")]
    assert "3312345678" in telefono
    assert "<dt>Teléfono de casa</dt><dd>Sin dato</dd>" in telefono
    assert text.index("<h2>Tu domicilio</h2>") < text.index("<h2>Tu teléfono</h2>")


def test_the_result_page_of_an_alta_shows_the_next_deadline_above_the_documents(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    Plantel.objects.update(recibe_en_papel=True)
    submit(client, solicitud, clinicas[0])
    run_outbox()
    text = read_page(client, solicitud)
    assert text.index("a más tardar el") < text.index('<table class="documentos">')
    assert text.index("Agregar esta fecha a mi calendario") < text.index('<table class="documentos">')


def test_a_vertical_bar_in_the_street_is_printed_as_a_slash(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    """Documents print «/» instead of «|», because «|» is a separator.

    It separates the fields of the cadena original, which is the text that the portal signs.
    """
    answer_until_clinica(client, solicitud)
    answer(client, solicitud, "domicilio", {**DOMICILIO, "calle": "Morelos | Hidalgo"})
    choose_clinica(client, solicitud, clinicas[0])
    answer(client, solicitud, "revision")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    acuse = Documento.objects.get(tipo="acuse_clinica")
    assert "Morelos / Hidalgo" in acuse.contexto.domicilio.en_una_linea


def test_a_vertical_bar_in_a_name_becomes_a_slash_in_the_cadena_original(
    solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    Asegurado.objects.update(nombres="MARISOL | SOL", primer_apellido="GAR|CIA")
    asegurado = Asegurado.objects.get()
    adscripcion = give_clinica(asegurado, clinicas[0])
    partes = {parte: f"Uno|Dos {parte}" for parte in ("municipio", "colonia", "calle", "exterior", "interior")}
    domicilio = DomicilioConTelefonos(cp="44100", estado="14", **partes)
    eleccion = Eleccion(domicilio=domicilio, clinica=clinicas[0].clave, turno="matutino")
    solicitud.refresh_from_db()
    for contexto in (
        build_acuse(solicitud, eleccion, adscripcion),
        build_carnet(solicitud, eleccion, adscripcion, hoy=dt.date(2026, 11, 20)),
        build_sav002(solicitud, eleccion, adscripcion),
    ):
        cadena = contexto.make_cadena(folio="RE-0000-0000", emitido=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
        assert "MARISOL / SOL|GAR/CIA" in cadena


def test_an_alta_stores_the_postal_address_and_the_telephones_of_the_student(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    domicilio = get_domicilio(solicitud.get_asegurado())
    assert domicilio is not None
    assert (domicilio.cp, domicilio.calle, domicilio.celular, domicilio.telefono) == (
        "44100",
        "Morelos",
        "3312345678",
        "",
    )


@pytest.mark.parametrize(("hoy", "hasta"), [("2026-11-20", ["23 de noviembre"]), ("2026-11-24", [])])
def test_the_result_page_shows_the_deadline_for_the_constancia_until_the_deadline_has_passed(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica], hoy: str, hasta: list[str]
) -> None:
    Plantel.objects.update(recibe_en_papel=True)
    with time_machine.travel("2026-11-20 12:00-06:00"):
        log_in(client, solicitud.titular)
        submit(client, solicitud, clinicas[0])
        run_outbox()
    with time_machine.travel(f"{hoy} 12:30-06:00"):
        log_in(client, solicitud.titular)
        text = read_page(client, solicitud)
        calendario = client.get(f"{solicitud.get_absolute_url()}fechas.ics")
    assert re.findall(r"a más tardar el <strong>(.+?)</strong>", text) == hasta
    assert "Servicios Escolares de" in text
    assert ("Agregar esta fecha a mi calendario" in text) is bool(hasta)
    if hasta:
        assert b"DTSTART;VALUE=DATE:20261123" in calendario.content


def test_the_result_page_of_an_alta_says_that_the_school_has_the_constancia_if_the_campus_asks_for_no_paper(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    text = read_page(client, solicitud)
    assert "ya tiene tu constancia. No tienes que entregarla." in text
    assert "Entrega tu constancia" not in text
    assert "a mi calendario" not in text


def test_a_submitted_alta_asks_for_another_shift_if_the_chosen_shift_has_become_full(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    Consultorio.objects.filter(turno__clinica=clinicas[0], turno__nombre="matutino").update(cupo=3, ocupados=3)
    before = stored_answers(solicitud)["pasos"]
    mail.outbox.clear()
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert not Adscripcion.objects.exists()
    assert not Documento.objects.exists()
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.redirect_chain[-1][0].endswith("/paso/clinica/")
    text = page.content.decode()
    assert "Ese turno se llenó mientras terminabas." in text
    assert "Elige otro." in text
    after = stored_answers(solicitud)["pasos"]
    assert {name: after[name] for name in before if name != "clinica"} == {
        name: before[name] for name in before if name != "clinica"
    }
    (message,) = mails_to(solicitud.correo)
    assert message.subject == f"Elige otro turno ({solicitud.folio})"
    assert solicitud.get_absolute_url() in message.body
    assert choose_clinica(client, solicitud, clinicas[0], "vespertino").url.endswith("/paso/revision/")
    assert answer(client, solicitud, "revision").status_code == 302
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (count_ocupados(clinicas[0]), count_ocupados(clinicas[0], "vespertino")) == (3, 1)


def test_a_student_sees_a_message_if_the_chosen_clinic_closed_before_the_worker_ran(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    Clinica.objects.filter(pk=clinicas[0].pk).update(en_operacion=False)
    run_outbox()
    assert "Esa clínica dejó de dar servicio mientras terminabas." in read_page(client, solicitud)


def test_a_submitted_alta_is_not_finished_if_the_student_already_has_a_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    give_clinica(solicitud.get_asegurado(), clinicas[1])
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert "Ya tienes clínica" in read_page(client, solicitud)
    assert count_ocupados(clinicas[0]) == 0


def test_F17_processing_an_alta_twenty_times_occupies_only_one_place_at_the_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    for _ in range(20):
        procesar({"solicitud": str(solicitud.pk)}, None)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert count_ocupados(clinicas[0]) == 1
    assert Documento.objects.count() == 4
    assert Adscripcion.objects.count() == 1


def test_a_second_alta_shows_that_the_student_already_has_a_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    page = client.post("/tramites/alta/continuar/", follow=True)
    assert "Ya tienes clínica" in page.content.decode()
    assert "Listo: ya tienes clínica" in read_page(client, solicitud)


def test_the_identity_step_of_an_alta_shows_the_nss_of_the_student(client: Client, solicitud: Solicitud) -> None:
    """In an alta, the student does not type the NSS. The student only checks the NSS that the identity step shows."""
    asegurado = Asegurado.objects.get()
    assert agrupado(str(asegurado.nss)) in read(client, solicitud, "identidad")


def test_the_button_estos_no_son_mis_datos_stops_the_alta_with_an_incident(
    client: Client, solicitud: Solicitud
) -> None:
    assert "Estos no son mis datos" in read(client, solicitud, "identidad")
    report_all_data(client, solicitud)
    assert state(solicitud) == Estado.CON_INCIDENCIA


def test_the_documents_of_an_alta_contain_the_data_of_the_student_and_the_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    carnet = Documento.objects.get(tipo="carnet").contexto
    assert carnet.horario == "8:00 a 14:00"
    assert carnet.agregado_medico.endswith("ES")
    sav002 = Documento.objects.get(tipo="sav002").contexto
    assert (sav002.movimiento, sav002.lugar) == ("alta", "Guadalajara, Jalisco")
    acuse = Documento.objects.get(tipo="acuse_clinica").contexto
    assert acuse.contacto.celular == "3312345678"
    assert acuse.domicilio.en_una_linea == "Morelos 12, Centro, Guadalajara, Jalisco, 44100"
    constancia = Documento.objects.get(tipo="vigencia").contexto
    assert constancia.inicio_vigencia == dt.date(2026, 9, 1)
