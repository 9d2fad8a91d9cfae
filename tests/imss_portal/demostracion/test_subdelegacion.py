import pytest
from django.test import Client
from django.utils.text import capfirst

from imss_portal.demostracion.carga import load_demostracion
from imss_portal.demostracion.personas import PERSONAS
from padron.planteles.models import Plantel
from tests.helpers.factories import HOY
from tests.helpers.tramites.nss_steps import open_nss
from tests.helpers.tramites.student import log_in

pytestmark = pytest.mark.django_db


def test_the_student_who_must_go_there_reads_where_and_when(client: Client) -> None:
    load_demostracion(total=30, hoy=HOY)
    persona = next(persona for persona in PERSONAS if persona.escenario == "inconsistente_subdelegacion")
    plantel = Plantel.objects.get(clave=persona.plantel)
    inscripcion = plantel.inscripciones.select_related("asegurado").get(asegurado__curp=persona.curp)
    solicitud = open_nss(inscripcion)
    log_in(client, solicitud.titular)
    text = client.get(solicitud.get_absolute_url(), follow=True).content.decode()
    oficina = plantel.subdelegacion
    assert oficina
    for words in (
        oficina.nombre,
        oficina.direccion,
        oficina.telefono,
        capfirst(oficina.horario),
        "Acude a la subdelegación",
    ):
        assert words in text


def test_what_staff_changed_stays() -> None:
    load_demostracion(total=30, hoy=HOY)
    Plantel.objects.update(subdelegacion=None)
    load_demostracion(total=30, hoy=HOY)
    assert not Plantel.objects.exclude(subdelegacion=None).exists()
