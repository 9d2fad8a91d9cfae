"""The vigencia whole: SI, each NO with its one action, an NSS that is another's."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from documentos.contexts import DatosVigencia
from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from padron.identificadores.nss import agrupado
from tests.fabricas import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.nss_steps import read
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, make_solicitud, run_outbox, url
from tramites.camino.apertura import continue_as
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import SIN_VIGENCIA, Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
HOY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TARDE = {"fecha_ingreso": dt.date(2026, 8, 17)}
RECIENTE = {"fecha_inscripcion": dt.date(2026, 11, 2), "fecha_ingreso": dt.date(2026, 11, 9)}


@pytest.fixture(autouse=True)
def _hoy() -> Any:
    with time_machine.travel(HOY, tick=True):
        yield


def consult(client: Client, inscripcion: Inscripcion, **otros: str) -> Solicitud:
    """From the gate to the answer."""
    typed = {"nss": str(inscripcion.asegurado.nss), **otros}
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo, tipo="vigencia", **typed)
    run_outbox()
    solicitud.refresh_from_db()
    return solicitud


def show(client: Client, solicitud: Solicitud) -> str:
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert page.status_code == 200
    return str(page.content.decode())


def test_the_gate_asks_for_the_nss(client: Client) -> None:
    page = client.get("/tramites/vigencia/empezar/").content.decode()
    assert "Tu NSS, no el de tu mamá o papá." in page
    assert "No sé mi NSS" in page
    answer = client.post("/tramites/vigencia/empezar/", {"nss": "0423050001"})
    assert "Tu NSS debe tener 11 números; escribiste 10" in answer.content.decode()


def test_si_with_all_that_the_constancia_says(client: Client) -> None:
    alumna = InscripcionFactory(vigente=True)
    solicitud = consult(client, alumna)
    assert solicitud.estado == Estado.CONCLUIDA
    documento = Documento.objects.get()
    datos = documento.contexto
    assert isinstance(datos, DatosVigencia)
    assert (datos.con_derecho, datos.inicio_vigencia) == (True, dt.date(2026, 9, 7))
    page = show(client, solicitud)
    assert "Sí tienes servicio médico" in page
    assert datos.nss_agrupado in page
    assert datos.registro_patronal in page
    assert documento.folio in page
    assert "Registrarme en mi clínica" in page
    assert [message.subject for message in mails_to(alumna.correo)][-1].startswith("Tus documentos están listos")


def test_no_early_offers_one_notice(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **RECIENTE)
    solicitud = consult(client, alumna)
    page = show(client, solicitud)
    assert "Tu vigencia todavía no aparece" in page
    assert "a partir del 7 de diciembre de 2026" in page
    assert client.post(url("avisame", solicitud)).status_code == 302
    page = show(client, solicitud)
    assert "Te escribiremos a tu correo" in page
    assert "Avísame cuando esté vigente</button>" not in page
    assert "BEGIN:VEVENT" in client.get(url("calendario", solicitud)).content.decode()


def test_no_late_is_reported_with_the_five_data_and_told_once(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **TARDE)
    solicitud = consult(client, alumna)
    page = show(client, solicitud)
    assert "Ya pasaron 4 semanas y aún no apareces vigente" in page
    for dato in (
        alumna.asegurado.nombre_completo,
        alumna.codigo,
        agrupado(str(alumna.asegurado.nss)),
        alumna.asegurado.curp,
    ):
        assert str(dato) in page
    for _ in range(2):
        assert client.post(url("reportar", solicitud)).status_code == 302
    incidencia = Incidencia.objects.get()
    assert (incidencia.causa, incidencia.plantel) == (SIN_VIGENCIA, alumna.plantel)
    assert incidencia.detalle["Correo institucional"] == alumna.correo
    page = show(client, solicitud)
    assert incidencia.folio in page
    assert "a más tardar el 25 de noviembre" in page
    run_outbox()
    assert sum("Avisamos a tu plantel" in message.subject for message in mails_to(alumna.correo)) == 1


def test_a_report_holds_no_other_procedure_up(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **TARDE)
    solicitud = consult(client, alumna)
    client.post(url("reportar", solicitud))
    otra = continue_as(solicitud, procedimiento=PROCEDIMIENTOS["nss"])
    run_outbox()
    otra.refresh_from_db()
    assert otra.estado == Estado.CONCLUIDA


@pytest.mark.parametrize(
    ("valores", "titulo"),
    [
        ({"estatus": "baja_temporal"}, "No tienes servicio médico: tu escuela reportó tu baja"),
        ({"otra_cobertura": "ISSSTE"}, "No tienes este servicio médico: tu escuela registró que tienes otro"),
        ({"fecha_renuncia": dt.date(2026, 10, 1)}, "No tienes este servicio médico: renunciaste a él"),
    ],
)
def test_no_says_who_can_help(client: Client, valores: dict[str, Any], titulo: str) -> None:
    alumna = InscripcionFactory(vigente=True, **valores)
    page = show(client, consult(client, alumna))
    assert titulo in page
    assert alumna.plantel.responsable in page
    constancia = Documento.objects.get().contexto
    assert isinstance(constancia, DatosVigencia)
    assert (constancia.con_derecho, constancia.motivo) == (False, f"{titulo}.")


def test_an_nss_of_somebody_else_is_told_without_giving_the_right_one(client: Client) -> None:
    alumna, otra = InscripcionFactory(vigente=True), InscripcionFactory(vigente=True)
    solicitud = consult(client, alumna, nss=str(otra.asegurado.nss))
    page = show(client, solicitud)
    assert "Ese NSS no es el de tu CURP" in page
    assert str(alumna.asegurado.nss) not in page.replace(" ", "")
    assert not Documento.objects.exists()
    # Who has a session is not asked for the number any more: the next consultation knows it.
    client.post("/tramites/vigencia/continuar/")
    run_outbox()
    assert Solicitud.objects.filter(tipo="vigencia", estado=Estado.CONCLUIDA).count() == 1


def test_a_student_without_nss_is_led_to_it_and_back(client: Client) -> None:
    alumna = InscripcionFactory()
    solicitud = make_solicitud(Estado.CONFIRMADA, alumna, tipo="vigencia")
    log_in(client, solicitud.titular)
    assert "Primero obtén tu NSS" in show(client, solicitud)
    assert client.get(url("paso", solicitud)).status_code == 302
    alumna.asegurado.nss = "61230500011"
    alumna.asegurado.save(update_fields=["nss"])
    assert alumna.asegurado.nombre_completo in read(client, solicitud, "identidad")
    assert client.get(url("impedimento", solicitud)).status_code == 302
    client.post(url("paso", solicitud))
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA


def test_a_doubtful_record_goes_to_the_campus(client: Client) -> None:
    alumna = InscripcionFactory(vigente=True)
    FallaDatoFactory(asegurado=alumna.asegurado)
    solicitud = consult(client, alumna)
    assert solicitud.estado == Estado.CON_INCIDENCIA


def test_a_constancia_of_another_day_says_that_things_have_changed(client: Client) -> None:
    alumna = InscripcionFactory(asegurado__con_nss=True, **TARDE)
    solicitud = consult(client, alumna)
    Inscripcion.objects.filter(pk=alumna.pk).update(fecha_alta_imss=dt.date(2026, 11, 16))
    page = show(client, solicitud)
    assert "Tu situación cambió." in page
    assert "Consultar otra vez" in page
