"""Issuing a document, and ending its validity."""

from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from documentos.models import Documento, EntradaRegistro
from documentos.rules import CadenaInvalida
from documentos.sello import is_sealed
from documentos.services import ClaveOcupada, Seguimiento, cancel_documento, issue, replace_documento
from padron.identificadores import folio
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad.models import Auditoria
from tests.helpers.documentos.factories import EMITIDO, TITULAR, emit, make_datos
from tests.helpers.factories import PlantelFactory

pytestmark = pytest.mark.django_db


def test_a_document_is_sealed_registered_and_on_its_way() -> None:
    documento = Documento.objects.get(pk=emit("a/nss").pk)
    assert folio.is_valid(documento.folio)
    assert documento.cadena.startswith(f"||1.0|{documento.folio}|nss|")
    assert documento.cadena.endswith("|Jalisco|Plantel Norte|asignado||")
    assert documento.rebuild_cadena() == documento.cadena
    assert is_sealed(documento.cadena, sello=documento.sello, pem=documento.certificado.pem)
    assert EntradaRegistro.objects.get().folio == documento.folio
    assert Mensaje.objects.get().payload == {"documento": documento.pk}
    assert not documento.listo


def test_the_moment_of_issue_is_local_in_the_cadena_whatever_zone_it_came_in() -> None:
    with transaction.atomic():
        documento = issue(clave="a/nss", datos=make_datos(), titular=TITULAR, plantel=PlantelFactory(), emitido=EMITIDO)
    assert "|2026-11-20T10:42:07-06:00|" in documento.cadena


def test_the_same_clave_gives_the_same_document() -> None:
    documento = emit("a/nss")
    assert emit("a/nss", datos=make_datos(nombres="Otra")) == documento
    assert (Documento.objects.count(), Mensaje.objects.count()) == (1, 1)


def test_the_clave_of_another_person_is_refused() -> None:
    emit("a/nss")
    with pytest.raises(ClaveOcupada):
        emit("a/nss", titular=UUID(int=8))


def test_codes_have_128_random_bits() -> None:
    codigos = {emit().codigo for _ in range(20)}
    assert len(codigos) == 20
    assert {len(codigo) for codigo in codigos} == {22}


def test_a_folio_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = emit().folio
    draws = iter([taken, taken, "RE-2222-2225"])
    monkeypatch.setattr(folio, "make", lambda: next(draws))
    assert emit().folio == "RE-2222-2225"


def test_data_that_cannot_be_sealed_leaves_nothing_behind() -> None:
    datos = make_datos()
    object.__setattr__(datos, "nombres", "Ana|María")  # past the cleaning that `Contexto` does
    with pytest.raises(CadenaInvalida):
        emit(datos=datos)
    assert not Documento.objects.exists()
    assert not EntradaRegistro.objects.exists()


def test_without_a_seal_nothing_is_issued(settings: Settings) -> None:
    settings.SELLO_PKCS12 = ""
    with pytest.raises(ImproperlyConfigured):
        emit()
    assert not Documento.objects.exists()


def test_a_follow_on_that_nobody_handles_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        emit(al_terminar=Seguimiento(kind="no.existe", payload={}))


def test_issuing_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    emit()
    plantel = PlantelFactory()
    with django_assert_max_num_queries(9), transaction.atomic():
        issue(clave="b/nss", datos=make_datos(), titular=TITULAR, plantel=plantel, emitido=timezone.now())


def test_a_cancelled_document_says_why_and_is_audited() -> None:
    documento = emit()
    cancel_documento(documento=documento, motivo="CURP equivocada", actor="rosa")
    assert (documento.estado, documento.motivo) == ("cancelado", "CURP equivocada")
    assert documento.vigente_hasta is not None
    assert Auditoria.objects.get().objeto == f"documento:{documento.folio}"
    with pytest.raises(ValueError, match=documento.folio):
        cancel_documento(documento=documento, motivo="otra vez", actor="rosa")


def test_a_replaced_document_names_its_successor() -> None:
    former, latter = emit(), emit()
    replace_documento(documento=former, sustituto=latter, actor="sistema")
    assert (former.estado, former.sustituto) == ("sustituido", latter)
    assert latter.estado == "valido"


def test_T17_the_tables_do_not_hold_what_the_document_says() -> None:
    emit(datos=make_datos(nombres="Xóchitl Únicaenelmundo", curp="GANG050505MJCRXDZ9"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM documentos_documento")
        dump = str(cursor.fetchall())
        cursor.execute("SELECT * FROM documentos_entradaregistro")
        dump += str(cursor.fetchall())
    assert not [value for value in ("Únicaenelmundo", "GANG050505MJCRXDZ9", "92050512347") if value in dump]
