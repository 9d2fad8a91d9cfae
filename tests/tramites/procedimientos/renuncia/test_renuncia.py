"""Tests of the renuncia, with which a student gives up the medical cover.

The student signs a paper, and the campus receives the paper or returns it.
"""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from documentos.contexts import DatosRenuncia
from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_vigencia
from padron.asegurados.vigencia.rules import Motivo
from tests.helpers.factories import HOY, InscripcionFactory
from tests.helpers.tramites.nss_steps import answer, read, step_url
from tests.helpers.tramites.student import log_in, mails_to, make_solicitud, run_outbox
from tramites.camino.apertura import continue_as
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.renuncia.services import (
    RenunciaCerrada,
    receive_renuncia,
    return_renuncia,
    withdraw_renuncia,
)
from tramites.procedimientos.todos import PROCEDIMIENTOS
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
PASOS_OTRA_COBERTURA = (
    ("identidad", {}),
    ("motivo", {"motivo": "otra_cobertura"}),
    ("cobertura", {"institucion": "ISSSTE", "numero": "ISS-77"}),
)
PASOS_NO_LA_NECESITO = (
    ("identidad", {}),
    ("motivo", {"motivo": "no_la_necesito"}),
    ("explicacion", {"explicacion": "Tengo un seguro privado."}),
)
DECLARACION = {"declaro": "on"}


@pytest.fixture
def vigente(db: None) -> Inscripcion:
    return InscripcionFactory(vigente=True)


def begin_renuncia(client: Client, inscripcion: Inscripcion) -> Solicitud:
    solicitud = make_solicitud(Estado.CONFIRMADA, inscripcion, tipo="renuncia")
    log_in(client, solicitud.titular)
    return solicitud


def present(client: Client, inscripcion: Inscripcion, pasos: Any = PASOS_OTRA_COBERTURA, **revision: str) -> Renuncia:
    """Answer all steps, process the messages of the outbox, and return the Renuncia."""
    solicitud = begin_renuncia(client, inscripcion)
    for step, datos in (*pasos, ("revision", {**DECLARACION, **revision})):
        assert answer(client, solicitud, step, datos).status_code == 302, step
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA
    return Renuncia.objects.get(solicitud=solicitud)


def read_page(client: Client, renuncia: Renuncia) -> str:
    return str(client.get(renuncia.solicitud.get_absolute_url(), follow=True).content.decode())


@pytest.mark.parametrize(
    ("pasos", "motivo"),
    [
        (PASOS_OTRA_COBERTURA, "Tengo otro servicio médico"),
        (PASOS_NO_LA_NECESITO, "No la necesito: Tengo un seguro privado."),
    ],
    ids=["otra cobertura", "no la necesita"],
)
def test_the_document_of_a_renuncia_contains_the_reason_that_the_student_gave(
    client: Client, vigente: Inscripcion, pasos: Any, motivo: str
) -> None:
    renuncia = present(client, vigente, pasos)
    assert renuncia.estado == Renuncia.Estado.PRESENTADA
    datos = Documento.objects.get().contexto
    assert isinstance(datos, DatosRenuncia)
    assert (datos.motivo, datos.codigo, datos.tutor) == (motivo, vigente.codigo, "")
    assert bool(datos.otra_institucion) == (pasos is PASOS_OTRA_COBERTURA)
    page = read_page(client, renuncia)
    assert "Falta que firmes y entregues tu renuncia" in page
    assert vigente.plantel.responsable in page


def test_the_review_step_of_a_renuncia_requires_a_declaration_that_the_data_are_true(
    client: Client, vigente: Inscripcion
) -> None:
    solicitud = begin_renuncia(client, vigente)
    for step, datos in PASOS_OTRA_COBERTURA:
        answer(client, solicitud, step, datos)
    page = read(client, solicitud, "revision")
    for texto in ("Tengo otro servicio médico", "ISSSTE", "ISS-77", step_url(solicitud, "motivo")):
        assert texto in page
    # The student typed two answers in the step «cobertura». Each answer has a «Cambiar» link to this step.
    assert page.count(step_url(solicitud, "cobertura")) >= 2
    assert 'name="tutor"' not in page
    refused = answer(client, solicitud, "revision")
    assert "Marca la casilla para declarar que tus datos son ciertos" in refused.content.decode()
    assert not Renuncia.objects.exists()


def test_a_minor_must_type_the_name_of_a_guardian_in_a_renuncia(client: Client) -> None:
    menor = InscripcionFactory(vigente=True, asegurado__fecha_nacimiento=dt.date(2010, 5, 14))
    solicitud = begin_renuncia(client, menor)
    for step, datos in PASOS_OTRA_COBERTURA:
        answer(client, solicitud, step, datos)
    refused = answer(client, solicitud, "revision", DECLARACION)
    assert "Escribe el nombre de tu mamá, papá o tutor" in refused.content.decode()
    answer(client, solicitud, "revision", {**DECLARACION, "tutor": "Ernestina Inventada"})
    run_outbox()
    datos = Documento.objects.get().contexto
    assert isinstance(datos, DatosRenuncia)
    assert datos.tutor == "Ernestina Inventada"


