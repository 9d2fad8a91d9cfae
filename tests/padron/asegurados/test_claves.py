"""Claim keys («claves de registro»), and the e-mail addresses that a used key suspends."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from padron.asegurados.correccion import correct_inscripcion
from padron.asegurados.models import Asegurado, ClaveRegistro, CorreoSuspendido, CorreoVinculado, Inscripcion
from padron.asegurados.selectors import choose_correo, get_correos_registrados, opens
from padron.asegurados.services import (
    ClaveEquivocada,
    CorreoOcupado,
    confirm_correo,
    create_clave,
    forget_claves,
    use_clave,
)
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import CorreoVinculadoFactory, InscripcionFactory

pytestmark = pytest.mark.django_db
NUEVO = "nueva@example.net"
DEL_PADRON = "ajena@example.com"


@pytest.fixture
def inscripcion() -> Inscripcion:
    return InscripcionFactory(correo=DEL_PADRON, correo_alterno="otra@example.com")


@pytest.fixture
def asegurado(inscripcion: Inscripcion) -> Asegurado:
    return inscripcion.asegurado


def make_clave(inscripcion: Inscripcion) -> str:
    clave, _ = create_clave(asegurado=inscripcion.asegurado, plantel=inscripcion.plantel, actor="prueba")
    return clave


def use(asegurado: Asegurado, clave: str, correo: str = NUEVO) -> list[str]:
    return use_clave(asegurado=asegurado, clave=clave, correo=correo)


def test_a_key_binds_the_new_email_address_and_suspends_those_of_the_roster(inscripcion: Inscripcion) -> None:
    asegurado = inscripcion.asegurado
    assert use(asegurado, make_clave(inscripcion)) == [DEL_PADRON, "otra@example.com"]
    assert get_correos_registrados(asegurado) == [NUEVO]
    assert not opens(asegurado=asegurado, correo=DEL_PADRON)
    assert opens(asegurado=asegurado, correo=NUEVO)


def test_T2_a_key_gives_access_once(inscripcion: Inscripcion) -> None:
    clave = make_clave(inscripcion)
    use(inscripcion.asegurado, clave)
    with pytest.raises(ClaveEquivocada):
        use(inscripcion.asegurado, clave, "tercera@example.net")
    assert CorreoVinculado.objects.get().correo == NUEVO


def test_T2_a_key_gives_access_for_thirty_days(inscripcion: Inscripcion) -> None:
    clave = make_clave(inscripcion)
    with time_machine.travel(timezone.now() + timedelta(days=30, seconds=1)), pytest.raises(ClaveEquivocada):
        use(inscripcion.asegurado, clave)
    with time_machine.travel(timezone.now() + timedelta(days=29, hours=23)):
        use(inscripcion.asegurado, clave)


def test_T2_the_key_of_one_student_gives_no_access_to_another(inscripcion: Inscripcion) -> None:
    clave, other = make_clave(inscripcion), InscripcionFactory()
    make_clave(other)
    with pytest.raises(ClaveEquivocada):
        use(other.asegurado, clave)


def test_a_new_key_replaces_the_key_that_the_student_has_not_used(inscripcion: Inscripcion) -> None:
    first, second = make_clave(inscripcion), make_clave(inscripcion)
    with pytest.raises(ClaveEquivocada):
        use(inscripcion.asegurado, first)
    use(inscripcion.asegurado, second)


def test_T17_the_database_does_not_store_the_key(inscripcion: Inscripcion) -> None:
    clave = make_clave(inscripcion)
    with connection.cursor() as cursor:
        for table in ("asegurados_claveregistro", "seguridad_auditoria"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            assert clave not in repr(cursor.fetchall())
    assert clave not in repr(list(Auditoria.objects.values()))


def test_a_key_moves_the_binding_from_an_email_address_that_the_student_has_lost(inscripcion: Inscripcion) -> None:
    vinculo = CorreoVinculadoFactory(asegurado=inscripcion.asegurado)
    assert vinculo.correo in use(inscripcion.asegurado, make_clave(inscripcion))
    assert CorreoVinculado.objects.get().correo == NUEVO
    assert not opens(asegurado=inscripcion.asegurado, correo=vinculo.correo)


def test_T3_a_key_does_not_take_the_mailbox_of_another_student_and_stays_unused(inscripcion: Inscripcion) -> None:
    CorreoVinculadoFactory(correo=NUEVO)
    clave = make_clave(inscripcion)
    with pytest.raises(CorreoOcupado):
        use(inscripcion.asegurado, clave)
    assert opens(asegurado=inscripcion.asegurado, correo=DEL_PADRON)
    use(inscripcion.asegurado, clave, "libre@example.net")


def test_a_suspended_email_address_stays_suspended_when_a_roster_has_it_again(inscripcion: Inscripcion) -> None:
    use(inscripcion.asegurado, make_clave(inscripcion))
    InscripcionFactory(asegurado=inscripcion.asegurado, correo=DEL_PADRON, ciclo="2027-A")
    assert not opens(asegurado=inscripcion.asegurado, correo=DEL_PADRON)
    InscripcionFactory(asegurado=inscripcion.asegurado, correo="corregida@example.com", ciclo="2027-B")
    assert opens(asegurado=inscripcion.asegurado, correo="corregida@example.com")


def test_only_the_email_address_that_the_campus_confirms_gives_access_again(inscripcion: Inscripcion) -> None:
    asegurado = inscripcion.asegurado
    use(asegurado, make_clave(inscripcion))
    assert confirm_correo(asegurado=asegurado, correo=DEL_PADRON.upper(), actor="rosa")
    assert not confirm_correo(asegurado=asegurado, correo=DEL_PADRON, actor="rosa")
    assert get_correos_registrados(asegurado) == [DEL_PADRON, NUEVO]
    assert Auditoria.objects.get(accion="confirmar correo del padrón").actor == "rosa"


def test_an_email_address_that_staff_type_is_confirmed(inscripcion: Inscripcion) -> None:
    use(inscripcion.asegurado, make_clave(inscripcion))
    correct_inscripcion(inscripcion=inscripcion, campos=["correo"], actor="rosa")
    assert opens(asegurado=inscripcion.asegurado, correo=DEL_PADRON)


def test_a_key_that_is_used_with_a_suspended_email_address_ends_its_suspension(inscripcion: Inscripcion) -> None:
    use(inscripcion.asegurado, make_clave(inscripcion))
    use(inscripcion.asegurado, make_clave(inscripcion), DEL_PADRON)
    assert get_correos_registrados(inscripcion.asegurado) == [DEL_PADRON]
    assert DEL_PADRON not in CorreoSuspendido.objects.values_list("correo", flat=True)


def test_T2_mail_with_student_data_does_not_go_to_a_suspended_email_address(inscripcion: Inscripcion) -> None:
    asegurado = inscripcion.asegurado
    assert choose_correo(asegurado=asegurado, correo=DEL_PADRON) == DEL_PADRON
    use(asegurado, make_clave(inscripcion))
    assert choose_correo(asegurado=asegurado, correo=DEL_PADRON) == NUEVO


def test_every_key_that_is_created_or_used_has_an_audit_row(inscripcion: Inscripcion) -> None:
    use(inscripcion.asegurado, make_clave(inscripcion))
    acciones = list(Auditoria.objects.order_by("pk").values_list("accion", flat=True))
    expected = ["dar clave de registro", "vincular_correo", "suspender correos del padrón", "usar clave de registro"]
    assert acciones == expected


def test_expired_keys_are_deleted(inscripcion: Inscripcion) -> None:
    make_clave(inscripcion)
    assert forget_claves(before=timezone.now()) == 0
    assert forget_claves(before=timezone.now() + timedelta(days=31)) == 1
    assert not ClaveRegistro.objects.exists()
