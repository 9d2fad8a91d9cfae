"""What stands in the way of an alta, before it begins and while it is worked on."""

from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Adscripcion, Inscripcion
from padron.catalogos.models import Clinica
from tests.fabricas import FallaDatoFactory
from tests.helpers.tramites.clinics import (
    answer_until_clinica,
    begin_tramite,
    give_clinica,
    make_vigente,
    submit,
)
from tests.helpers.tramites.nss_steps import answer, read, state
from tests.helpers.tramites.student import run_outbox, url
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud


def page_of(client: Client, solicitud: Solicitud) -> str:
    """The page where the Solicitud stands."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


def test_without_an_nss_the_way_leads_there(client: Client, clinicas: list[Clinica]) -> None:
    solicitud = begin_tramite(client, "alta", make_vigente(asegurado__con_nss=False))
    text = page_of(client, solicitud)
    assert 'action="/tramites/nss/continuar/"' in text
    assert client.get(f"{solicitud.get_absolute_url()}paso/identidad/").url == solicitud.get_absolute_url()


def test_without_cover_the_reason_is_told(client: Client, clinicas: list[Clinica]) -> None:
    solicitud = begin_tramite(client, "alta", make_vigente(estatus="egresado"))
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
    assert "baja" in page_of(client, solicitud)


def test_who_has_a_clinic_is_led_to_its_change_with_the_address_kept(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    give_clinica(solicitud.get_asegurado(), clinicas[0])
    text = page_of(client, solicitud)
    assert "Estás en UMF 1 (inventada), turno matutino" in text
    page = client.post("/tramites/cambio/continuar/", follow=True)
    cambio = Solicitud.objects.get(tipo="cambio")
    assert page.status_code == 200
    assert 'value="44100"' not in page.content.decode()
    answer(client, cambio, "iniciar", {"motivo": "otro"})
    assert 'value="44100"' in read(client, cambio, "codigo-postal")


def test_doubtful_data_go_to_the_campus_and_come_back(client: Client, clinicas: list[Clinica]) -> None:
    inscripcion = make_vigente()
    falla = FallaDatoFactory(asegurado=inscripcion.asegurado)
    solicitud = begin_tramite(client, "alta", inscripcion)
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert Incidencia.objects.get().causa == falla.causa
    assert "tu nombre no coincide con tu CURP" in page_of(client, solicitud)


def test_data_that_became_doubtful_stop_the_work_and_nothing_is_asked_again(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    falla = FallaDatoFactory(asegurado=solicitud.get_asegurado())
    run_outbox()
    assert state(solicitud) == Estado.CON_INCIDENCIA
    assert not Adscripcion.objects.exists()
    falla.abierta = False
    falla.save()
    solicitud.refresh_from_db()
    assert reconsider(solicitud)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA


def test_cover_that_ended_before_the_work_stops_it(
    client: Client, solicitud: Solicitud, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0])
    Inscripcion.objects.filter(pk=inscripcion.pk).update(estatus="baja_definitiva")
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert not Adscripcion.objects.exists()
    assert not Documento.objects.exists()
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
