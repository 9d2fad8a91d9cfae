"""The claim key («clave de registro») on the page of a closed Solicitud: the campus gave it, and it gives access."""

import pytest
from django.test import Client

from padron.asegurados.models import CorreoSuspendido, CorreoVinculado, Inscripcion
from padron.asegurados.services import create_clave
from padron.planteles.models import Plantel
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import CorreoVinculadoFactory, InscripcionFactory
from tests.helpers.tramites.closed import type_clave
from tests.helpers.tramites.nss_steps import state
from tests.helpers.tramites.student import (
    EXTRANO,
    Respuesta,
    begin,
    begin_and_confirm,
    confirm_by_link,
    confirmations_to,
    link_of,
    log_in,
    mails_to,
    make_solicitud,
    reset_limits,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
NUEVO = "nueva@example.net"
NO_ABRE = "Con esa clave tampoco podemos continuar."
PLANTEL = "plantel@up.example"


@pytest.fixture
def cerrada(client: Client, alumna: Inscripcion) -> Solicitud:
    """Return a Solicitud that is closed, because the student typed another e-mail address than the roster has."""
    return begin_and_confirm(client, alumna.asegurado.curp, NUEVO)


def make_clave(inscripcion: Inscripcion) -> str:
    clave, _ = create_clave(asegurado=inscripcion.asegurado, plantel=inscripcion.plantel, actor="prueba")
    return clave


def try_wrong_keys(curp: str, correo: str, times: int) -> Respuesta:
    """Confirm an e-mail address in a new browser, type `times` wrong keys, and return the last page."""
    browser = Client()
    solicitud = begin_and_confirm(browser, curp, correo)
    return [type_clave(browser, solicitud, f"AAAA222{n}") for n in range(2, 2 + times)][-1]


def test_T2_a_key_gives_access_although_the_roster_has_another_email_address(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    clave = make_clave(alumna)
    assert type_clave(client, cerrada, f" {clave[:4].lower()}-{clave[4:]} ").url == cerrada.get_absolute_url()
    run_outbox()
    cerrada.refresh_from_db()
    assert (cerrada.estado, cerrada.titular) == (Estado.CONCLUIDA, alumna.asegurado.titular)
    assert "Listo: este es tu NSS" in client.get(url("resultado", cerrada)).content.decode()
    assert CorreoVinculado.objects.get().correo == NUEVO


def test_T2_after_a_key_was_used_the_email_address_of_the_roster_gives_no_access(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    type_clave(client, cerrada, make_clave(alumna))
    assert CorreoSuspendido.objects.get().correo == alumna.correo
    other = begin_and_confirm(Client(), alumna.asegurado.curp, alumna.correo)
    assert other.is_cerrada
    again = begin_and_confirm(Client(), alumna.asegurado.curp, NUEVO)
    assert again.asegurado == alumna.asegurado


def test_T2_a_link_that_was_mailed_before_the_suspension_gives_no_access_after_it(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    begin(Client(), alumna.asegurado.curp, alumna.correo)
    run_outbox()
    type_clave(client, cerrada, make_clave(alumna))
    for message in confirmations_to(alumna.correo):
        browser = Client()
        confirm_by_link(browser, link_of(message))
        page = browser.get(cerrada.get_absolute_url(), follow=True)
        assert alumna.asegurado.nombres not in page.content.decode()


def test_T2_documents_of_an_earlier_solicitud_are_not_mailed_to_a_suspended_email_address(
    client: Client, alumna: Inscripcion
) -> None:
    """The earlier Solicitud was started with the e-mail address of the roster, and is not finished yet."""
    earlier = begin_and_confirm(Client(), alumna.asegurado.curp, alumna.correo)
    assert state(earlier) == Estado.POR_PROCESAR
    cerrada = make_solicitud(Estado.INICIADA, alumna, tipo="renuncia", correo=NUEVO, motivo_cierre="correo")
    log_in(client, cerrada.titular)
    type_clave(client, cerrada, make_clave(alumna))
    run_outbox()
    documents = "Tus documentos están listos"
    assert state(earlier) == Estado.CONCLUIDA
    assert not [message for message in mails_to(alumna.correo) if documents in message.subject]
    assert [message for message in mails_to(NUEVO) if documents in message.subject]


def test_T2_the_old_and_the_new_email_address_are_told_that_a_key_was_used(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    CorreoVinculadoFactory(asegurado=alumna.asegurado, correo="vinculada@example.net")
    type_clave(client, cerrada, make_clave(alumna))
    run_outbox()
    for correo in (alumna.correo, "vinculada@example.net"):
        (message,) = [message for message in mails_to(correo) if "Cambió el correo" in message.subject]
        assert "Si no fuiste tú, avisa hoy a tu plantel." in message.body
        assert NUEVO not in str(message.message())
    (message,) = [message for message in mails_to(NUEVO) if "Cambió el correo" in message.subject]
    assert "Desde ahora te escribimos aquí." in message.body


@pytest.mark.parametrize("case", ["wrong", "used", "of another student", "no key", "unknown CURP"])
def test_T2_every_refused_key_shows_the_same_page(client: Client, alumna: Inscripcion, case: str) -> None:
    """A stranger must not learn why the portal refused the key, or whether a roster has the CURP."""
    clave = "AAAA2222"
    curp = unknown_curp() if case == "unknown CURP" else alumna.asegurado.curp
    if case == "used":
        clave = make_clave(alumna)
        other = Client()
        type_clave(other, begin_and_confirm(other, curp, "primera@example.net"), clave)
    elif case == "of another student":
        clave = make_clave(InscripcionFactory())
    elif case == "wrong":
        make_clave(alumna)
    page = type_clave(client, begin_and_confirm(client, curp, EXTRANO), clave)
    text = page.content.decode()
    assert page.status_code == 200
    assert "No podemos continuar con este correo" in text
    assert text.count(f"{NO_ABRE} Te quedan 4 intentos") == 2  # in the error summary and at the field
    assert alumna.asegurado.nombres not in text
    assert Auditoria.objects.filter(accion="clave o código equivocado").count() == 1


def test_T2_the_page_says_how_many_tries_are_left_and_from_when_the_student_can_try_again(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    pages = [type_clave(client, cerrada, "AAAA2222") for _ in range(6)]
    tails = [page.context["form"].errors["clave"][0].removeprefix(NO_ABRE) for page in pages]
    assert tails[:3] == [f" Te quedan {left} intentos" for left in (4, 3, 2)]
    assert tails[3] == " Te queda 1 intento"
    assert tails[4] == tails[5]
    assert tails[4].startswith(" Podrás intentarlo otra vez a partir de las ")
    assert NO_ABRE in type_clave(client, cerrada, make_clave(alumna)).content.decode()
    assert state(cerrada) == Estado.INICIADA


def test_T3_a_right_key_gives_access_whatever_others_have_tried(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    for n in range(6):
        try_wrong_keys(alumna.asegurado.curp, f"x{n}@example.org", 5)
    assert type_clave(client, cerrada, make_clave(alumna)).url == cerrada.get_absolute_url()
    assert state(cerrada) == Estado.POR_PROCESAR


def test_T2_at_the_twentieth_wrong_key_the_campus_gets_one_mail_and_an_audit_row(alumna: Inscripcion) -> None:
    for n in range(3):
        try_wrong_keys(alumna.asegurado.curp, f"x{n}@example.org", 5)
    try_wrong_keys(alumna.asegurado.curp, "x3@example.org", 4)
    run_outbox()
    assert not mails_to(PLANTEL)
    try_wrong_keys(alumna.asegurado.curp, "x4@example.org", 5)
    run_outbox()
    (message,) = mails_to(PLANTEL)
    assert message.subject == "Claves de registro equivocadas"
    assert alumna.asegurado.nombre_completo in message.body
    assert alumna.asegurado.curp not in str(message.message())
    assert Auditoria.objects.get(accion="avisar de claves equivocadas").valores["intentos"] == 20


def test_T1_twenty_wrong_keys_for_a_curp_of_no_roster_send_no_mail(alumna: Inscripcion) -> None:
    for n in range(4):
        try_wrong_keys(unknown_curp(), f"x{n}@example.org", 5)
    run_outbox()
    assert not mails_to(PLANTEL)


def test_a_right_key_in_the_mailbox_of_another_student_says_so_and_stays_unused(
    client: Client, cerrada: Solicitud, alumna: Inscripcion
) -> None:
    CorreoVinculadoFactory(correo=NUEVO)
    clave = make_clave(alumna)
    text = type_clave(client, cerrada, clave).content.decode()
    assert "Tu clave es correcta, pero este correo ya es de otro estudiante. Usa otro correo" in text
    assert state(cerrada) == Estado.INICIADA
    reset_limits()
    browser = Client()
    other = begin_and_confirm(browser, alumna.asegurado.curp, "libre@example.net")
    assert type_clave(browser, other, clave).status_code == 302


@pytest.mark.parametrize("codigo_abre", [True, False])
def test_the_page_mentions_the_student_code_only_if_some_campus_accepts_it(
    client: Client, cerrada: Solicitud, codigo_abre: bool
) -> None:
    Plantel.objects.update(codigo_abre=codigo_abre)
    text = client.get(url("cerrado", cerrada)).content.decode()
    assert "Clave de registro" in text
    assert ("código de estudiante" in text) is codigo_abre
