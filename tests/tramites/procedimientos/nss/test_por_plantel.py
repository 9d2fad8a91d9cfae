"""Tests of the NSS procedure with the setting REGISTRO=plantel.

The portal assigns no NSS. The Solicitud waits until the campus loads a roster with the NSS.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import Settings

from documentos.models import Documento
from padron.asegurados.models import Asegurado, FallaDato
from padron.planteles.models import Plantel
from plataforma.correo.models import Correo
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.rosters import TADEO, XIMENA, load
from tests.helpers.tramites.nss_steps import answer_until, read, state, submit
from tests.helpers.tramites.student import begin_and_confirm, mails_to, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogos")]
NSS_NUEVO = "61230600027"
HOY = "2026-11-20 12:00-06:00"


@pytest.fixture(autouse=True)
def _hoy() -> Iterator[None]:
    with time_machine.travel(HOY):
        yield


@pytest.fixture(autouse=True)
def plantel(settings: Settings) -> Plantel:
    settings.REGISTRO = "plantel"
    return PlantelFactory(clave="GDL", nombre="Plantel Guadalajara", dias_respuesta=7)


@pytest.fixture
def solicitud(client: Client, tmp_path: Path) -> Solicitud:
    """Return the submitted Solicitud of the student Tadeo, which waits for the campus (EN_ESPERA)."""
    load(tmp_path, XIMENA, TADEO)
    solicitud = begin_and_confirm(client, TADEO["curp"], TADEO["correo"])
    submit(client, solicitud)
    run_outbox()
    return solicitud


def test_the_button_pedir_mi_nss_a_mi_plantel_is_shown_if_registro_is_plantel(client: Client, tmp_path: Path) -> None:
    load(tmp_path, TADEO)
    solicitud = begin_and_confirm(client, TADEO["curp"], TADEO["correo"])
    answer_until(client, solicitud, "revision")
    text = read(client, solicitud, "revision")
    assert text.count("Pedir mi NSS a mi plantel") == 2
    assert "Asignar mi NSS" not in text


def test_the_page_of_a_solicitud_en_espera_shows_the_campus_and_the_deadline_of_the_campus(
    client: Client, solicitud: Solicitud
) -> None:
    page = client.get(solicitud.get_absolute_url(), follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == url("en_espera", solicitud)
    for words in (
        solicitud.folio,
        "Tu plantel lleva tu solicitud al IMSS.",
        "27 de noviembre de 2026",
        "Plantel Guadalajara",
        "data-imprimir",
    ):
        assert words in text
    assert Asegurado.objects.get(curp=TADEO["curp"]).nss is None
    assert state(solicitud) == Estado.EN_ESPERA
    assert client.get(url("estado", solicitud)).json()["siguiente"] == url("en_espera", solicitud)


def test_the_page_of_a_solicitud_en_espera_does_not_show_a_deadline_that_has_passed(
    client: Client, solicitud: Solicitud
) -> None:
    solicitud.transiciones.update(momento=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert "a más tardar" not in client.get(url("en_espera", solicitud)).content.decode()


def test_T9_a_post_to_a_step_does_not_change_a_solicitud_en_espera(client: Client, solicitud: Solicitud) -> None:
    assert client.post(f"{solicitud.get_absolute_url()}paso/revision/").url == solicitud.get_absolute_url()
    assert state(solicitud) == Estado.EN_ESPERA


def test_a_roster_without_the_nss_does_not_change_a_solicitud_en_espera(solicitud: Solicitud, tmp_path: Path) -> None:
    sent = Correo.objects.count()
    load(tmp_path, XIMENA, TADEO)
    run_outbox()
    assert state(solicitud) == Estado.EN_ESPERA
    assert Correo.objects.count() == sent


def test_a_second_roster_with_the_nss_does_not_finish_the_solicitud_again(
    client: Client, solicitud: Solicitud, tmp_path: Path
) -> None:
    load(tmp_path, XIMENA, TADEO | {"nss": NSS_NUEVO})
    run_outbox()
    subjects = [message.subject for message in mails_to(TADEO["correo"])][1:]
    assert subjects == [
        f"Recibimos tu solicitud de NSS ({solicitud.folio})",
        f"Tus documentos están listos ({solicitud.folio})",
    ]
    assert len(mails_to(TADEO["correo"])[-1].attachments) == 2
    text = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert "Listo: este es tu NSS" in text
    assert "61 23 06 0002 7" in strip_tags(text)
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == [
        "confirmada",
        "por_procesar",
        "en_espera",
        "por_procesar",
        "concluida",
    ]
    load(tmp_path, XIMENA, TADEO | {"nss": NSS_NUEVO})
    run_outbox()
    assert len(mails_to(TADEO["correo"])) == 3
    assert Documento.objects.filter(titular=solicitud.get_asegurado().titular).count() == 2


def test_simulating_the_load_of_a_roster_does_not_change_a_solicitud_en_espera(
    solicitud: Solicitud, tmp_path: Path
) -> None:
    load(tmp_path, XIMENA, TADEO | {"nss": NSS_NUEVO}, simular=True)
    run_outbox()
    assert state(solicitud) == Estado.EN_ESPERA


@pytest.mark.parametrize(("nss", "causa"), [("61230600024", "nss_digito"), (XIMENA["nss"], "nss_repetido")])
def test_an_invalid_nss_in_a_roster_stops_the_solicitud_until_a_roster_has_the_correct_nss(
    client: Client, solicitud: Solicitud, tmp_path: Path, nss: str, causa: str
) -> None:
    load(tmp_path, XIMENA, TADEO | {"nss": nss})
    run_outbox()
    assert FallaDato.objects.get(asegurado__curp=TADEO["curp"], abierta=True).causa == causa
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert not Correo.objects.filter(plantilla="sigue").exists()
    assert Correo.objects.filter(plantilla="incidencia_abierta", para=TADEO["correo"]).count() == 1
    load(tmp_path, XIMENA, TADEO | {"nss": NSS_NUEVO})
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    page = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    assert "61 23 06 0002 7" in strip_tags(page)
