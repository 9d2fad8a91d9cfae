"""A document that takes the place of an earlier one, and one that is cancelled: whole, once, whatever is repeated."""

from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from documentos.contexts import DatosCarnet
from documentos.models import Documento
from documentos.revision import verify_registro
from documentos.rules import CadenaInvalida
from documentos.selectors import get_valido
from documentos.services import SinAnterior, YaSustituido, cancel, issue
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad.models import Auditoria
from tests.helpers.documentos.factories import EMITIDO, TITULAR, emit, emit_listo, login, make_datos
from tests.helpers.documentos.samples import UMF_3, make
from tests.helpers.factories import PlantelFactory

pytestmark = pytest.mark.django_db
CARNET, NUEVO = make(DatosCarnet), make(DatosCarnet, clinica=UMF_3)


def fresh(documento: Documento) -> Documento:
    return Documento.objects.get(pk=documento.pk)


def state(documento: Documento) -> tuple[str, Documento | None]:
    now = fresh(documento)
    return now.estado, now.sustituto


def issue_and_fail() -> None:
    """What comes after the new one, in the same transaction, fails."""
    with transaction.atomic():
        plantel = PlantelFactory()
        issue(clave="b", datos=NUEVO, titular=TITULAR, plantel=plantel, emitido=EMITIDO, sustituye="alta/carnet")
        raise ZeroDivisionError


def test_the_new_carnet_takes_the_place_of_the_former() -> None:
    former = emit("alta/carnet", datos=CARNET)
    latter = emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    assert state(former) == ("sustituido", latter)
    assert state(latter) == ("valido", None)
    assert fresh(former).vigente_hasta is not None
    audit = Auditoria.objects.get()
    assert (audit.objeto, audit.valores) == (f"documento:{former.folio}", {"sustituto": latter.folio})
    assert verify_registro()[0] == 2  # what was replaced stays sealed as it was


def test_said_again_it_changes_nothing() -> None:
    former = emit("alta/carnet", datos=CARNET)
    latter = emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    ended = fresh(former).vigente_hasta
    assert emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet") == latter
    assert state(former) == ("sustituido", latter)
    assert fresh(former).vigente_hasta == ended
    assert (Documento.objects.count(), Mensaje.objects.count(), Auditoria.objects.count()) == (2, 2, 1)


def test_a_document_that_stood_alone_replaces_the_other_when_it_is_said() -> None:
    former, latter = emit("alta/carnet", datos=CARNET), emit("cambio/carnet", datos=NUEVO)
    assert emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet") == latter
    assert state(former) == ("sustituido", latter)


def test_two_changes_that_saw_the_same_carnet_leave_one_valid() -> None:
    first = emit("alta/carnet", datos=CARNET)
    second = emit("cambio-1/carnet", datos=NUEVO, sustituye="alta/carnet")
    third = emit("cambio-2/carnet", datos=CARNET, sustituye="alta/carnet")
    emit("cambio-1/carnet", datos=NUEVO, sustituye="alta/carnet")  # delivered once more
    assert [state(documento) for documento in (first, second, third)] == [
        ("sustituido", second),
        ("sustituido", third),
        ("valido", None),
    ]
    assert get_valido(titular=TITULAR, tipo="carnet") == third


@pytest.mark.parametrize("case", ["unknown", "another person", "another type", "itself"])
def test_what_is_not_the_former_of_this_one_is_refused_and_nothing_is_issued(case: str) -> None:
    sustituye = "alta/carnet"
    if case == "another person":
        emit(sustituye, datos=CARNET, titular=UUID(int=8))
    elif case == "another type":
        emit(sustituye, datos=make_datos())
    elif case == "itself":
        sustituye = "cambio/carnet"
    before = list(Documento.objects.values("pk", "estado"))
    with pytest.raises(SinAnterior):
        emit("cambio/carnet", datos=NUEVO, sustituye=sustituye)
    assert list(Documento.objects.values("pk", "estado")) == before


@pytest.mark.django_db(transaction=True)
def test_when_the_new_one_fails_the_former_stays_valid() -> None:
    former = emit("alta/carnet", datos=CARNET)
    nuevo = make(DatosCarnet)
    object.__setattr__(nuevo, "nombres", "Ana|María")  # past the cleaning that `Contexto` does
    with pytest.raises(CadenaInvalida):
        emit("cambio/carnet", datos=nuevo, sustituye="alta/carnet")
    with pytest.raises(ZeroDivisionError):
        issue_and_fail()
    assert state(former) == ("valido", None)
    assert list(Documento.objects.all()) == [former]


def test_a_cancelled_carnet_stays_cancelled_when_another_is_issued() -> None:
    former = emit("alta/carnet", datos=CARNET)
    cancel(clave="alta/carnet", motivo="Se perdió", actor="rosa")
    latter = emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    assert state(former) == ("cancelado", None)
    assert get_valido(titular=TITULAR, tipo="carnet") == latter


def test_cancelled_twice_it_keeps_the_first_reason() -> None:
    documento = emit("alta/carnet", datos=CARNET)
    first = cancel(clave="alta/carnet", motivo="Se perdió", actor="rosa")
    second = cancel(clave="alta/carnet", motivo="otra vez", actor="luis")
    assert first == second == documento
    assert (second.estado, second.motivo, second.vigente_hasta) == ("cancelado", "Se perdió", first.vigente_hasta)
    assert Auditoria.objects.count() == 1
    assert get_valido(titular=TITULAR, tipo="carnet") is None


def test_only_what_stands_can_be_cancelled() -> None:
    emit("alta/carnet", datos=CARNET)
    emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    with pytest.raises(YaSustituido, match="cambio/carnet"):
        cancel(clave="alta/carnet", motivo="Se perdió", actor="rosa")
    with pytest.raises(SinAnterior):
        cancel(clave="nadie/carnet", motivo="Se perdió", actor="rosa")
    with pytest.raises(ValueError, match="a reason"):
        cancel(clave="cambio/carnet", motivo="  ", actor="rosa")
    assert get_valido(titular=TITULAR, tipo="carnet") is not None


def test_the_code_of_the_former_says_that_and_when_it_was_replaced_but_not_by_which(client: Client) -> None:
    former = emit("alta/carnet", datos=CARNET)
    latter = emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    page = client.get(f"/verificar/{former.codigo}/").content.decode()
    assert "Documento sustituido" in page
    assert "Sustituido</dt>" in page
    assert latter.folio not in page
    assert latter.codigo not in page
    assert "Documento válido" in client.get(f"/verificar/{latter.codigo}/").content.decode()


def test_its_owner_still_has_the_file_of_the_former(client: Client) -> None:
    former = emit_listo(clave="alta/carnet", datos=CARNET)
    emit("cambio/carnet", datos=NUEVO, sustituye="alta/carnet")
    login(client)
    assert client.get(former.get_absolute_url()).status_code == 200
