"""The closing checker finds what it is there to find."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from padron.asegurados.models import Asegurado, ConsecutivoNSS, Inscripcion
from plataforma.bandeja.models import Mensaje
from tests.helpers.factories import InscripcionFactory
from tests.helpers.portal.balance import list_faults
from tests.helpers.tramites.student import make_solicitud
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud, Transicion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def accept(estado: Estado) -> Solicitud:
    inscripcion: Inscripcion = InscripcionFactory()
    solicitud = make_solicitud(estado, inscripcion)
    Transicion.objects.create(solicitud=solicitud, desde=Estado.CONFIRMADA, hacia=Estado.POR_PROCESAR)
    return solicitud


def test_at_rest_there_is_none() -> None:
    accept(Estado.CON_INCIDENCIA)
    assert list(list_faults()) == []


def test_accepted_and_forgotten() -> None:
    solicitud = accept(Estado.POR_PROCESAR)
    assert list(list_faults()) == [f"{solicitud} is por_procesar"]
    Mensaje.objects.create(
        kind="tramites.procesar",
        queue="tramites",
        payload={"solicitud": str(solicitud.pk)},
        dedup_key="a",
        state="dead",
    )
    assert list(list_faults()) == []


def test_ended_without_documents_and_mail() -> None:
    solicitud = accept(Estado.CONCLUIDA)
    assert list(list_faults()) == [f"{solicitud} has 0 of 2 documents", f"{solicitud} has mails []"]


def test_pending_work() -> None:
    Mensaje.objects.create(kind="correo.enviar", queue="correo", payload={"correo": str(uuid4())}, dedup_key="a")
    (fault,) = list_faults()
    assert "still waits" in fault


def test_a_number_without_its_count_and_a_count_without_its_number() -> None:
    inscripcion: Inscripcion = InscripcionFactory()
    Asegurado.objects.filter(pk=inscripcion.asegurado_id).update(origen_nss="asignado")
    assert list(list_faults()) == ["1 numbers given, the counters moved 0 times"]
    ConsecutivoNSS.objects.create(serie="61", anio_registro=26, anio_nacimiento=5, ultimo=2)
    assert list(list_faults()) == ["1 numbers given, the counters moved 2 times"]


def test_a_file_without_its_row(media: Path) -> None:
    stray = media / ".en-curso" / "RE-1.0a"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"%PDF")
    assert list(list_faults()) == ["file without a row: .en-curso/RE-1.0a"]
