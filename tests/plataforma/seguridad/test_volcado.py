"""T17: the database after a student's whole way, read as a thief reads it."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from documentos import handlers as documentos
from documentos.management.commands.crear_sello import create_sello
from padron.asegurados.models import Asegurado
from plataforma.seguridad.sesiones import hash_key
from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites import nss_steps as recorrido
from tests.helpers.tramites.nss_steps import answer, make_catalogos
from tests.helpers.tramites.student import begin, begin_and_confirm, run_outbox, unknown_curp
from tramites.solicitud.estados import Estado

SESSION = "sesion"  # the cookie
CALLE, COLONIA = "Privada de los Ahuehuetes", "Lomas Inventadas"
DOMICILIO = {"colonia": "otra", "otra_colonia": COLONIA, "calle": CALLE, "exterior": "1234-B", "interior": ""}


@pytest.fixture
def _sello(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SELLO_PKCS12, settings.SELLO_CLAVE = str(tmp_path / "prueba.p12"), ""
    settings.MEDIA_ROOT = tmp_path / "media"
    create_sello(tmp_path / "prueba.p12", "")
    monkeypatch.setattr(documentos, "print_documento", lambda documento: b"%PDF-1.7 prueba")


@pytest.mark.django_db
@pytest.mark.usefixtures("_sello")
def test_T17_what_a_student_typed_and_was_given_is_nowhere_in_clear(client: Client) -> None:
    make_catalogos()
    inscripcion = InscripcionFactory(correo="citlali@example.com")
    solicitud = begin_and_confirm(client, inscripcion.asegurado.curp, inscripcion.correo)
    steps = {**dict(recorrido.NSS_STEPS), "domicilio": DOMICILIO}
    for step, datos in steps.items():
        assert answer(client, solicitud, step, datos).status_code == 302, step
    run_outbox()
    otra = begin(Client(), unknown_curp(), "otra@example.com")
    run_outbox()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CONCLUIDA
    asegurado = Asegurado.objects.get(pk=inscripcion.asegurado_id)
    nss, nacimiento = asegurado.nss, asegurado.fecha_nacimiento.isoformat()
    assert nss
    stolen = dump()
    assert solicitud.folio in stolen
    key = client.cookies[SESSION].value
    assert hash_key(key) in stolen
    assert key not in stolen
    for planted in (solicitud.curp, nss, CALLE, COLONIA, "1234-B", "44100", otra.curp, nacimiento):
        # Not as a part of another number: «44100» is in the time 19:17:07.441000 too.
        whole = re.compile(rf"(?<!\d){re.escape(planted)}(?!\d)")
        lines = [line for line in stolen.splitlines() if whole.search(line) and "catalogos_" not in line]
        assert not lines, lines[0][:200]


def dump() -> str:
    """All rows of all tables, as SQL."""
    return "\n".join(connection.connection.iterdump())
