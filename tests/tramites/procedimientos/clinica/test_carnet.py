"""Tests of a campus whose students get no carnet yet (`retiene_carnet`).

The students can get the carnet from the date `carnet_desde`. Without this date, they must wait.
"""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from padron.asegurados.services import cambiar_clinica
from padron.catalogos.models import Clinica
from padron.planteles.models import Plantel
from tests.helpers.tramites.clinics import begin_tramite, submit
from tests.helpers.tramites.nss_steps import state
from tests.helpers.tramites.student import log_in, run_outbox
from tramites.camino.handlers import procesar
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
OBTENER = "Obtener mi carnet"


@pytest.fixture
def solicitud(client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]) -> Solicitud:
    """Return a finished alta without a carnet.

    The alta has no carnet, because the campus does not allow carnets yet (`retiene_carnet`).
    """
    hold_carnet_back(inscripcion.plantel)
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    run_outbox()
    return solicitud


def hold_carnet_back(plantel: Plantel, desde: dt.date | None = None) -> None:
    Plantel.objects.filter(pk=plantel.pk).update(retiene_carnet=True, carnet_desde=desde)


def read_result(client: Client, solicitud: Solicitud) -> str:
    return str(client.get(f"{solicitud.get_absolute_url()}resultado/").content.decode())


def ask_for_carnet(client: Client, solicitud: Solicitud) -> None:
    assert client.post(f"{solicitud.get_absolute_url()}carnet/").url == solicitud.get_absolute_url()


def test_an_alta_is_finished_without_a_carnet_if_the_campus_gives_no_carnets(
    client: Client, solicitud: Solicitud
) -> None:
    assert state(solicitud) == Estado.CONCLUIDA
    assert sorted(Documento.objects.values_list("tipo", flat=True)) == ["acuse_clinica", "sav002", "vigencia"]
    text = read_result(client, solicitud)
    assert "Tu plantel todavía no entrega el carnet de citas." in text
    assert OBTENER not in text
    ask_for_carnet(client, solicitud)
    assert not Documento.objects.filter(tipo="carnet").exists()


def test_the_result_page_shows_the_date_when_the_campus_will_give_the_carnet(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    hold_carnet_back(inscripcion.plantel, dt.date(2099, 3, 2))
    assert "Lo recibes aquí a partir del 2 de marzo." in read_result(client, solicitud)


def test_asking_twice_for_the_carnet_after_the_announced_date_issues_only_one_carnet(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    hold_carnet_back(inscripcion.plantel, dt.date(2026, 11, 1))
    with time_machine.travel("2026-11-20 12:00-06:00"):
        log_in(client, solicitud.titular)
        assert OBTENER in read_result(client, solicitud)
        ask_for_carnet(client, solicitud)
        assert "Estamos preparando tu carnet de citas." in read_result(client, solicitud)
        ask_for_carnet(client, solicitud)
        run_outbox()
        carnet = Documento.objects.get(tipo="carnet")
        text = read_result(client, solicitud)
    assert carnet.contexto.clinica.unidad == "UMF 1"
    assert OBTENER not in text
    assert carnet.folio in text


def test_the_result_page_still_shows_an_issued_carnet_after_the_campus_stops_giving_carnets(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    run_outbox()
    hold_carnet_back(inscripcion.plantel)
    assert Documento.objects.get(tipo="carnet").folio in read_result(client, solicitud)


@pytest.mark.parametrize("antes", [True, False])
def test_a_change_of_the_setting_retiene_carnet_does_not_block_a_submitted_alta(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica], antes: bool
) -> None:
    """The campus changes `retiene_carnet` while an alta is processed.

    The documents are already issued, but the Celery workers have not created the PDF files yet.
    """
    Plantel.objects.update(retiene_carnet=antes)
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    procesar({"solicitud": str(solicitud.pk)}, None)
    Plantel.objects.update(retiene_carnet=not antes)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Documento.objects.filter(tipo="carnet").exists() is not antes


def test_a_student_who_changed_the_clinic_gets_no_carnet_for_the_former_clinic(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    cambiar_clinica(
        asegurado=inscripcion.asegurado, clinica=clinicas[1], turno="matutino", motivo="otro", hoy=dt.date(2026, 11, 2)
    )
    Plantel.objects.update(retiene_carnet=False)
    assert OBTENER not in read_result(client, solicitud)
    ask_for_carnet(client, solicitud)
    assert not Documento.objects.filter(tipo="carnet").exists()


def test_only_a_post_request_with_the_session_of_the_student_can_issue_a_carnet(
    client: Client, solicitud: Solicitud, otro_navegador: Client
) -> None:
    Plantel.objects.update(retiene_carnet=False)
    assert otro_navegador.post(f"{solicitud.get_absolute_url()}carnet/").status_code == 403
    assert client.get(f"{solicitud.get_absolute_url()}carnet/").url == solicitud.get_absolute_url()
    assert not Documento.objects.filter(tipo="carnet").exists()


def test_expediente_and_home_offer_the_carnet_from_the_day_that_the_campus_announced(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    for path in ("/expediente/", "/"):
        assert OBTENER not in client.get(path).content.decode()
    hold_carnet_back(inscripcion.plantel, desde=dt.date(2026, 1, 1))
    for path in ("/expediente/", "/"):
        text = client.get(path).content.decode()
        assert "Ya puedes tramitar tu carnet de citas." in text
        assert f'href="{solicitud.get_absolute_url()}">{OBTENER}</a>' in text
    ask_for_carnet(client, solicitud)
    run_outbox()
    assert OBTENER not in client.get("/expediente/").content.decode()
