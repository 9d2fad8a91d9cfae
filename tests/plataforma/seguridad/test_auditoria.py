"""The audit log takes rows and gives them back; nothing changes or removes one."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.models import AppendOnlyError, Auditoria

pytestmark = pytest.mark.django_db
rows = Auditoria.objects


@pytest.fixture
def row() -> Auditoria:
    audit("mostrar", objeto="asegurado:1", actor="ana", valores={"nss": "12345678903"})
    written: Auditoria = rows.get()
    return written


def test_a_row_holds_what_was_told(row: Auditoria) -> None:
    assert (row.accion, row.objeto, row.actor, row.valores) == ("mostrar", "asegurado:1", "ana", {"nss": "12345678903"})
    assert row.momento is not None


def test_T17_values_are_encrypted(row: Auditoria) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM seguridad_auditoria")
        assert "12345678903" not in repr(cursor.fetchall())


CHANGES: dict[str, Callable[[Auditoria], object]] = {
    "save": lambda row: row.save(),
    "save fields": lambda row: row.save(update_fields=["actor"]),
    "delete": lambda row: row.delete(),
    "update": lambda row: rows.update(actor="x"),
    "filter update": lambda row: rows.filter(pk=row.pk).update(actor="x"),
    "queryset delete": lambda row: rows.all().delete(),
    "bulk_update": lambda row: rows.bulk_update([row], ["actor"]),
    "bulk_create over it": lambda row: rows.bulk_create(
        [Auditoria(pk=row.pk, actor="x", accion="x", objeto="x")],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["actor"],
    ),
    "bulk_create by place": lambda row: rows.bulk_create([row], None, False, True, ["actor"], ["id"]),
    "update_or_create": lambda row: rows.update_or_create(pk=row.pk, defaults={"actor": "x"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_way_of_changing_a_row_is_refused(row: Auditoria, change: Callable[[Auditoria], object]) -> None:
    row.actor = "x"
    with pytest.raises(AppendOnlyError), transaction.atomic():
        change(row)
    assert rows.get().actor == "ana"


def test_a_new_row_never_takes_the_place_of_another(row: Auditoria) -> None:
    """With a key given, Django tries an UPDATE before it inserts."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Auditoria(pk=row.pk, momento=row.momento, actor="x", accion="x", objeto="x").save()
    assert rows.get().actor == "ana"


def test_rows_can_be_added_together() -> None:
    rows.bulk_create([Auditoria(actor="a", accion="b", objeto="c") for _ in range(3)])
    assert rows.count() == 3
