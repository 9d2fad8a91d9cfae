"""Tests of «Ya tengo mi NSS»: the student types an NSS while the campus obtains one, and the campus confirms it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import Settings

from padron.asegurados.models import Asegurado
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import PlantelFactory
from tests.helpers.padron.rosters import TADEO, XIMENA, load
from tests.helpers.tramites.nss_steps import state, submit
from tests.helpers.tramites.student import begin_and_confirm, log_in, mails_to, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogos")]
PROPIO = "61230600027"
ADMIN = "/admin/tramites/solicitud/"


@pytest.fixture(autouse=True)
def _hoy() -> Iterator[None]:
    with time_machine.travel("2026-11-20 12:00-06:00"):
        yield


@pytest.fixture
def solicitud(client: Client, tmp_path: Path, settings: Settings) -> Solicitud:
    """Return the Solicitud of the student Tadeo, which waits for the campus (EN_ESPERA)."""
    settings.REGISTRO = "plantel"
    PlantelFactory(clave="GDL", nombre="Plantel Guadalajara", dias_respuesta=7)
    load(tmp_path, XIMENA, TADEO)
    solicitud = begin_and_confirm(client, TADEO["curp"], TADEO["correo"])
    submit(client, solicitud)
    run_outbox()
    return solicitud


def own_nss_url(solicitud: Solicitud) -> str:
    return f"{solicitud.get_absolute_url()}ya-tengo-nss/"


def type_nss(client: Client, solicitud: Solicitud, nss: str) -> str:
    """Send the form «Ya tengo mi NSS», and return the page that follows."""
    return str(client.post(own_nss_url(solicitud), {"nss": nss}, follow=True).content.decode())


def confirm_in_admin(admin_client: Client, *solicitudes: Solicitud) -> None:
    """Run the action «Confirmar NSS» in the admin."""
    pks = [str(solicitud.pk) for solicitud in solicitudes]
    answer = admin_client.post(ADMIN, {"action": "confirmar_nss", "_selected_action": pks})
    assert answer.status_code == 302


def get_nss() -> str | None:
    return Asegurado.objects.get(curp=TADEO["curp"]).nss


def test_a_mail_acknowledges_the_request_for_an_nss_with_the_campus_and_the_day_of_the_answer(
    solicitud: Solicitud,
) -> None:
    (mail,) = [mail for mail in mails_to(TADEO["correo"]) if "Recibimos tu solicitud de NSS" in mail.subject]
    assert solicitud.folio in mail.subject
    assert "Plantel Guadalajara la lleva al IMSS" in mail.body
    assert "a más tardar el 27 de noviembre" in mail.body
    assert solicitud.get_absolute_url() in mail.body


def test_the_typed_nss_waits_until_the_campus_confirms_it(client: Client, solicitud: Solicitud) -> None:
    assert "Ya tengo mi NSS" in client.get(url("en_espera", solicitud)).content.decode()
    page = type_nss(client, solicitud, "61 23 06 0002 7")
    assert "Tu plantel lo confirma." in page
    assert PROPIO not in page
    solicitud.refresh_from_db()
    assert (solicitud.nss_escrito, solicitud.estado, get_nss()) == (PROPIO, Estado.EN_ESPERA, None)


def test_the_campus_confirms_the_typed_nss_in_the_admin_and_the_student_gets_the_documents(
    client: Client, admin_client: Client, solicitud: Solicitud
) -> None:
    type_nss(client, solicitud, PROPIO)
    listed = admin_client.get(f"{ADMIN}?nss_escrito=si").content.decode()
    assert solicitud.folio in listed
    assert "Confirmar NSS" in listed
    confirm_in_admin(admin_client, solicitud)
    run_outbox()
    assert (get_nss(), state(solicitud)) == (PROPIO, Estado.CONCLUIDA)
    assert Auditoria.objects.filter(accion="corregir asegurado", actor="admin").exists()
    assert len(mails_to(TADEO["correo"])[-1].attachments) == 2
    log_in(client, solicitud.titular)
    assert "61 23 06 0002 7" in strip_tags(client.get(url("resultado", solicitud)).content.decode())
    assert solicitud.folio not in admin_client.get(f"{ADMIN}?nss_escrito=si").content.decode()


@pytest.mark.parametrize(
    ("nss", "error"),
    [
        ("61230600024", "Revisa tu NSS"),
        ("6123060002", "Tu NSS debe tener 11 números; escribiste 10"),
        (XIMENA["nss"], "Este NSS ya es de otra persona"),
    ],
)
def test_a_wrong_nss_or_the_nss_of_another_student_is_not_accepted(
    client: Client, solicitud: Solicitud, nss: str, error: str
) -> None:
    assert error in type_nss(client, solicitud, nss)
    solicitud.refresh_from_db()
    assert solicitud.nss_escrito == ""


def test_the_campus_cannot_confirm_an_nss_that_another_student_has_by_now(
    client: Client, admin_client: Client, solicitud: Solicitud
) -> None:
    type_nss(client, solicitud, PROPIO)
    Asegurado.objects.filter(curp=XIMENA["curp"]).update(nss=PROPIO)
    confirm_in_admin(admin_client, solicitud)
    run_outbox()
    assert (get_nss(), state(solicitud)) == (None, Estado.EN_ESPERA)


def test_confirming_a_solicitud_without_a_typed_nss_changes_nothing(admin_client: Client, solicitud: Solicitud) -> None:
    confirm_in_admin(admin_client, solicitud)
    assert get_nss() is None


def test_T1_after_five_typed_nss_a_student_cannot_ask_whether_another_number_is_on_a_roster(
    client: Client, solicitud: Solicitud
) -> None:
    answers = [client.post(own_nss_url(solicitud), {"nss": XIMENA["nss"]}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_T9_an_nss_can_only_be_typed_while_the_solicitud_waits_for_the_campus(
    client: Client, solicitud: Solicitud
) -> None:
    Solicitud.objects.update(estado=Estado.CONFIRMADA)
    assert client.post(own_nss_url(solicitud), {"nss": PROPIO}).url == solicitud.get_absolute_url()
    solicitud.refresh_from_db()
    assert solicitud.nss_escrito == ""


def test_T4_a_browser_without_the_session_of_the_student_cannot_type_an_nss(
    otro_navegador: Client, solicitud: Solicitud
) -> None:
    assert otro_navegador.post(own_nss_url(solicitud), {"nss": PROPIO}).status_code == 403
    solicitud.refresh_from_db()
    assert solicitud.nss_escrito == ""
