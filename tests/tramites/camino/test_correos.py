"""The mails with documents say what the student does next, and by which day."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, run_outbox

pytestmark = pytest.mark.django_db
AHORA = dt.datetime(2026, 8, 13, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("day", [13, 20])
def test_the_mail_with_the_nss_names_the_next_steps_and_leaves_out_days_in_the_past(
    client: Client, alumna: Inscripcion, day: int
) -> None:
    alumna.plantel.recibe_en_papel = True
    alumna.plantel.save()
    with time_machine.travel(AHORA.replace(day=day)):
        begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
    message = mails_to(alumna.correo)[-1]
    html = str(message.alternatives[0][0])
    plazo = " a más tardar el 15 de agosto" if day == 13 else ""
    for text in (message.body, html):
        assert f"en Control Escolar de {alumna.plantel.nombre}{plazo}." in text
        assert "A partir del 14 de septiembre, consulta tu vigencia" in text


def test_the_mail_with_the_nss_says_once_that_the_school_has_the_acuse_and_names_the_other_steps(
    client: Client, alumna: Inscripcion
) -> None:
    with time_machine.travel(AHORA):
        begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
        run_outbox()
    message = mails_to(alumna.correo)[-1]
    for text in (message.body, str(message.alternatives[0][0])):
        assert text.count("ya tiene tu acuse. No tienes que entregarlo.") == 1
        assert "Entrega tu acuse" not in text
        assert "A partir del 14 de septiembre, consulta tu vigencia" in text


def test_the_mail_with_a_constancia_of_a_no_says_no_and_why(client: Client, alumna: Inscripcion) -> None:
    alumna.estatus = "baja_temporal"
    alumna.save()
    begin_and_confirm(client, alumna.asegurado.curp, alumna.correo, tipo="vigencia", nss=str(alumna.asegurado.nss))
    run_outbox()
    message = mails_to(alumna.correo)[-1]
    assert message.subject.startswith("No apareces vigente (")
    assert "No tienes servicio médico: tu escuela reportó tu baja." in message.body
    assert len(message.attachments) == 1
    text = client.get("/expediente/").content.decode()
    assert "Te respondimos que no apareces vigente" in text
    assert "Enviamos tu constancia a tu correo" in text
    assert "Tus documentos quedaron listos" not in text


def test_the_mail_with_a_constancia_of_a_si_leads_to_the_clinic(client: Client) -> None:
    vigente = InscripcionFactory(vigente=True)
    nss = str(vigente.asegurado.nss)
    begin_and_confirm(client, vigente.asegurado.curp, vigente.correo, tipo="vigencia", nss=nss)
    run_outbox()
    message = mails_to(vigente.correo)[-1]
    assert message.subject.startswith("Tus documentos están listos (")
    assert "Regístrate en tu clínica (UMF)." in message.body


def test_a_student_with_another_cover_is_led_to_the_renuncia(client: Client) -> None:
    inscripcion = InscripcionFactory(vigente=True, otra_cobertura="ISSSTE")
    solicitud = begin_and_confirm(
        client, inscripcion.asegurado.curp, inscripcion.correo, tipo="vigencia", nss=str(inscripcion.asegurado.nss)
    )
    run_outbox()
    text = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert 'action="/tramites/renuncia/continuar/"' in text
    assert "Presentar mi renuncia" in text
    log_in(client, solicitud.titular)
    assert "Presentar mi renuncia" in client.get("/expediente/").content.decode()
