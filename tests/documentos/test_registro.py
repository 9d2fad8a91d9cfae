"""The register: no gaps, no forks, and no change that is not found."""

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from documentos.models import CabezaRegistro, Documento, EntradaRegistro
from documentos.registro import GENESIS, compute_hash
from documentos.revision import EslabonRoto, verify_registro
from plataforma.seguridad.models import AppendOnlyError, ComprobanteLlave
from tests.helpers.concurrency import ask
from tests.helpers.documentos.factories import emit, emit_listo


def sql(statement: str, *params: Any) -> None:
    """Do what somebody with the database's password can do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.django_db
def test_an_empty_register_is_whole() -> None:
    assert verify_registro() == (0, GENESIS)


@pytest.mark.django_db
def test_each_entry_carries_the_hash_of_the_one_before(capsys: pytest.CaptureFixture[str]) -> None:
    documentos = [emit() for _ in range(3)]
    entradas = list(EntradaRegistro.objects.order_by("secuencia"))
    assert [entrada.secuencia for entrada in entradas] == [1, 2, 3] == [item.secuencia for item in documentos]
    assert [entrada.anterior for entrada in entradas] == [GENESIS, entradas[0].hash, entradas[1].hash]
    call_command("verificar_registro")
    assert f"3 entradas, y todos sus archivos. Huella: {entradas[2].hash}" in capsys.readouterr().out


TAMPERING: dict[str, tuple[int, Callable[[], None]]] = {
    "moment changed": (
        2,
        lambda: sql("UPDATE documentos_entradaregistro SET momento = '2020-01-01' WHERE secuencia=2"),
    ),
    "hash changed": (3, lambda: sql("UPDATE documentos_entradaregistro SET hash = 'x' WHERE secuencia=3")),
    "entry deleted": (2, lambda: sql("DELETE FROM documentos_entradaregistro WHERE secuencia=2")),
    "last entry deleted": (4, lambda: sql("DELETE FROM documentos_entradaregistro WHERE secuencia=4")),
    "head moved back": (5, lambda: sql("UPDATE documentos_cabezaregistro SET secuencia=3")),
    "head lost": (5, lambda: sql("DELETE FROM documentos_cabezaregistro")),
    "document deleted": (2, lambda: sql("DELETE FROM documentos_documento WHERE secuencia=2")),
    "seal changed": (3, lambda: sql("UPDATE documentos_documento SET sello = 'AAAA' WHERE secuencia=3")),
    "date changed": (2, lambda: sql("UPDATE documentos_documento SET emitido = '2020-01-01' WHERE secuencia=2")),
    "name changed": (4, lambda: _change_nombre(4)),
    "entry 2 rewritten with its own hash, entry 3 linked to it": (3, lambda: _rewrite_entrada(2)),
}


def _change_nombre(secuencia: int) -> None:
    documento = Documento.objects.get(secuencia=secuencia)
    documento.datos["contexto"]["nombres"] = "Otra Persona"
    documento.save(update_fields=["datos"])


def _rewrite_entrada(secuencia: int) -> None:
    """Change an entry, recompute its hash, and write that hash into the next entry's `anterior`.

    Every link then fits. The next entry's own hash still covers the old `anterior`, and nothing else shows the change.
    """
    sql("UPDATE documentos_entradaregistro SET momento = '2020-01-01' WHERE secuencia=%s", secuencia)
    huella = compute_hash(EntradaRegistro.objects.get(secuencia=secuencia))
    sql("UPDATE documentos_entradaregistro SET hash = %s WHERE secuencia=%s", huella, secuencia)
    sql("UPDATE documentos_entradaregistro SET anterior = %s WHERE secuencia=%s", huella, secuencia + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("what", list(TAMPERING))
def test_T16_the_first_broken_link_is_named(what: str) -> None:
    for _ in range(4):
        emit()
    secuencia, tamper = TAMPERING[what]
    tamper()
    with pytest.raises(EslabonRoto) as caught:
        verify_registro()
    assert caught.value.secuencia == secuencia
    with pytest.raises(CommandError, match=f"entrada {secuencia}: "):
        call_command("verificar_registro")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "sentence"), [("changed", "cambió"), ("missing", "Falta el archivo"), ("empty", "cambió")]
)
def test_T16_verificar_registro_opens_every_file(
    damage: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A restore without its files, or with damaged ones, said «Registro íntegro»."""
    whole, other, broken = (emit_listo() for _ in range(3))
    call_command("verificar_registro")
    for documento in (other, broken):
        path = Path(default_storage.path(documento.archivo))
        if damage == "missing":
            path.unlink()
        else:
            stored = path.read_bytes()
            path.write_bytes(b"" if damage == "empty" else stored[:-1] + bytes([stored[-1] ^ 1]))
    with pytest.raises(CommandError, match="2 archivos faltan o cambiaron"):
        call_command("verificar_registro")
    lines = capsys.readouterr().err.splitlines()
    assert [sentence in line for line in lines] == [True, True]
    assert [other.folio in lines[0], broken.folio in lines[1], whole.folio in "".join(lines)] == [True, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("has_comprobante", [True, False])
def test_T22_verificar_registro_with_a_wrong_key_ends_in_a_sentence(settings: Settings, has_comprobante: bool) -> None:
    """Without a check value, as in an old backup, the first document that cannot be decrypted is named."""
    documentos = [emit() for _ in range(2)]
    if not has_comprobante:
        ComprobanteLlave.objects.all().delete()
    settings.CLAVE_CIFRADO = base64.b64encode(os.urandom(64)).decode()
    expected = "CLAVE_CIFRADO no es la clave" if has_comprobante else f"entrada 1: .*{documentos[0].folio} no se pueden"
    with pytest.raises(CommandError, match=expected):
        call_command("verificar_registro")


@pytest.mark.django_db
def test_T16_a_document_that_cannot_be_decrypted_is_named() -> None:
    for _ in range(3):
        emit()
    sql("UPDATE documentos_documento SET cadena = datos WHERE secuencia=2")
    with pytest.raises(CommandError, match=r"entrada 2: .* no se pueden descifrar"):
        call_command("verificar_registro")


@pytest.mark.django_db
def test_entries_cannot_be_changed_through_the_model() -> None:
    emit()
    entrada = EntradaRegistro.objects.get()
    with pytest.raises(AppendOnlyError):
        entrada.save()
    with pytest.raises(AppendOnlyError):
        EntradaRegistro.objects.all().delete()


@pytest.mark.django_db
def test_a_transaction_undone_leaves_no_gap() -> None:
    emit()
    with transaction.atomic():
        emit()
        transaction.set_rollback(True)
    assert emit().secuencia == 2
    assert verify_registro()[0] == 2


def test_outside_a_transaction_nothing_is_written(db: None) -> None:
    from documentos import registro

    was, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError):
            registro.lock()
    finally:
        connection.in_atomic_block = was


@pytest.mark.django_db(transaction=True)
def test_the_genesis_is_there_again_after_the_tables_were_emptied() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert CabezaRegistro.objects.get().hash == GENESIS


@pytest.mark.real
def test_processes_that_issue_at_once_make_one_chain(base_sqlite: str, tmp_path: Path) -> None:
    """Six processes, each 20 times the same clave and 5 of its own, on a real SQLite file."""
    apoyo = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    counts = ask(
        "tests.helpers.documentos.simultaneous_issue", "issue_a_la_vez", base_url=base_sqlite, var_dir=tmp_path, **apoyo
    )
    assert counts == [31] * 3
