"""The admin marks a report whose e-mail address gives no access, because a stranger may have written it."""

import pytest
from django.test import Client

from padron.asegurados.models import Inscripcion
from tests.helpers.tramites.corrections import open_correo_incidencia, send_padron_corregido
from tests.helpers.tramites.nss_steps import close_nss
from tests.helpers.tramites.student import run_outbox
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db

PAGES = ("/admin/tramites/incidencia/", "/admin/tramites/incidencia/{pk}/change/")


def count_marks(client: Client, incidencia: Incidencia) -> list[int]:
    """Return how often the list, and the page of the incidencia, say «correo sin comprobar»."""
    pages = (client.get(page.format(pk=incidencia.pk)).content.decode() for page in PAGES)
    return [page.count("correo sin comprobar") for page in pages]


def test_T3_the_list_and_the_page_mark_each_report_of_an_unproven_email_address(
    personal: Client, inscripcion: Inscripcion
) -> None:
    for correo in ("nueva@example.com", "extrano@example.org"):
        open_correo_incidencia(close_nss(inscripcion, correo), inscripcion)
    for incidencia in Incidencia.objects.all():
        assert count_marks(personal, incidencia) == [2, 1]


def test_T3_an_incidencia_of_an_open_solicitud_is_not_marked(personal: Client, detenida: Solicitud) -> None:
    assert count_marks(personal, Incidencia.objects.get()) == [0, 0]


def test_T3_a_report_is_not_marked_after_its_email_address_has_opened_the_solicitud(
    personal: Client, inscripcion: Inscripcion
) -> None:
    open_correo_incidencia(close_nss(inscripcion, "nueva@example.com"), inscripcion)
    Inscripcion.objects.update(correo="nueva@example.com")
    send_padron_corregido()
    run_outbox()
    assert count_marks(personal, Incidencia.objects.get()) == [0, 0]