def test_a_renuncia_does_not_store_answers_that_belong_to_a_former_reason(client: Client, vigente: Inscripcion) -> None:
    solicitud = begin_renuncia(client, vigente)
    for step, datos in PASOS_OTRA_COBERTURA:
        answer(client, solicitud, step, datos)
    answer(client, solicitud, "motivo", {"motivo": "no_la_necesito"})
    assert client.get(step_url(solicitud, "cobertura")).status_code == 302
    answer(client, solicitud, *PASOS_NO_LA_NECESITO[-1])
    answer(client, solicitud, "revision", DECLARACION)
    run_outbox()
    renuncia = Renuncia.objects.get()
    assert (renuncia.institucion, renuncia.numero) == ("", "")


def test_a_renuncia_ends_the_cover_only_after_the_campus_receives_the_signed_paper(
    client: Client, vigente: Inscripcion
) -> None:
    renuncia = present(client, vigente)
    assert get_vigencia(vigente.asegurado, hoy=HOY).is_vigente
    receive_renuncia(renuncia, actor="rosa")
    vigencia = get_vigencia(vigente.asegurado, hoy=dt.date.today() + dt.timedelta(days=1))  # noqa: DTZ011
    assert getattr(vigencia, "motivo", None) == Motivo.OTRA_COBERTURA
    run_outbox()
    assert "respondió a tu renuncia" in mails_to(vigente.correo)[-1].subject
    assert "Tu plantel recibió tu renuncia" in read_page(client, renuncia)
    with pytest.raises(RenunciaCerrada):
        withdraw_renuncia(renuncia)


def test_a_student_can_withdraw_a_renuncia_that_the_campus_has_not_received(
    client: Client, vigente: Inscripcion
) -> None:
    renuncia = present(client, vigente)
    for _ in range(2):
        assert client.post(f"{renuncia.solicitud.get_absolute_url()}retirar/").status_code == 302
    renuncia.refresh_from_db()
    assert renuncia.estado == Renuncia.Estado.RETIRADA
    assert Documento.objects.get().estado == Documento.Estado.CANCELADO
    assert "Retiraste tu renuncia" in read_page(client, renuncia)
    with pytest.raises(RenunciaCerrada):
        receive_renuncia(renuncia, actor="rosa")


def test_a_student_sees_why_the_campus_returned_a_renuncia_and_can_present_a_new_renuncia(
    client: Client, vigente: Inscripcion
) -> None:
    renuncia = present(client, vigente)
    with pytest.raises(ValueError, match="reason"):
        return_renuncia(renuncia, nota=" ", actor="rosa")
    return_renuncia(renuncia, nota="Falta tu firma.", actor="rosa")
    assert "Falta tu firma." in read_page(client, renuncia)
    assert present(client, vigente, PASOS_NO_LA_NECESITO).estado == Renuncia.Estado.PRESENTADA


def test_a_student_cannot_present_a_second_renuncia_before_the_campus_answers_the_first(
    client: Client, vigente: Inscripcion
) -> None:
    renuncia = present(client, vigente)
    second = continue_as(renuncia.solicitud, procedimiento=PROCEDIMIENTOS["renuncia"])
    page = client.get(second.get_absolute_url(), follow=True).content.decode()
    assert "Ya presentaste una renuncia" in page
    assert renuncia.solicitud.folio in page


def test_two_submitted_solicitudes_of_one_student_create_only_one_renuncia(
    client: Client, vigente: Inscripcion
) -> None:
    first, second = begin_renuncia(client, vigente), begin_renuncia(client, vigente)
    for solicitud in (first, second):
        for step, datos in (*PASOS_OTRA_COBERTURA, ("revision", DECLARACION)):
            assert answer(client, solicitud, step, datos).status_code == 302
    run_outbox()
    assert Renuncia.objects.count() == 1
    second.refresh_from_db()
    assert second.estado == Estado.CONFIRMADA


def test_a_browser_without_the_session_of_the_student_cannot_withdraw_a_renuncia(
    client: Client, vigente: Inscripcion, otro_navegador: Client
) -> None:
    renuncia = present(client, vigente)
    response = otro_navegador.post(f"{renuncia.solicitud.get_absolute_url()}retirar/")
    assert response.status_code == 403
    renuncia.refresh_from_db()
    assert renuncia.estado == Renuncia.Estado.PRESENTADA
