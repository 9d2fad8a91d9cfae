"""The panel «Personas de prueba»: under each procedure the people to try it with, one click from a filled form."""

import gzip
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from imss_portal.demostracion.panel import list_grupos
from imss_portal.demostracion.personas import PERSONAS
from tramites.camino.destinos import DESTINOS

pytestmark = pytest.mark.django_db


def test_each_procedure_has_its_people_and_nobody_stands_under_none() -> None:
    assert {tipo for persona in PERSONAS for tipo in persona.tramites} == set(DESTINOS)
    grupos = list_grupos()
    assert [grupo.tipo for grupo in grupos] == list(DESTINOS)
    listed = {ficha.curp for grupo in grupos for ficha in grupo.personas}
    assert listed == {persona.curp for persona in PERSONAS if set(persona.tramites) & set(DESTINOS)}


def test_a_link_opens_the_gate_of_its_procedure_filled(client: Client) -> None:
    for grupo in list_grupos():
        ficha = grupo.personas[0]
        typed = {name: values[0] for name, values in parse_qs(urlsplit(ficha.url).query).items()}
        asked = {"curp": ficha.curp, "correo": ficha.correo}
        assert typed == (asked | {"nss": ficha.nss} if DESTINOS[grupo.tipo].pide_nss else asked)
        text = client.get(ficha.url).content.decode()
        assert all(f'value="{value}"' in text for value in typed.values())


def test_the_group_of_the_page_is_open_and_on_the_home_page_none_of_several(client: Client) -> None:
    opened = [client.get(f"/tramites/{tipo}/empezar/").content.decode() for tipo in DESTINOS]
    for tipo, text in zip(DESTINOS, opened, strict=True):
        assert text.count("<details open>") == 1, tipo
        assert f"<details open>\n<summary>{DESTINOS[tipo].titulo}" in text
    assert client.get("/").content.decode().count("<details open>") == (len(DESTINOS) == 1)


def test_the_home_page_stays_light(client: Client) -> None:
    response = client.get("/")
    assert "Personas de prueba" in response.content.decode()
    assert len(gzip.compress(response.content)) <= 12 * 1024
