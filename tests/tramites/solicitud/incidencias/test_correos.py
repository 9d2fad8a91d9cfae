"""Tests of the mails that students get about incidents.

No mail contains personal data. The mail «Tu trámite puede continuar» is sent after the problem is solved.
"""

from html import unescape

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from padron.asegurados.models import Inscripcion
from padron.planteles.models import Plantel
from plataforma.correo.models import Correo
from plataforma.correo.redaccion import redactar
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.nss_steps import close_nss, open_nss
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.incidencias.models import CORREO, SERIE_AGOTADA, Incidencia
from tramites.solicitud.incidencias.services import open_incidencia, solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
PLANTEL = 'Plantel <b>Ñandú</b> & "Cía"'


@pytest.fixture
def inscripcion(catalogos: None) -> Inscripcion:
    return InscripcionFactory(asegurado__con_nss=True, asegurado__nombres="<i>Ana</i>", plantel__nombre=PLANTEL)


@pytest.fixture
def solicitud(inscripcion: Inscripcion) -> Solicitud:
    return open_nss(inscripcion)


def open_incident(solicitud: Solicitud, causa: str = "curp_nombre", plantel: Plantel | None = None) -> Incidencia:
    plantel = plantel or Plantel.objects.get()
    with transaction.atomic():
        return open_incidencia(causa=causa, solicitud=solicitud, plantel=plantel, detalle={"visto": "SECRETO"})


def render_mail(plantilla: str) -> tuple[EmailMultiAlternatives, str, str]:
    """Return the only mail that uses the template `plantilla`.

    Returns three values: the message, its plain text and its HTML.
    """
    message = redactar(Correo.objects.get(plantilla=plantilla))
    return message, str(message.body), str(message.alternatives[0][0])


def assert_mail_is_complete_and_anonymous(plantilla: str, solicitud: Solicitud, folio: str) -> tuple[str, str]:
    """Check that a mail is complete and contains no personal data.

    A complete mail has the link, the folio and the notices. Returns the plain text and the HTML.
    """
    message, text, html = render_mail(plantilla)
    assert folio in message.subject
    for secret in (solicitud.curp, solicitud.get_asegurado().nss, "SECRETO", "Ana"):
        assert secret
        assert secret not in text + html + message.subject
    liga = f"http://127.0.0.1:8000{solicitud.get_absolute_url()}"
    assert text.count(liga) == 1
    assert html.count(f'href="{liga}"') == 2
    for words in ("Sitio no oficial.", "Si no fuiste tú, ignora este mensaje.", f"Folio: {folio}", "no vence"):
        assert words in text
        assert words in unescape(html)
    assert len(text.encode()) + len(html.encode()) < 30_000
    assert "<img" not in html
    assert "{{" not in text + html
    assert "None" not in text + html
    return text, html


def test_the_mail_about_an_opened_incident_explains_the_data_fault_and_shows_the_deadline(
    solicitud: Solicitud,
) -> None:
    with time_machine.travel("2026-11-20 12:00-06:00"):
        incidencia = open_incident(solicitud)
    text, html = assert_mail_is_complete_and_anonymous("incidencia_abierta", solicitud, incidencia.folio)
    assert f"Avisamos a {PLANTEL} para que revise tu caso." in text
    assert "Tendrás respuesta a más tardar el 25 de noviembre." in text
    assert "Tus datos tienen una diferencia: tu nombre no coincide con tu CURP." in text
    assert "Rosa Inventada, 33 5555 0101, plantel@up.example" in text
    assert "<b>Ñandú" not in html
    assert PLANTEL in unescape(html)


@pytest.mark.parametrize("causa", [CORREO, SERIE_AGOTADA])
@pytest.mark.parametrize("ruta", Plantel.Ruta.values)
def test_the_mail_about_an_incident_without_data_fault_does_not_mention_diferencia_or_subdelegacion(
    solicitud: Solicitud, causa: str, ruta: str
) -> None:
    Plantel.objects.update(ruta_inconsistencias=ruta)
    open_incident(solicitud, causa)
    _, text, html = render_mail("incidencia_abierta")
    for body in (text, html):
        assert "diferencia" not in body
        assert "subdelegación" not in body
        assert "para que revise tu caso" in body


@pytest.mark.parametrize("procede", [True, False])
@pytest.mark.parametrize("respuesta", ["", "Ya <b>está</b> & listo"])
def test_the_mail_about_a_closed_incident_shows_the_escaped_answer_of_the_campus(
    solicitud: Solicitud, procede: bool, respuesta: str
) -> None:
    incidencia = open_incident(solicitud)
    with transaction.atomic():
        solve_incidencia(incidencia, actor="rosa", respuesta=respuesta, procede=procede)
    text, html = assert_mail_is_complete_and_anonymous("incidencia_cerrada", solicitud, incidencia.folio)
    assert f"{PLANTEL} revisó tu caso." in text
    assert respuesta in text
    assert respuesta in unescape(html)
    assert "<b>está" not in html
    assert ("Si tienes dudas, habla con Rosa Inventada" in text) is not procede


def test_the_student_gets_a_mail_when_a_closed_solicitud_is_reopened(inscripcion: Inscripcion) -> None:
    solicitud = close_nss(inscripcion, "nueva@example.com", tipo="renuncia")
    Inscripcion.objects.update(correo="nueva@example.com")
    with transaction.atomic():
        assert reconsider(solicitud)
    text, _ = assert_mail_is_complete_and_anonymous("sigue", solicitud, solicitud.folio)
    assert "Ya se resolvió lo que detenía tu trámite: Renuncia a tu afiliación." in text
    assert Correo.objects.get(plantilla="sigue").para == "nueva@example.com"
