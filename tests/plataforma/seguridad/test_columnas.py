"""Encrypted columns: what can be asked of them, and what lies in the table."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from hypothesis import given
from hypothesis import strategies as st

from plataforma.seguridad.cifrado import LOOKUPS, EncryptedJSONField, EncryptedTextField
from tests.helpers.app.models import Copia, Secreto

ANA, LUZ = "AAAA050909MJCRMSZ1", "LLLL050909MJCRMSZ1"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcñ", max_size=5), inner, max_size=3),
    max_leaves=8,
)

pytestmark = pytest.mark.usefixtures("base")


@pytest.fixture
def ana() -> Secreto:
    return Secreto.objects.create(curp=ANA, nss="12345678903", datos={"calle": "Reforma 5"})


def raw(model: type[models.Model]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 (our own table's name)
        return repr(cursor.fetchall())


def test_comes_back_and_is_found(ana: Secreto) -> None:
    found = Secreto.objects.get(curp=ANA)
    assert (found.curp, found.nss, found.datos) == (ANA, "12345678903", {"calle": "Reforma 5"})
    assert Secreto.objects.filter(curp__exact=ANA, nss="12345678903").get() == ana
    assert not Secreto.objects.filter(curp=ANA.lower()).exists()


def test_T17_the_raw_columns_hold_no_plain_text(ana: Secreto) -> None:
    dump = raw(Secreto)
    assert str(ana.pk) in dump
    for planted in (ANA, ANA[:6], "12345678903", "calle", "Reforma"):
        assert planted not in dump


def test_in_isnull_exclude_and_values(ana: Secreto) -> None:
    luz = Secreto.objects.create(curp=LUZ)
    assert set(Secreto.objects.filter(curp__in=[ANA, LUZ, "X"])) == {ana, luz}
    assert Secreto.objects.filter(nss__isnull=True).get() == luz
    assert Secreto.objects.filter(nss=None).get() == luz
    assert Secreto.objects.exclude(curp=ANA).get() == luz
    assert set(Secreto.objects.values_list("curp", flat=True)) == {ANA, LUZ}


def test_an_empty_text_is_not_null() -> None:
    Secreto.objects.create(curp=ANA, nss="")
    assert Secreto.objects.get(nss="").nss == ""
    assert not Secreto.objects.filter(nss=None).exists()


def test_unique(ana: Secreto) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Secreto.objects.create(curp=ANA)


def test_json_saved_again_gives_the_same_cipher_text_whatever_the_order_of_its_keys() -> None:
    secreto = Secreto.objects.create(curp=ANA, datos={"b": 1, "a": [2]})
    before = raw(Secreto)
    secreto.datos = {"a": [2], "b": 1}
    secreto.save()
    assert raw(Secreto) == before


def test_T17_equal_json_of_two_rows_does_not_look_equal() -> None:
    for curp in (ANA, LUZ):
        Secreto.objects.create(curp=curp, datos={"sexo": "M"})
    assert len({datos.token for datos in Secreto.objects.values_list("datos", flat=True)}) == 2


def test_T17_json_moved_to_another_row_or_column_is_not_opened(ana: Secreto) -> None:
    luz = Secreto.objects.create(curp=LUZ, datos={"calle": "Juárez 7"})
    with connection.cursor() as cursor:
        moved = "UPDATE apoyo_secreto SET datos = (SELECT datos FROM apoyo_secreto WHERE id = %s) WHERE id = %s"
        cursor.execute(moved, [luz.pk, ana.pk])
    assert Secreto.objects.get(pk=luz.pk).datos == {"calle": "Juárez 7"}
    with pytest.raises(InvalidTag):
        _ = Secreto.objects.get(pk=ana.pk).datos


def test_json_in_a_query_is_refused(ana: Secreto) -> None:
    with pytest.raises(FieldError, match="save that"):
        Secreto.objects.update(datos={"a": 1})
    with pytest.raises(FieldError, match="save that"):
        Secreto.objects.bulk_update([ana], ["datos"])
    Secreto.objects.update(datos=None)
    assert Secreto.objects.get(datos__isnull=True) == ana


def test_json_is_written_by_bulk_create_and_update_or_create(ana: Secreto) -> None:
    luz, otra = Secreto.objects.bulk_create([Secreto(curp=LUZ, datos=[1]), Secreto(curp="otra", datos=[1])])
    assert [Secreto.objects.get(pk=row.pk).datos for row in (luz, otra)] == [[1], [1]]
    Secreto.objects.update_or_create(curp=ANA, defaults={"datos": {"b": 2}})
    assert Secreto.objects.get(pk=ana.pk).datos == {"b": 2}
    ana.refresh_from_db()
    assert ana.datos == {"b": 2}


def test_json_is_read_when_its_row_was_loaded_in_parts(ana: Secreto) -> None:
    assert Secreto.objects.only("nota").get().datos == {"calle": "Reforma 5"}
    assert Secreto.objects.defer("datos").get().datos == {"calle": "Reforma 5"}
    saved = Secreto.objects.get()
    saved.nota = "x"
    saved.save()  # its JSON was never opened
    assert Secreto.objects.get().datos == {"calle": "Reforma 5"}


def test_a_json_column_without_a_row_or_with_a_nullable_one_does_not_pass_the_checks() -> None:
    class Suelta(models.Model):
        libre = EncryptedJSONField(kind="libre")
        atada = EncryptedJSONField(kind="atada", row=("nota", "texto", "nada"))
        nota = models.CharField(max_length=5, null=True)  # noqa: DJ001
        texto = EncryptedTextField(kind="texto")

        class Meta:
            app_label = "suelta"
            managed = False

        def __str__(self) -> str:
            return "-"

    found = [(error.id, error.msg.split()[0]) for error in Suelta.check() if str(error.id).startswith("seguridad")]
    names = [("seguridad.E012", name) for name in ("nota", "texto", "nada")]
    assert found == [("seguridad.E011", "an"), *names]


def test_subqueries_and_joins_meet_on_the_kind(ana: Secreto) -> None:
    Copia.objects.create(clave=ANA, otra=ANA)
    assert Secreto.objects.filter(curp__in=Copia.objects.values("clave")).get() == ana
    assert not Secreto.objects.filter(curp__in=Copia.objects.values("otra")).exists()
    assert not Copia.objects.filter(clave=F("otra")).exists()


def test_bulk_create_with_update_conflicts(ana: Secreto) -> None:
    rows = [Secreto(curp=ANA, nota="nueva", nss="1"), Secreto(curp=LUZ, nota="otra")]
    Secreto.objects.bulk_create(rows, update_conflicts=True, unique_fields=["curp"], update_fields=["nota", "nss"])
    assert sorted(Secreto.objects.values_list("curp", "nota", "nss")) == [(ANA, "nueva", "1"), (LUZ, "otra", None)]


def test_updates_of_every_sort(ana: Secreto) -> None:
    Secreto.objects.filter(curp=ANA).update(nss="2")
    assert Secreto.objects.get().nss == "2"
    ana.nss = "3"
    Secreto.objects.bulk_update([ana], ["nss"])
    assert Secreto.objects.get().nss == "3"
    same = EncryptedTextField(kind="nss")
    Secreto.objects.update(nss=Case(When(curp=ANA, then=Value("4", output_field=same)), default=F("nss")))
    assert Secreto.objects.get().nss == "4"
    assert Secreto.objects.update_or_create(curp=ANA, defaults={"nss": "5"})[1] is False
    assert Secreto.objects.get(nss="5").curp == ANA


@pytest.mark.parametrize("lookup", sorted({*models.TextField.get_lookups(), "lower", "nothing"} - LOOKUPS))
@pytest.mark.parametrize("column", ["curp", "datos"])
def test_any_other_question_is_refused(column: str, lookup: str) -> None:
    value: Any = [ANA, LUZ] if lookup == "range" else ANA
    with pytest.raises(FieldError):
        Secreto.objects.filter(**{f"{column}__{lookup}": value}).exists()
    with pytest.raises(FieldError):
        Copia.objects.filter(~Q(**{f"clave__{lookup}": value})).exists()


@given(JSON)
def test_json_comes_back_as_it_was(value: Any) -> None:
    with transaction.atomic():
        saved = Secreto.objects.create(curp=ANA, datos=value)
        assert Secreto.objects.get(pk=saved.pk).datos == value
        transaction.set_rollback(True)


def test_validation_leaves_json_as_it_is() -> None:
    secreto = Secreto(curp=ANA, nss="1", datos={"calle": "Reforma"}, nota="-")
    secreto.full_clean()
    assert secreto.datos == {"calle": "Reforma"}


def test_loaddata_refuses_json_instead_of_storing_it_in_clear(ana: Secreto) -> None:
    """It writes values without their row. A backup is one of the database (README, «Backup»)."""
    dump = serializers.serialize("json", Secreto.objects.all())
    (row,) = serializers.deserialize("json", dump)
    with pytest.raises(FieldError, match="bound to its row"):
        row.save()


def test_the_migration_writes_the_kind() -> None:
    _, path, _, kwargs = EncryptedTextField(kind="curp", null=True).deconstruct()
    assert path == "plataforma.seguridad.cifrado.EncryptedTextField"
    assert kwargs == {"kind": "curp", "null": True}
