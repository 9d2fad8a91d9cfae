"""Incident page, expediente and home page tell a student the same thing about a Solicitud."""

import re

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.factories import FallaDatoFactory
from tests.helpers.tramites.nss_steps import open_nss
from tests.helpers.tramites.student import log_in, make_solicitud
from tramites.camino.situacion import SITUACIONES
from tramites.solicitud.estados import EN_CURSO, Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.incidencias.services import solve_incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
ESPERA, ACUDE, VE = "Espera la respuesta de tu plantel", "Acude a la subdelegación", ">Ve a "
CONTINUAR = "Continuar mi trámite"


def read_pages(client: Client, solicitud: Solicitud) -> list[str]:
    """Return incident page, expediente and home page. Only the part about the Solicitud of the last two is returned."""
    log_in(client, solicitud.titular)
    pages = [
        client.get(path, follow=True).content.decode() for path in (solicitud.get_absolute_url(), "/expediente/", "/")
    ]
    found = [re.search(r'<section class="avance".*?</section>', page, re.DOTALL) for page in pages[1:]]
    return [pages[0], *(section.group() for section in found if section)]


def test_every_unfinished_estado_has_a_situacion() -> None:
    assert {*SITUACIONES, Estado.CON_INCIDENCIA} == EN_CURSO


@pytest.mark.parametrize(("subdelegacion", "dias", "words"), [(False, 0, ESPERA), (True, 0, ACUDE), (False, 9, VE)])
def test_page_expediente_and_home_give_the_same_single_instruction(
    client: Client, inscripcion: Inscripcion, subdelegacion: bool, dias: int, words: str
) -> None:
    if subdelegacion:
        inscripcion.plantel.ruta_inconsistencias = "subdelegacion"
        inscripcion.plantel.save()
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    with time_machine.travel("2026-11-20 12:00-06:00"):
        solicitud = open_nss(inscripcion)
    with time_machine.travel(f"2026-11-{20 + dias} 12:00-06:00"):
        pages = read_pages(client, solicitud)
    assert len(pages) == 3
    for page in pages:
        assert [each for each in (ESPERA, ACUDE, VE.lstrip(">")) if each in page] == [words.lstrip(">")]
        assert CONTINUAR not in page


def test_the_folio_of_the_incident_is_the_only_folio_on_page_and_expediente(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    for path in (solicitud.get_absolute_url(), "/expediente/"):
        page = client.get(path, follow=True).content.decode()
        assert (Incidencia.objects.get().folio in page, solicitud.folio in page) == (True, False)


def test_an_incident_that_the_campus_refused_leads_to_the_answer_of_the_campus(
    client: Client, inscripcion: Inscripcion
) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = open_nss(inscripcion)
    with transaction.atomic():
        solve_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Todo bien.", procede=False)
    for page in read_pages(client, solicitud)[1:]:
        assert "Tu plantel revisó tu caso y no hizo cambios." in page
        assert ">Ver su respuesta<" in page


@pytest.mark.parametrize("estado", [Estado.POR_PROCESAR, Estado.EN_ESPERA])
def test_expediente_and_home_do_not_offer_to_continue_while_the_student_can_only_wait(
    client: Client, inscripcion: Inscripcion, estado: Estado
) -> None:
    for page in read_pages(client, make_solicitud(estado, inscripcion))[1:]:
        assert CONTINUAR not in page
        assert ">Ver mi trámite<" in page
