"""The NSS procedure of a student who has none: identity, address, review, assigned."""

import pytest
from django.test import Client

from padron.asegurados.models import Asegurado
from padron.catalogos.models import CodigoPostal, Colonia, Municipio
from padron.identificadores import nss as nss_rules
from tests.fabricas import InscripcionFactory, SerieNSSFactory
from tests.tramites.ayudas import enter, work_off
from tramites.estados import Estado
from tramites.models import Solicitud

pytestmark = pytest.mark.django_db
DOMICILIO = {"colonia": "Guadalajara Centro", "otra_colonia": "", "calle": "Morelos", "exterior": "12", "interior": ""}


@pytest.fixture(autouse=True)
def catalogos() -> None:
    SerieNSSFactory(estado="14", serie="61")
    guadalajara = Municipio.objects.create(estado="14", clave="039", nombre="Guadalajara")
    Municipio.objects.create(estado="14", clave="120", nombre="Zapopan")
    codigo = CodigoPostal.objects.create(cp="44100", municipio=guadalajara)
    Colonia.objects.create(codigo_postal=codigo, nombre="Guadalajara Centro")


@pytest.fixture
def solicitud(client: Client) -> Solicitud:
    inscripcion = InscripcionFactory(correo="ana@example.com")
    return enter(client, inscripcion.asegurado.curp, "ana@example.com")


def answer(client: Client, solicitud: Solicitud, step: str, **datos: str):
    return client.post(f"{solicitud.get_absolute_url()}paso/{step}/", datos)


def test_from_identity_to_the_number(client, solicitud):
    page = client.get(solicitud.get_absolute_url(), follow=True)
    assert "No encontramos un NSS con tu CURP" in page.content.decode()
    assert solicitud.curp in page.content.decode()
    for step, datos in (
        ("identidad", {}),
        ("codigo-postal", {"cp": " 44100 "}),
        ("domicilio", DOMICILIO),
        ("revision", {}),
    ):
        assert page.redirect_chain[-1][0].endswith(f"/paso/{step}/")
        page = client.post(page.redirect_chain[-1][0], datos, follow=True)
    assert page.redirect_chain[-1][0].endswith("/espera/")
    work_off()
    page = client.get(solicitud.get_absolute_url(), follow=True)
    nss = Asegurado.objects.get(curp=solicitud.curp).nss
    assert nss_rules.is_valid(nss)
    assert nss.startswith("6126")
    assert "Listo: este es tu NSS" in page.content.decode()


def test_unknown_postal_code_can_be_kept(client, solicitud):
    answer(client, solicitud, "identidad")
    page = answer(client, solicitud, "codigo-postal", cp="45545")
    assert "No encontramos el código postal 45545" in page.content.decode()
    assert answer(client, solicitud, "codigo-postal", cp="45545", conservar="on").url.endswith("/paso/estado/")
    assert answer(client, solicitud, "estado", estado="14").url.endswith("/paso/domicilio/")
    datos = {"municipio": "Zapopan", "otra_colonia": "Las Águilas", "calle": "Sol", "exterior": "S/N", "interior": ""}
    assert answer(client, solicitud, "domicilio", **datos).url.endswith("/paso/revision/")
    review = client.get(f"{solicitud.get_absolute_url()}paso/revision/").content.decode()
    assert "Sol S/N, Colonia Las Águilas, Zapopan, Jalisco" in review


def test_another_postal_code_asks_for_the_address_again_and_keeps_the_street(client, solicitud):
    answer(client, solicitud, "identidad")
    answer(client, solicitud, "codigo-postal", cp="44100")
    answer(client, solicitud, "domicilio", **DOMICILIO)
    CodigoPostal.objects.create(cp="45100", municipio=Municipio.objects.get(nombre="Zapopan"))
    assert answer(client, solicitud, "codigo-postal", cp="45100").url.endswith("/paso/domicilio/")
    assert "Morelos" in client.get(f"{solicitud.get_absolute_url()}paso/domicilio/").content.decode()


def test_a_step_that_is_not_reached_leads_back(client, solicitud):
    page = client.get(f"{solicitud.get_absolute_url()}paso/revision/")
    assert page.url.endswith("/paso/identidad/")
    assert answer(client, solicitud, "revision").url.endswith("/paso/identidad/")
    assert client.get(f"{solicitud.get_absolute_url()}paso/nada/").status_code == 404


def test_these_are_not_my_data(client, solicitud):
    page = client.post(f"{solicitud.get_absolute_url()}no-son-mis-datos/", follow=True)
    assert "dijiste que los datos que mostramos no son tuyos" in page.content.decode()
    solicitud.refresh_from_db()
    assert solicitud.estado == Estado.CON_INCIDENCIA
