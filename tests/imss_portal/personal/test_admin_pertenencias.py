"""What hangs together: links from one thing to the others; places of a clinic; renuncias; permissions in Spanish."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from padron.catalogos.models import Consultorio, Turno
from plataforma.correo.models import Correo
from tests.helpers.imss_portal.population import populate
from tests.helpers.padron.clinic_factories import make_clinica
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


def links(client: Client, url: str) -> dict[str, str]:
    """The words and addresses of «Relacionado»."""
    html = client.get(url).content.decode()
    nav = html[html.index('class="enlaces"') :].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)">(.*?)</a>', nav)
    return {" ".join(re.sub(r"<[^>]+>", "", text).split()): target.replace("&amp;", "&") for target, text in found}


def test_from_the_student_to_everything_and_back(poblado: None, personal: Client) -> None:
    solicitud = Solicitud.objects.latest("creada")
    asegurado = solicitud.get_asegurado()
    ficha = f"/admin/asegurados/asegurado/{asegurado.pk}/change/"
    ways = links(personal, ficha)
    assert {"Trámites 1", "Documentos 1", "Incidencias 1", "Renuncias 1", "Domicilio"} <= set(ways)
    for way in ways.values():
        assert personal.get(way).status_code == 200
    (found,) = personal.get(ways["Trámites 1"]).context["cl"].result_list
    assert found == solicitud
    (documento,) = personal.get(ways["Documentos 1"]).context["cl"].result_list
    incidencia = Incidencia.objects.get(solicitud=solicitud)
    correo = Correo.objects.filter(referencia=f"solicitud:{solicitud.pk}").first()
    assert links(personal, f"/admin/documentos/documento/{documento.pk}/change/")["Trámite"].endswith(
        f"/admin/tramites/solicitud/{solicitud.pk}/change/"
    )
    assert links(personal, f"/admin/tramites/incidencia/{incidencia.pk}/change/")["Ficha del estudiante"] == ficha
    assert links(personal, f"/admin/tramites/solicitud/{solicitud.pk}/change/")[asegurado.nombre_completo] == ficha
    assert correo
    assert "Trámite" in links(personal, f"/admin/correo/correo/{correo.pk}/change/")


def test_a_place_that_is_taken_while_staff_type_stays_taken(personal: Client) -> None:
    turno = Turno.objects.get(clinica=make_clinica(1, turnos=("matutino",)))
    consultorio = Consultorio.objects.get()
    prefix = "consultorios"
    typed = {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "1", "desde": "08:00", "hasta": "15:00"}
    typed |= {f"{prefix}-0-id": str(consultorio.pk), f"{prefix}-0-turno": str(turno.pk), f"{prefix}-0-numero": "1"}
    typed |= {f"{prefix}-0-cupo": "40", f"{prefix}-1-turno": str(turno.pk), f"{prefix}-1-numero": "2"}
    Consultorio.objects.update(ocupados=7)
    answer = personal.post(f"/admin/catalogos/turno/{turno.pk}/change/", typed)
    assert answer.status_code == 302, answer.content.decode()
    assert list(Consultorio.objects.order_by("numero").values_list("cupo", "ocupados")) == [(40, 7), (None, 0)]


@pytest.mark.parametrize(
    ("typed", "estado"),
    [
        ({"accion": "recibir"}, "recibida"),
        ({"accion": "devolver"}, "presentada"),
        ({"accion": "devolver", "motivo_devolucion": "Le falta tu firma."}, "devuelta"),
    ],
)
def test_a_renuncia_is_received_or_sent_back_with_a_reason(
    personal: Client, monkeypatch: pytest.MonkeyPatch, typed: dict[str, str], estado: str
) -> None:
    populate(1)
    renuncia = Renuncia.objects.get()
    _issue_documento(renuncia)
    page = personal.post(f"/admin/tramites/renuncia/{renuncia.pk}/change/", typed, follow=True).content.decode()
    renuncia.refresh_from_db()
    assert renuncia.estado == estado
    assert ("Escribe qué le falta." in page) == (estado == "presentada")
    assert renuncia.nota == typed.get("motivo_devolucion", "")


def _issue_documento(renuncia: Renuncia) -> None:
    """Give it the paper that a return cancels."""
    from documentos.contexts import DatosRenuncia
    from tests.helpers.documentos.factories import emit

    documento = emit(renuncia.solicitud.clave_documento(DatosRenuncia.tipo), titular=renuncia.solicitud.titular)
    assert documento


def test_permissions_read_in_spanish(personal: Client) -> None:
    group = Group.objects.create(name="consulta")
    html = personal.get(f"/admin/auth/group/{group.pk}/change/").content.decode()
    assert ">asegurado: cambiar</option>" in html
    assert Permission.objects.filter(name="Can change asegurado").exists(), "the database keeps Django's own"
    assert "Can change" not in html
