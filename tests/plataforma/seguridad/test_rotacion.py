"""T17: what a stolen database gives away, and giving its columns another key."""

import base64
import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from pytest_django import Settings

from plataforma.seguridad import filas
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.cifrado import EncryptedTextField, check_key, decrypt, encrypt
from plataforma.seguridad.models import Auditoria
from plataforma.seguridad.rotacion import Tabla, list_tablas, rotate, verify
from tests.helpers.app.models import Secreto
from tests.helpers.databases import default_database
from tests.helpers.plataforma.database_backends import MOTORES
from tests.helpers.plataforma.planted_secrets import CURP, DOMICILIO, NSS
from tests.helpers.servers import _find_bin

VIEJA = base64.b64encode(b"v" * 64).decode()
NUEVA = base64.b64encode(b"n" * 64).decode()
TELEFONO = "33 5555 0199"
DATOS = {"curp": CURP, "nss": NSS, "calle": DOMICILIO, "telefono": TELEFONO}
PLANTADOS = (CURP, NSS, DOMICILIO, TELEFONO)


@pytest.fixture(params=MOTORES)
def base_completa(
    request: pytest.FixtureRequest, nueva_base: Callable[[str], str], django_db_blocker: Any
) -> Iterator[str]:
    """A database with all tables of the project and, in each encrypted column, something planted."""
    url = nueva_base(request.param)
    with django_db_blocker.unblock(), default_database(url):
        yield url


@pytest.fixture
def vieja(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = VIEJA


def plant() -> None:
    """Fill one row of each table that has encrypted columns, whatever its other columns demand."""
    with connection.cursor() as cursor:  # rows planted here stand alone: what their foreign keys name does not exist
        sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica")
    for model in apps.get_models():
        fields = model._meta.local_concrete_fields
        if any(isinstance(field, EncryptedTextField) for field in fields):
            models.QuerySet(model).bulk_create([model(**{field.attname: invent(field) for field in fields})])


def invent(field: Any) -> Any:
    if isinstance(field, EncryptedTextField):
        return {"curp": CURP, "nss": NSS}.get(field.kind, DATOS if "JSON" in type(field).__name__ else DOMICILIO)
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    kinds: list[tuple[type[models.Field[Any, Any]], Any]] = [
        (models.ForeignKey, uuid.uuid4() if "UUID" in type(field.target_field).__name__ else 1)
        if field.is_relation
        else (models.UUIDField, uuid.uuid4()),
        (models.DateTimeField, "2026-11-20T12:00:00Z"),
        (models.DateField, "2026-11-20"),
        (models.AutoField, None),
        (models.IntegerField, 7),
        (models.JSONField, []),
        (models.BooleanField, False),
    ]
    return next((value for kind, value in kinds if isinstance(field, kind)), "x")


def dump(url: str) -> str:
    """All that a thief of the database gets, as text."""
    if connection.vendor == "sqlite":
        connection.close()
        path = Path(url.removeprefix("sqlite:///"))
        files = sorted(path.parent.glob(f"{path.name}*"))
        return "".join(path.read_bytes().decode("latin-1") for path in files)
    folder, nombre = url.removeprefix("postgres://postgres@/").rsplit("/", 1)
    command = [str(_find_bin() / "pg_dump"), "-h", folder, "-U", "postgres", nombre]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rotar() -> str:
    out = StringIO()
    call_command("rotar_clave", stdout=out)
    return out.getvalue()


def test_every_encrypted_column_of_the_project_is_known() -> None:
    tablas = {tabla.nombre: tabla.columnas for tabla in list_tablas()}
    assert tablas["asegurados_asegurado"] == {"curp": "curp", "nss": "nss", "nss_padron": "nss"}
    assert tablas["tramites_solicitud"]["curp"] == "curp"
    assert tablas["seguridad_auditoria"] == {"valores": "auditoria"}
    assert {"correo_correo", "documentos_documento", "asegurados_falladato"} <= set(tablas)


def test_T17_a_stolen_database_holds_nothing_in_clear(base_completa: str, vieja: None) -> None:
    plant()
    stolen = dump(base_completa)
    for tabla in list_tablas():
        assert tabla.nombre in stolen
    assert encrypt(CURP, kind="curp") in stolen, "it was really written"
    for planted in (*PLANTADOS, CURP[:10], "Reforma", "5555"):
        assert planted not in stolen


def test_T17_another_key_and_the_old_one_opens_nothing(base_completa: str, settings: Settings, vieja: None) -> None:
    plant()
    audit("probar", objeto="x:1", actor="sistema", valores=DATOS)
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, VIEJA
    text = rotar()
    assert "Comprobado: " in text
    settings.CLAVE_CIFRADO_ANTERIOR = ""
    assert Auditoria.objects.get(accion="probar").valores == DATOS
    assert Secreto.objects.get(curp=CURP).datos == DATOS
    assert Secreto.objects.get(nss=NSS)
    settings.CLAVE_CIFRADO = VIEJA
    assert not Secreto.objects.filter(curp=CURP).exists()
    with pytest.raises(InvalidTag):
        list(Secreto.objects.all())


def test_T17_stopped_half_way_it_goes_on(
    base_completa: str, settings: Settings, vieja: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filas, "LOTE", 2)
    Secreto.objects.bulk_create([Secreto(curp=f"{n}", nss=None) for n in range(7)])
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, VIEJA

    def stop(tabla: Tabla, seen: int) -> None:
        if seen == 4:
            raise KeyboardInterrupt

    (secretos,) = [tabla for tabla in list_tablas() if tabla.nombre == Secreto._meta.db_table]
    with pytest.raises(KeyboardInterrupt):
        rotate(secretos, stop)
    seen: list[int] = []
    assert rotate(secretos, lambda tabla, n: seen.append(n)) == 3
    assert seen == [2, 4, 6, 7]
    assert rotate(secretos, lambda tabla, n: None) == 0
    assert verify(secretos) == 7
    assert sorted(Secreto.objects.values_list("curp", flat=True)) == list("0123456")


def test_T17_what_neither_key_opens_is_named_and_left(base_completa: str, settings: Settings, vieja: None) -> None:
    secreto = Secreto.objects.create(curp=CURP)
    settings.CLAVE_CIFRADO = base64.b64encode(b"o" * 64).decode()
    Secreto.objects.filter(pk=secreto.pk).update(nss=NSS)
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, VIEJA
    with pytest.raises(CommandError, match=f"apoyo_secreto.nss {secreto.pk}") as caught:
        rotar()
    assert NSS not in str(caught.value)


@pytest.mark.django_db
@pytest.mark.parametrize("anterior", ["", NUEVA, "not Base64", base64.b64encode(b"short").decode()])
def test_without_two_keys_nothing_begins(settings: Settings, anterior: str) -> None:
    settings.CLAVE_CIFRADO, settings.CLAVE_CIFRADO_ANTERIOR = NUEVA, anterior
    with pytest.raises(CommandError):
        rotar()


def test_a_key_is_64_bytes() -> None:
    check_key(base64.b64encode(os.urandom(64)).decode())
    with pytest.raises(ValueError, match="64 bytes"):
        check_key(base64.b64encode(os.urandom(32)).decode())


def test_another_key_reads_what_it_wrote(settings: Settings) -> None:
    settings.CLAVE_CIFRADO = VIEJA
    token = encrypt("x", kind="curp")
    settings.CLAVE_CIFRADO = NUEVA
    assert decrypt(token, kind="curp", key=VIEJA) == "x"
