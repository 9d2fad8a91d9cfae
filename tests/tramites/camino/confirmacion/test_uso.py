import pytest
from django.utils import timezone

from padron.asegurados.models import CorreoVinculado, Inscripcion
from plataforma.seguridad.models import Auditoria
from tests.fabricas import InscripcionFactory
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
AQUI, ALLA = "a" * 32, "b" * 32


@pytest.fixture
def solicitud(alumna: Inscripcion) -> Solicitud:
    return make_solicitud(Estado.INICIADA, alumna)


@pytest.fixture
def confirmacion(solicitud: Solicitud) -> Confirmacion:
    return send_confirmacion(solicitud=solicitud, correo=solicitud.correo)


def test_it_opens_binds_and_goes_on(confirmacion: Confirmacion, alumna: Inscripcion) -> None:
    solicitud = confirm(confirmacion, navegador=AQUI)
    assert (solicitud.estado, solicitud.titular) == (Estado.POR_PROCESAR, alumna.asegurado.titular)
    assert CorreoVinculado.objects.get().correo == alumna.correo
    assert list(solicitud.transiciones.values_list("hacia", flat=True)) == ["confirmada", "por_procesar"]


def test_the_same_browser_gets_the_same_answer(confirmacion: Confirmacion) -> None:
    assert confirm(confirmacion, navegador=AQUI) == confirm(confirmacion, navegador=AQUI)


@pytest.mark.parametrize("navegador", [ALLA, ""])
def test_another_browser_and_one_without_a_name_do_not(confirmacion: Confirmacion, navegador: str) -> None:
    confirm(confirmacion, navegador=AQUI)
    with pytest.raises(LigaUsada):
        confirm(confirmacion, navegador=navegador)


def test_what_was_shut_out_unused_belongs_to_no_browser(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    other = send_confirmacion(solicitud=solicitud, correo="extrano@example.org")
    confirm(confirmacion, navegador=AQUI)
    for navegador in ("", AQUI, ALLA):
        with pytest.raises(LigaUsada):
            confirm(other, navegador=navegador)


def test_an_expired_one_opens_nothing(confirmacion: Confirmacion) -> None:
    Confirmacion.objects.update(vence=timezone.now())
    with pytest.raises(LigaVencida):
        confirm(confirmacion, navegador=AQUI)
    confirmacion.refresh_from_db()
    assert get_estado_liga(confirmacion) == "vencida"


def test_closed_keeps_its_own_titular_and_is_audited(alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, curp=unknown_curp())
    closed = confirm(send_confirmacion(solicitud=solicitud, correo=solicitud.correo), navegador=AQUI)
    assert closed.is_cerrada
    assert closed.titular == solicitud.titular != alumna.asegurado.titular
    assert Auditoria.objects.get().accion == "cerrar"


def test_a_corrected_roster_opens_what_was_closed(alumna: Inscripcion) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, correo="nuevo@example.com")
    assert confirm(send_confirmacion(solicitud=solicitud, correo="nuevo@example.com"), navegador=AQUI).is_cerrada
    alumna.correo = "nuevo@example.com"
    alumna.save()
    opened = confirm(send_confirmacion(solicitud=solicitud, correo="nuevo@example.com"), navegador=ALLA)
    assert (opened.estado, opened.motivo_cierre) == (Estado.POR_PROCESAR, "")


def test_a_notice_that_opens_nothing_any_more_does_not_put_its_address_before_the_stranger(
    alumna: Inscripcion,
) -> None:
    solicitud = make_solicitud(Estado.INICIADA, alumna, correo="extrano@example.org")
    notice = send_confirmacion(solicitud=solicitud, correo=alumna.correo, is_aviso=True)
    alumna.correo = "corregido@example.com"
    alumna.save()
    assert confirm(notice, navegador=AQUI).is_cerrada
    assert Solicitud.objects.get().correo == "extrano@example.org"


def test_an_address_that_opens_no_more_gets_no_session(confirmacion: Confirmacion, alumna: Inscripcion) -> None:
    solicitud = confirm(confirmacion, navegador=AQUI)
    later = send_confirmacion(solicitud=solicitud, correo=alumna.correo)
    alumna.correo = "corregido@example.com"
    alumna.save()
    CorreoVinculado.objects.update(correo="corregido@example.com")
    with pytest.raises(CorreoNoAbre):
        confirm(later, navegador=ALLA)


def test_an_address_of_the_roster_opens_where_the_binding_is_another_students(
    confirmacion: Confirmacion, alumna: Inscripcion
) -> None:
    other = InscripcionFactory(asegurado__con_nss=True, correo=alumna.correo)
    CorreoVinculado.objects.create(asegurado=other.asegurado, correo=alumna.correo)
    assert confirm(confirmacion, navegador=AQUI).estado == Estado.POR_PROCESAR


def test_guesses_are_counted_before_they_are_compared(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    codigo = make_code(confirmacion)
    wrong = f"{(int(codigo) + 1) % 1_000_000:06d}"
    for n in range(1, MAX_INTENTOS):
        with pytest.raises(CodigoEquivocado):
            find_by_code(solicitud=solicitud, codigo=wrong, navegador=AQUI)
        assert Confirmacion.objects.get().intentos == n
    assert find_by_code(solicitud=solicitud, codigo=codigo, navegador=AQUI) == confirmacion
    with pytest.raises(CodigoAgotado):
        find_by_code(solicitud=solicitud, codigo=codigo, navegador=AQUI)


def test_the_code_of_a_notice_is_not_typed_anywhere(solicitud: Solicitud) -> None:
    """The notice carries a link only: a stranger's tab must not even guess at its code."""
    notice = send_confirmacion(solicitud=solicitud, correo="registrada@example.com", is_aviso=True)
    with pytest.raises(CodigoAgotado):
        find_by_code(solicitud=solicitud, codigo=make_code(notice), navegador=AQUI)


def test_a_new_code_has_tries_of_its_own(solicitud: Solicitud, confirmacion: Confirmacion) -> None:
    Confirmacion.objects.update(intentos=MAX_INTENTOS)
    newer = send_confirmacion(solicitud=solicitud, correo=solicitud.correo)
    with pytest.raises(CodigoEquivocado):
        find_by_code(solicitud=solicitud, codigo=make_code(confirmacion), navegador=AQUI)
    assert find_by_code(solicitud=solicitud, codigo=make_code(newer), navegador=AQUI) == newer
