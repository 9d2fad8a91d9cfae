"""T17: a filled installation is updated to JSON that is bound to its row, and back."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.db import connection

from plataforma.correo.models import Correo
from plataforma.seguridad import filas
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.cifrado import EncryptedJSONField
from plataforma.seguridad.rotacion import list_tablas, verify
from tests.helpers.databases import default_database
from tests.helpers.imss_portal.population import populate
from tests.helpers.migrations import migrate_to, migrate_to_latest
from tests.helpers.plataforma.database_backends import MOTORES
from tramites.solicitud.models import Solicitud

# The version before JSON was bound to its row.
ANTES = (
    ("asegurados", "0003_adscripcion"),
    ("correo", "0001_initial"),
    ("documentos", "0001_initial"),
    ("seguridad", "0002_consumo"),
    ("tramites", "0005_renuncia"),
)
RESPUESTAS = {"pasos": {"domicilio": {"calle": "Reforma 5"}}}
Valores = dict[tuple[str, str, Any], Any]


@pytest.fixture(params=MOTORES)
def poblada(
    request: pytest.FixtureRequest,
    nueva_base: Callable[[str], str],
    django_db_blocker: Any,
    lugares_propios: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """A database with rows in every table. Its migrations work in small batches."""
    monkeypatch.setattr(filas, "LOTE", 2)
    with django_db_blocker.unblock(), default_database(nueva_base(request.param)):
        populate(5)
        for solicitud in Solicitud.objects.all():
            solicitud.respuestas = solicitud.datos = RESPUESTAS
            solicitud.save()
            audit("probar", objeto=solicitud.objeto, actor="sistema", valores=RESPUESTAS)
        yield


def read_json(registry: Any) -> Valores:
    """Return all values of all JSON columns that are encrypted, as the models of this registry read them."""
    found: Valores = {}
    for tabla in list_tablas():
        label, name = tabla.modelo._meta.app_label, tabla.modelo._meta.model_name
        columns = [campo.name for campo in tabla.campos if isinstance(campo, EncryptedJSONField)]
        if columns and label != "apoyo":
            for row in registry.get_model(label, name).objects.all():
                found |= {(tabla.nombre, column, str(row.pk)): getattr(row, column) for column in columns}
    return found


def read_raw(column: str, table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")  # noqa: S608 (our own names)
        return [token for (token,) in cursor.fetchall()]


def test_T17_the_update_binds_every_json_value_to_its_row_and_the_way_back_releases_it(poblada: None) -> None:
    before = read_json(apps)
    assert {(table, column) for (table, column, _), value in before.items() if value} == {
        ("asegurados_domicilioasegurado", "datos"),
        ("asegurados_falladato", "detalle"),
        ("correo_correo", "datos"),
        ("documentos_documento", "datos"),
        ("seguridad_auditoria", "valores"),
        ("tramites_incidencia", "detalle"),
        ("tramites_solicitud", "datos"),
        ("tramites_solicitud", "respuestas"),
    }
    assert len(set(read_raw("respuestas", "tramites_solicitud"))) == 5
    earlier = migrate_to(*ANTES)
    assert read_json(earlier) == before
    assert len(set(read_raw("respuestas", "tramites_solicitud"))) == 1, "equal answers looked equal"
    migrate_to_latest()
    assert read_json(apps) == before
    assert len(set(read_raw("respuestas", "tramites_solicitud"))) == 5
    assert sum(verify(tabla) for tabla in list_tablas()) > len(before)


def test_T17_after_the_update_the_answers_of_another_student_are_not_opened(poblada: None) -> None:
    migrate_to(*ANTES)
    migrate_to_latest()
    one, other = Solicitud.objects.order_by("pk")[:2]
    (stolen,) = Solicitud.objects.filter(pk=other.pk).values_list("respuestas", flat=True)
    Solicitud.objects.filter(pk=one.pk).update(respuestas=stolen)
    with pytest.raises(InvalidTag):
        _ = Solicitud.objects.get(pk=one.pk).respuestas


def test_the_way_back_restores_mails_whose_data_are_forgotten(poblada: None) -> None:
    Correo.objects.update(datos=None)
    correos = migrate_to(*ANTES).get_model("correo", "Correo").objects.all()
    assert [correo.datos for correo in correos] == [{}] * len(correos)
    migrate_to_latest()
    assert [correo.datos for correo in Correo.objects.all()] == [{}] * len(correos)
