import pytest
from django.utils import timezone

from padron.asegurados.models import CorreoVinculado, Inscripcion
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.student import make_solicitud, unknown_curp
from tramites.camino.confirmacion.envio import send_confirmacion
from tramites.camino.confirmacion.uso import (
    MAX_INTENTOS,
    CodigoAgotado,
    CodigoEquivocado,
    CorreoNoAbre,
    LigaUsada,
    LigaVencida,
    confirm,
    find_by_code,
    get_estado_liga,
    make_code,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Confirmacion, Solicitud

pytestmark = pytest.mark.django_db
THIS_BROWSER, OTHER_BROWSER = "a" * 32, "b" * 32


@pytest.fixture
def solicitud(alumna: Inscripcion) -> Solicitud:
    return make_solicitud(Estado.INICIADA, alumna)


@pytest.fixture
def confirmacion(solicitud: Solicitud) -> Confirmacion:
    return send_confirmacion(solicitud=solicitud, correo=solicitud.correo)


def test_confirm_assigns_the_solicitud_to_the_student_who_has_the_email_address(
    confirmacion: Confirmacion, alumna: Inscripcion
) -> None:
    solicitud = confirm(confirmacion, navegador=THIS_BROWSER)
    assert (solicitud.estado, solicitud.titular) == (Estado.POR_PROCESAR, alumna.asegurado.titular)
    assert CorreoVinculado.objects.get().correo == alumna.correo
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == ["confirmada", "por_procesar"]


def test_confirm_called_twice_by_the_same_browser_returns_the_same_solicitud(confirmacion: Confirmacion) -> None:
    assert confirm(confirmacion, navegador=THIS_BROWSER) == confirm(confirmacion, navegador=THIS_BROWSER)


@pytest.mark.parametrize("navegador", [OTHER_BROWSER, ""])
def test_a_used_link_raises_LigaUsada_in_another_browser(confirmacion: Confirmacion, navegador: str) -> None:
    confirm(confirmacion, navegador=THIS_BROWSER)
    with pytest.raises(LigaUsada):
        confirm(confirmacion, navegador=navegador)


def test_the_unused_link_of_a_stranger_raises_LigaUsada_after_the_student_confirms(
    solicitud: Solicitud, confirmacion: Confirmacion
) -> None:
    other = send_confirmacion(solicitud=solicitud, correo="extrano@example.org")
    confirm(confirmacion, navegador=THIS_BROWSER)
    for navegador in ("", THIS_BROWSER, OTHER_BROWSER):
        with pytest.raises(LigaUsada):
            confirm(other, navegador=navegador)


def test_an_expired_link_raises_LigaVencida(confirmacion: Confirmacion) -> None:
    Confirmacion.objects.update(vence=timezone.now())
    with pytest.raises(LigaVencida):
        confirm(confirmacion, navegador=THIS_BROWSER)
    confirmacion.refresh_from_db()
    assert get_estado_liga(confirmacion) == "vencida"


def test_confirming_a_solicitud_with_an_unknown_curp_closes_the_solicitud(
    alumna: Inscripcion,
) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, curp=unknown_curp())
    closed = confirm(send_confirmacion(solicitud=solicitud, correo=solicitud.correo), navegador=THIS_BROWSER)
    assert closed.is_cerrada
    assert closed.titular == solicitud.titular != alumna.asegurado.titular
    assert Auditoria.objects.get().accion == "cerrar"


def test_a_new_link_reopens_a_closed_solicitud_after_the_roster_gets_the_email_address(alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, correo="nuevo@example.com")
    assert confirm(
        send_confirmacion(solicitud=solicitud, correo="nuevo@example.com"), navegador=THIS_BROWSER
    ).is_cerrada
    alumna.correo = "nuevo@example.com"
    alumna.save()
    opened = confirm(send_confirmacion(solicitud=solicitud, correo="nuevo@example.com"), navegador=OTHER_BROWSER)
    assert (opened.estado, opened.motivo_cierre) == (Estado.POR_PROCESAR, "")


