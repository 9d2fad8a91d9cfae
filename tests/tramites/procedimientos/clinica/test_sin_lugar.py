"""Tests of the button «Avisar a mi plantel» in the clinic step.

The student sees this button only if no listed clinic has free places.
"""

import pytest
from django.test import Client

from padron.catalogos.models import Clinica
from tests.helpers.factories import MunicipioFactory
from tests.helpers.tramites.clinics import choose_clinica, fill_shifts
from tests.helpers.tramites.nss_steps import answer, read, state, step_url
from tests.helpers.tramites.student import mails_to, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SIN_CLINICA, SIN_LUGAR, Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
PASO = "clinica"


def test_no_clinic_near_is_said_once_with_the_postal_code_to_change_and_a_report(
    client: Client, solicitud: Solicitud
) -> None:
    Clinica.objects.update(en_operacion=False)
    text = read(client, solicitud, PASO)
    assert "No encontramos clínicas cerca del código postal 44100." in text
    assert "Ninguna de estas clínicas" not in text, "it is said only once"
    assert f'<a class="boton" href="{step_url(solicitud, "codigo-postal")}">Cambiar mi código postal</a>' in text
    assert ">Continuar<" not in text, "there is nothing to choose"
    assert "Avisar a mi plantel" in text
    answer(client, solicitud, PASO, {"cuantas": "5", "avisar": "1"})
    (incidencia,) = Incidencia.objects.all()
    assert (incidencia.causa, incidencia.solicitud) == (SIN_CLINICA, solicitud)
    assert incidencia.detalle == {"visto": "ninguna", "esperado": "una clínica cerca del código postal 44100"}
    text = read(client, solicitud, PASO)
    assert f"Folio {incidencia.folio}" in text
    assert "Avisar a mi plantel" not in text


def test_the_incident_has_the_cause_sin_clinica_if_all_clinics_are_far_and_full(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(*clinicas)
    Clinica.objects.update(latitud=20.6, longitud=-100.3, cp="99998")
    Clinica.objects.update(municipio=MunicipioFactory(clave="999", nombre="Lejano"))
    text = read(client, solicitud, PASO)
    assert "No hay clínicas a menos de 50 km." in text
    assert f'<a href="{step_url(solicitud, "codigo-postal")}">Cambiar mi código postal</a>' in text
    answer(client, solicitud, PASO, {"cuantas": "5", "avisar": "1"})
    assert Incidencia.objects.get().causa == SIN_CLINICA


def test_pressing_the_button_avisar_a_mi_plantel_twice_opens_only_one_incident(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(*clinicas[:5])
    text = read(client, solicitud, PASO)
    assert "Ninguna de estas clínicas tiene lugar." in text
    assert "Avisar a mi plantel" in text
    for _ in range(2):
        assert answer(client, solicitud, PASO, {"cuantas": "5", "avisar": "1"}).url == step_url(solicitud, PASO)
    (incidencia,) = Incidencia.objects.all()
    assert (incidencia.causa, incidencia.solicitud) == (SIN_LUGAR, solicitud)
    assert incidencia.detalle["visto"] == "UMF 1, UMF 2, UMF 3, UMF 4, UMF 5"
    assert state(solicitud) == Estado.CONFIRMADA
    text = read(client, solicitud, PASO)
    assert f"Folio {incidencia.folio}" in text
    assert "Avisar a mi plantel" not in text
    run_outbox()
    (message,) = mails_to(solicitud.correo)
    assert message.subject.startswith("Avisamos a tu plantel")
    assert "subdelegación" not in message.body


def test_the_button_avisar_a_mi_plantel_opens_no_incident_if_there_are_free_places(
    client: Client, solicitud: Solicitud
) -> None:
    assert "Avisar a mi plantel" not in read(client, solicitud, PASO)
    answer(client, solicitud, PASO, {"cuantas": "5", "avisar": "1"})
    assert not Incidencia.objects.exists()


def test_the_incident_sin_lugar_is_closed_without_a_mail_after_the_student_gets_a_clinic(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(*clinicas[:5])
    answer(client, solicitud, PASO, {"cuantas": "5", "avisar": "1"})
    choose_clinica(client, solicitud, clinicas[6], cuantas="10")
    answer(client, solicitud, "revision")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Incidencia.objects.get().estado == Incidencia.Estado.RESUELTA
    assert not [message for message in mails_to(solicitud.correo) if "respondió" in message.subject]
