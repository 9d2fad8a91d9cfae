"""E17: the carnet that the campus holds back until it announces a day."""

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
    """Her alta, concluded while her campus holds the carnet back."""
    hold_back(inscripcion.plantel)
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    run_outbox()
    return solicitud


def hold_back(plantel: Plantel, desde: dt.date | None = None) -> None:
    Plantel.objects.filter(pk=plantel.pk).update(retiene_carnet=True, carnet_desde=desde)


def result(client: Client, solicitud: Solicitud) -> str:
    return str(client.get(f"{solicitud.get_absolute_url()}resultado/").content.decode())


def ask_for_it(client: Client, solicitud: Solicitud) -> None:
    assert client.post(f"{solicitud.get_absolute_url()}carnet/").url == solicitud.get_absolute_url()


def test_the_alta_ends_without_it(client: Client, solicitud: Solicitud) -> None:
    assert state(solicitud) == Estado.CONCLUIDA
    assert sorted(Documento.objects.values_list("tipo", flat=True)) == ["acuse_clinica", "sav002", "vigencia"]
    text = result(client, solicitud)
    assert "Tu plantel todavía no entrega el carnet de citas." in text
    assert OBTENER not in text
    ask_for_it(client, solicitud)
    assert not Documento.objects.filter(tipo="carnet").exists()


def test_the_day_that_the_campus_announces_is_said(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    hold_back(inscripcion.plantel, dt.date(2099, 3, 2))
    assert "Lo recibes aquí a partir del 2 de marzo." in result(client, solicitud)


def test_from_that_day_on_the_student_has_it_once(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion
) -> None:
    hold_back(inscripcion.plantel, dt.date(2026, 11, 1))
    with time_machine.travel("2026-11-20 12:00-06:00"):
        log_in(client, solicitud.titular)
        assert OBTENER in result(client, solicitud)
        ask_for_it(client, solicitud)
        assert "Estamos preparando tu carnet de citas." in result(client, solicitud)
        ask_for_it(client, solicitud)
        run_outbox()
        carnet = Documento.objects.get(tipo="carnet")
        text = result(client, solicitud)
    assert carnet.contexto.clinica.unidad == "UMF 1"
    assert OBTENER not in text
    assert carnet.folio in text


def test_what_was_given_stays_given(client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]) -> None:
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    run_outbox()
    hold_back(inscripcion.plantel)
    assert Documento.objects.get(tipo="carnet").folio in result(client, solicitud)


@pytest.mark.parametrize("antes", [True, False])
def test_a_policy_that_changes_while_the_files_are_made_holds_nothing_up(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica], antes: bool
) -> None:
    """Documents are issued under one policy, and their files made under another."""
    Plantel.objects.update(retiene_carnet=antes)
    solicitud = begin_tramite(client, "alta", inscripcion)
    submit(client, solicitud, clinicas[0])
    procesar({"solicitud": str(solicitud.pk)}, None)
    Plantel.objects.update(retiene_carnet=not antes)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert Documento.objects.filter(tipo="carnet").exists() is not antes


def test_of_a_clinic_that_was_left_there_is_none(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    cambiar_clinica(
        asegurado=inscripcion.asegurado, clinica=clinicas[1], turno="matutino", motivo="otro", hoy=dt.date(2026, 11, 2)
    )
    Plantel.objects.update(retiene_carnet=False)
    assert OBTENER not in result(client, solicitud)
    ask_for_it(client, solicitud)
    assert not Documento.objects.filter(tipo="carnet").exists()


def test_nobody_else_can_ask_for_it(client: Client, solicitud: Solicitud, otro_navegador: Client) -> None:
    Plantel.objects.update(retiene_carnet=False)
    assert otro_navegador.post(f"{solicitud.get_absolute_url()}carnet/").status_code == 403
    assert client.get(f"{solicitud.get_absolute_url()}carnet/").url == solicitud.get_absolute_url()
    assert not Documento.objects.filter(tipo="carnet").exists()
