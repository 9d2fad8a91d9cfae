"""The renuncia whole: both reasons, a minor's guardian, and what becomes of the paper at the campus."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from documentos.contexts import DatosRenuncia
from documentos.models import Documento
from padron.asegurados.models import Inscripcion
from padron.asegurados.selectors import get_vigencia
from padron.asegurados.vigencia.rules import Motivo
from tests.fabricas import HOY, InscripcionFactory
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
OTRA = (
    ("identidad", {}),
    ("motivo", {"motivo": "otra_cobertura"}),
    ("cobertura", {"institucion": "ISSSTE", "numero": "ISS-77"}),
)
NINGUNA = (
    ("identidad", {}),
    ("motivo", {"motivo": "no_la_necesito"}),
    ("explicacion", {"explicacion": "Tengo un seguro privado."}),
)
JURA = {"declaro": "on"}


@pytest.fixture
def vigente(db: None) -> Inscripcion:
    return InscripcionFactory(vigente=True)


def begin_renuncia(client: Client, inscripcion: Inscripcion) -> Solicitud:
    solicitud = make_solicitud(Estado.CONFIRMADA, inscripcion, tipo="renuncia")
    log_in(client, solicitud.titular)
    return solicitud


def present(client: Client, inscripcion: Inscripcion, pasos: Any = OTRA, **revision: str) -> Renuncia:
    """Answer everything, and let the workers work."""
    solicitud = begin_renuncia(client, inscripcion)
    for step, datos in (*pasos, ("revision", {**JURA, **revision})):
        assert answer(client, solicitud, step, datos).status_code == 302, step
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA
    return Renuncia.objects.get(solicitud=solicitud)


def show(client: Client, renuncia: Renuncia) -> str:
    return str(client.get(renuncia.solicitud.get_absolute_url(), follow=True).content.decode())


@pytest.mark.parametrize(
    ("pasos", "motivo"),
    [(OTRA, "Tengo otro servicio médico"), (NINGUNA, "No la necesito: Tengo un seguro privado.")],
    ids=["otra cobertura", "no la necesita"],
)
def test_either_reason_gives_the_document(client: Client, vigente: Inscripcion, pasos: Any, motivo: str) -> None:
    renuncia = present(client, vigente, pasos)
    assert renuncia.estado == Renuncia.Estado.PRESENTADA
    datos = Documento.objects.get().contexto
    assert isinstance(datos, DatosRenuncia)
    assert (datos.motivo, datos.codigo, datos.tutor) == (motivo, vigente.codigo, "")
    assert bool(datos.otra_institucion) == (pasos is OTRA)
    page = show(client, renuncia)
    assert "Falta que firmes y entregues tu renuncia" in page
    assert vigente.plantel.responsable in page


def test_the_review_shows_the_reason_and_asks_for_the_oath(client: Client, vigente: Inscripcion) -> None:
    solicitud = begin_renuncia(client, vigente)
    for step, datos in OTRA:
        answer(client, solicitud, step, datos)
    page = read(client, solicitud, "revision")
    for texto in ("Tengo otro servicio médico", "ISSSTE", "ISS-77", step_url(solicitud, "motivo")):
        assert texto in page
    assert page.count(step_url(solicitud, "cobertura")) >= 2  # the numbers' «Cambiar»
    assert 'name="tutor"' not in page
    refused = answer(client, solicitud, "revision")
    assert "Marca la casilla para declarar que tus datos son ciertos" in refused.content.decode()
    assert not Renuncia.objects.exists()


def test_a_minor_names_who_answers_for_them(client: Client) -> None:
    menor = InscripcionFactory(vigente=True, asegurado__fecha_nacimiento=dt.date(2010, 5, 14))
    solicitud = begin_renuncia(client, menor)
    for step, datos in OTRA:
        answer(client, solicitud, step, datos)
    refused = answer(client, solicitud, "revision", JURA)
    assert "Escribe el nombre de tu mamá, papá o tutor" in refused.content.decode()
    answer(client, solicitud, "revision", {**JURA, "tutor": "Ernestina Inventada"})
    run_outbox()
    datos = Documento.objects.get().contexto
    assert isinstance(datos, DatosRenuncia)
    assert datos.tutor == "Ernestina Inventada"


def test_another_reason_leaves_the_first_ones_answers_behind(client: Client, vigente: Inscripcion) -> None:
    solicitud = begin_renuncia(client, vigente)
    for step, datos in OTRA:
        answer(client, solicitud, step, datos)
    answer(client, solicitud, "motivo", {"motivo": "no_la_necesito"})
    assert client.get(step_url(solicitud, "cobertura")).status_code == 302
    answer(client, solicitud, *NINGUNA[-1])
    answer(client, solicitud, "revision", JURA)
    run_outbox()
    renuncia = Renuncia.objects.get()
    assert (renuncia.institucion, renuncia.numero) == ("", "")


def test_it_counts_once_the_campus_has_received_it(client: Client, vigente: Inscripcion) -> None:
    renuncia = present(client, vigente)
    assert get_vigencia(vigente.asegurado, hoy=HOY).is_vigente
    receive_renuncia(renuncia, actor="rosa")
    vigencia = get_vigencia(vigente.asegurado, hoy=dt.date.today() + dt.timedelta(days=1))  # noqa: DTZ011
    assert getattr(vigencia, "motivo", None) == Motivo.OTRA_COBERTURA
    run_outbox()
    assert "respondió a tu renuncia" in mails_to(vigente.correo)[-1].subject
    assert "Tu plantel recibió tu renuncia" in show(client, renuncia)
    with pytest.raises(RenunciaCerrada):
        withdraw_renuncia(renuncia)


def test_the_student_takes_it_back_until_then(client: Client, vigente: Inscripcion) -> None:
    renuncia = present(client, vigente)
    for _ in range(2):
        assert client.post(f"{renuncia.solicitud.get_absolute_url()}retirar/").status_code == 302
    renuncia.refresh_from_db()
    assert renuncia.estado == Renuncia.Estado.RETIRADA
    assert Documento.objects.get().estado == Documento.Estado.CANCELADO
    assert "Retiraste tu renuncia" in show(client, renuncia)
    with pytest.raises(RenunciaCerrada):
        receive_renuncia(renuncia, actor="rosa")


def test_one_that_comes_back_says_why_and_another_may_follow(client: Client, vigente: Inscripcion) -> None:
    renuncia = present(client, vigente)
    with pytest.raises(ValueError, match="reason"):
        return_renuncia(renuncia, nota=" ", actor="rosa")
    return_renuncia(renuncia, nota="Falta tu firma.", actor="rosa")
    assert "Falta tu firma." in show(client, renuncia)
    assert present(client, vigente, NINGUNA).estado == Renuncia.Estado.PRESENTADA


def test_one_that_lies_there_is_not_presented_twice(client: Client, vigente: Inscripcion) -> None:
    renuncia = present(client, vigente)
    otra = continue_as(renuncia.solicitud, procedimiento=PROCEDIMIENTOS["renuncia"])
    page = client.get(otra.get_absolute_url(), follow=True).content.decode()
    assert "Ya presentaste una renuncia" in page
    assert renuncia.solicitud.folio in page


def test_two_runs_sent_at_once_present_one(client: Client, vigente: Inscripcion) -> None:
    first, second = begin_renuncia(client, vigente), begin_renuncia(client, vigente)
    for solicitud in (first, second):
        for step, datos in (*OTRA, ("revision", JURA)):
            assert answer(client, solicitud, step, datos).status_code == 302
    run_outbox()
    assert Renuncia.objects.count() == 1
    second.refresh_from_db()
    assert second.estado == Estado.CONFIRMADA


def test_a_stranger_withdraws_nothing(client: Client, vigente: Inscripcion, otro_navegador: Client) -> None:
    renuncia = present(client, vigente)
    answer_ = otro_navegador.post(f"{renuncia.solicitud.get_absolute_url()}retirar/")
    assert answer_.status_code == 403
    renuncia.refresh_from_db()
    assert renuncia.estado == Renuncia.Estado.PRESENTADA