def test_a_warning_mail_link_gives_no_access_if_the_roster_now_has_another_email_address(
    alumna: Inscripcion,
) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, correo="extrano@example.org")
    notice = send_confirmacion(solicitud=solicitud, correo=alumna.correo, is_aviso=True)
    alumna.correo = "corregido@example.com"
    alumna.save()
    with pytest.raises(CorreoNoAbre):
        confirm(notice, navegador=THIS_BROWSER)
    assert Solicitud.objects.get().correo == "extrano@example.org"


def test_confirming_a_link_that_was_mailed_to_an_old_email_address_raises_CorreoNoAbre(
    confirmacion: Confirmacion, alumna: Inscripcion
) -> None:
    """The student's registered e-mail address changes after the link was mailed.

    The roster and the CorreoVinculado of the student now contain the new e-mail address.
    """
    solicitud = confirm(confirmacion, navegador=THIS_BROWSER)
    later = send_confirmacion(solicitud=solicitud, correo=alumna.correo)
    alumna.correo = "corregido@example.com"
    alumna.save()
    CorreoVinculado.objects.update(correo="corregido@example.com")
    with pytest.raises(CorreoNoAbre):
        confirm(later, navegador=OTHER_BROWSER)


def test_a_roster_email_address_gives_access_although_another_student_has_the_same_correo_vinculado(
    confirmacion: Confirmacion, alumna: Inscripcion
) -> None:
    other = InscripcionFactory(asegurado__con_nss=True, correo=alumna.correo)
    CorreoVinculado.objects.create(asegurado=other.asegurado, correo=alumna.correo)
    assert confirm(confirmacion, navegador=THIS_BROWSER).estado == Estado.POR_PROCESAR


def test_after_five_attempts_even_the_right_code_raises_CodigoAgotado(
    solicitud: Solicitud, confirmacion: Confirmacion
) -> None:
    codigo = make_code(confirmacion)
    wrong = f"{(int(codigo) + 1) % 1_000_000:06d}"
    for n in range(1, MAX_INTENTOS):
        with pytest.raises(CodigoEquivocado):
            find_by_code(solicitud=solicitud, codigo=wrong, navegador=THIS_BROWSER)
        assert Confirmacion.objects.get().intentos == n
    assert find_by_code(solicitud=solicitud, codigo=codigo, navegador=THIS_BROWSER) == confirmacion
    with pytest.raises(CodigoAgotado):
        find_by_code(solicitud=solicitud, codigo=codigo, navegador=THIS_BROWSER)


def test_T10_a_wrong_code_is_audited(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    wrong = f"{(int(make_code(confirmacion)) + 1) % 1_000_000:06d}"
    with pytest.raises(CodigoEquivocado):
        find_by_code(solicitud=solicitud, codigo=wrong, navegador=THIS_BROWSER)
    row = Auditoria.objects.get()
    assert (row.accion, row.objeto, row.valores) == ("código equivocado", solicitud.objeto, None)


def test_the_code_of_a_warning_mail_raises_codigo_agotado(solicitud: Solicitud) -> None:
    """A warning mail contains only a link. The code is never sent, so a person who types the code has guessed it."""
    notice = send_confirmacion(solicitud=solicitud, correo="registrada@example.com", is_aviso=True)
    with pytest.raises(CodigoAgotado):
        find_by_code(solicitud=solicitud, codigo=make_code(notice), navegador=THIS_BROWSER)


def test_a_new_code_works_although_the_earlier_code_has_no_attempts_left(
    solicitud: Solicitud, confirmacion: Confirmacion
) -> None:
    Confirmacion.objects.update(intentos=MAX_INTENTOS)
    newer = send_confirmacion(solicitud=solicitud, correo=solicitud.correo)
    with pytest.raises(CodigoEquivocado):
        find_by_code(solicitud=solicitud, codigo=make_code(confirmacion), navegador=THIS_BROWSER)
    assert find_by_code(solicitud=solicitud, codigo=make_code(newer), navegador=THIS_BROWSER) == newer
