"""The alta whole: from the first question to the documents, and what stands in its way."""

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
from tests.helpers.tramites.clinics import (
    answer_until_clinica,
    choose,
    give_clinica,
    ocupados,
    submit,
)
from tests.helpers.tramites.nss_steps import DOMICILIO, answer, read, state, stored
from tests.helpers.tramites.student import log_in, mails_to, run_outbox, url
from tramites.camino.handlers import procesar
from tramites.procedimientos.clinica.datos import Eleccion
from tramites.procedimientos.clinica.documentos import build_acuse, build_carnet, build_sav002
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
TIPOS = ["acuse_clinica", "carnet", "sav002", "vigencia"]


def page_of(client: Client, solicitud: Solicitud) -> str:
    """The page where the Solicitud stands."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


@pytest.mark.pdf
def test_from_the_first_question_to_the_documents(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    """With real PDFs: the only test of the alta that renders them."""
    submit(client, solicitud, clinicas[1], "vespertino")
    assert "Estamos procesando tu solicitud" in page_of(client, solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    assert adscripcion is not None
    assert (adscripcion.clinica, adscripcion.turno.nombre) == (clinicas[1], "vespertino")
    assert ocupados(clinicas[1], "vespertino") == 1
    documentos = list(Documento.objects.order_by("secuencia"))
    assert [documento.tipo for documento in documentos] == TIPOS
    assert all(documento.contexto.clinica.unidad == "UMF 2" for documento in documentos)
    assert documentos[3].contexto.con_derecho
    message = mails_to(solicitud.correo)[-1]
    assert message.subject == f"Tus documentos están listos ({solicitud.folio})"
    assert len(message.attachments) == 4
    text = page_of(client, solicitud)
    assert text.count(">Descargar<") == 4
    assert "UMF 2" in text
    assert "Consultorio 1" in text
    assert "PrevenIMSS" in text
    assert f'href="/clinicas/{clinicas[1].clave}/"' in text
    for documento in documentos:
        assert client.get(documento.get_absolute_url()).content.startswith(b"%PDF")


def test_the_review_tells_telephones_apart_from_the_address(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    choose(client, solicitud, clinicas[0])
    text = read(client, solicitud, "revision")
    assert "<h1>Revisa tu registro</h1>" in text
    telefono = text[text.index("<h2>Tu teléfono</h2>") : text.index("<h2>Tus datos</h2>")]
    assert "3312345678" in telefono
    assert "<dt>Teléfono de casa</dt><dd>Sin dato</dd>" in telefono
    assert text.index("<h2>Tu domicilio</h2>") < text.index("<h2>Tu teléfono</h2>")


def test_what_comes_next_is_told_before_the_documents(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    text = page_of(client, solicitud)
    assert text.index("a más tardar el") < text.index('<table class="documentos">')
    assert text.index("Agregar esta fecha a mi calendario") < text.index('<table class="documentos">')


def test_a_bar_in_the_street_does_not_stop_the_documents(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    """A bar parts the fields of the cadena original."""
    answer_until_clinica(client, solicitud)
    answer(client, solicitud, "domicilio", {**DOMICILIO, "calle": "Morelos | Hidalgo"})
    choose(client, solicitud, clinicas[0])
    answer(client, solicitud, "revision")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    acuse = Documento.objects.get(tipo="acuse_clinica")
    assert "Morelos / Hidalgo" in acuse.contexto.domicilio.en_una_linea


def test_a_bar_in_a_name_does_not_stop_acuse_carnet_and_sav002(solicitud: Solicitud, clinicas: list[Clinica]) -> None:
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


def test_address_and_telephones_are_kept_for_the_next_procedure(
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
def test_the_constancia_is_to_be_handed_in_until_the_day_of_the_campus(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica], hoy: str, hasta: list[str]
) -> None:
    with time_machine.travel("2026-11-20 12:00-06:00"):
        log_in(client, solicitud.titular)
        submit(client, solicitud, clinicas[0])
        run_outbox()
    with time_machine.travel(f"{hoy} 12:30-06:00"):
        log_in(client, solicitud.titular)
        text = page_of(client, solicitud)
        calendario = client.get(f"{solicitud.get_absolute_url()}fechas.ics")
    assert re.findall(r"a más tardar el <strong>(.+?)</strong>", text) == hasta
    assert "Servicios Escolares de" in text
    assert ("Agregar esta fecha a mi calendario" in text) is bool(hasta)
    if hasta:
        assert b"DTSTART;VALUE=DATE:20261123" in calendario.content


def test_a_place_taken_meanwhile_is_asked_again_and_nothing_else(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    Consultorio.objects.filter(turno__clinica=clinicas[0], turno__nombre="matutino").update(cupo=3, ocupados=3)
    before = stored(solicitud)["pasos"]
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
    after = stored(solicitud)["pasos"]
    assert {name: after[name] for name in before if name != "clinica"} == {
        name: before[name] for name in before if name != "clinica"
    }
    (message,) = mails_to(solicitud.correo)
    assert message.subject == f"Elige otro turno ({solicitud.folio})"
    assert solicitud.get_absolute_url() in message.body
    assert choose(client, solicitud, clinicas[0], "vespertino").url.endswith("/paso/revision/")
    assert answer(client, solicitud, "revision").status_code == 302
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (ocupados(clinicas[0]), ocupados(clinicas[0], "vespertino")) == (3, 1)


def test_a_clinic_that_closed_meanwhile_says_so(client: Client, solicitud: Solicitud, clinicas: list[Clinica]) -> None:
    submit(client, solicitud, clinicas[0])
    Clinica.objects.filter(pk=clinicas[0].pk).update(en_operacion=False)
    run_outbox()
    assert "Esa clínica dejó de dar servicio mientras terminabas." in page_of(client, solicitud)


def test_a_clinic_given_elsewhere_meanwhile_leads_to_its_change(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    give_clinica(solicitud.get_asegurado(), clinicas[1])
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert "Ya tienes clínica" in page_of(client, solicitud)
    assert ocupados(clinicas[0]) == 0


def test_F17_the_same_work_twenty_times_takes_one_place(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    for _ in range(20):
        procesar({"solicitud": str(solicitud.pk)}, None)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert ocupados(clinicas[0]) == 1
    assert Documento.objects.count() == 4
    assert Adscripcion.objects.count() == 1


def test_asked_again_after_the_end_it_is_another_run(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    run_outbox()
    page = client.post("/tramites/alta/continuar/", follow=True)
    assert "Ya tienes clínica" in page.content.decode()
    assert "Listo: ya tienes clínica" in page_of(client, solicitud)


def test_every_nss_is_the_record_s(client: Client, solicitud: Solicitud) -> None:
    """Nobody types it: it is shown, to be recognised."""
    asegurado = Asegurado.objects.get()
    assert agrupado(str(asegurado.nss)) in read(client, solicitud, "identidad")


def test_not_my_data_opens_an_incident(client: Client, solicitud: Solicitud) -> None:
    assert "Estos no son mis datos" in read(client, solicitud, "identidad")
    client.post(url("no_son_mis_datos", solicitud))
    assert state(solicitud) == Estado.CON_INCIDENCIA


def test_each_document_says_what_the_record_and_the_answers_say(
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
