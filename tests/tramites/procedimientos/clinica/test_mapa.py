"""Tests of the map of clinics, and of the page of a clinic.

A student opens the map from the clinic step. The page of a clinic is public.
"""

import gzip
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from padron.catalogos.models import Clinica
from tests.helpers.tramites.clinics import begin_tramite, fill_shifts, make_clinica, make_vigente
from tests.helpers.tramites.nss_steps import answer, read, stored_answers
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parents[4] / "static"
TESELAS = "https://mapas.example/{z}/{x}/{y}.png"


def get_img_src_policy(response: object) -> str:
    policy = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]
    return next(part.strip() for part in policy.split(";") if part.strip().startswith("img-src"))


def test_the_page_of_a_clinic_is_public_and_shows_the_data_of_the_clinic(
    client: Client, clinicas: list[Clinica]
) -> None:
    page = client.get(f"/clinicas/{clinicas[0].clave}/")
    text = page.content.decode()
    assert page.status_code == 200
    for text_shown in ("UMF 1 (inventada)", "Calle Inventada 1", "Lunes a viernes de 8:00 a 20:00", "8:00 a 14:00"):
        assert text_shown in text
    assert 'href="geo:20.685709,-103.347600?' in text
    assert 'href="https://www.openstreetmap.org/directions?to=' in text
    assert 'href="https://www.openstreetmap.org/?mlat=20.685709' in text
    assert 'data-latitud="20.685709"' in text


def test_the_page_of_a_clinic_without_coordinates_shows_a_notice_instead_of_map_links(
    client: Client, clinicas: list[Clinica]
) -> None:
    clinica = make_clinica(30, latitud=None, longitud=None, telefono="", horario="", ooad="")
    text = client.get(f"/clinicas/{clinica.clave}/").content.decode()
    assert "No conocemos su lugar exacto en el mapa." in text
    assert "geo:" not in text


def test_the_page_of_a_closed_clinic_shows_a_notice(client: Client, clinicas: list[Clinica]) -> None:
    Clinica.objects.filter(pk=clinicas[0].pk).update(en_operacion=False)
    assert "Esta clínica ya no da servicio." in client.get(f"/clinicas/{clinicas[0].clave}/").content.decode()
    assert client.get("/clinicas/NADIE/").status_code == 404


def test_the_map_shows_the_same_number_of_clinics_as_the_clinic_step(client: Client, solicitud: Solicitud) -> None:
    assert 'name="mapa"' in read(client, solicitud, "clinica")
    address = answer(client, solicitud, "clinica", {"cuantas": "5", "mapa": "1"}).url
    page = client.get(address)
    text = page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert re.findall(r'data-punto="(\d+)"', text) == ["1", "2", "3", "4", "5"]
    assert text.count('class="punto"') == 5
    assert f'href="{solicitud.get_absolute_url()}paso/clinica/?cuantas=5"' in text
    assert len(re.findall('class="punto"', client.get(address.replace("=5", "=10")).content.decode())) == 10


def test_the_clinic_step_shows_the_chosen_shift_after_the_student_returns_from_the_map(
    client: Client, solicitud: Solicitud
) -> None:
    """The map page has two links back to the clinic step.

    The URL of these links contains the number of listed clinics and the chosen shift.
    """
    elegido = {"cuantas": "10", "lugar": "XXIMS000008:vespertino"}
    text = client.get(answer(client, solicitud, "clinica", {**elegido, "mapa": "1"}).url).content.decode()
    assert text.count('class="punto"') == 10
    links_back = {unescape(link) for link in re.findall(r'href="([^"]+/paso/clinica/[^"]*)"', text)}
    assert len(links_back) == 1
    assert len(re.findall(r'href="[^"]+/paso/clinica/', text)) == 2
    step = client.get(links_back.pop()).content.decode()
    assert step.count('class="clinica"') == 10
    (chosen,) = [radio for radio in re.findall(r'<input type="radio"[^>]*>', step) if " checked" in radio]
    assert 'value="XXIMS000008:vespertino"' in chosen
    assert "clinica" not in stored_answers(solicitud)["pasos"]  # opening the map stores no answer of the clinic step


@pytest.mark.parametrize("query", ["cuantas=x&lugar=%00", "cuantas=999&lugar=<script>", "lugar=a:b:c", "cuantas=5&x=1"])
def test_the_map_and_the_clinic_step_ignore_a_forged_query_string(
    client: Client, solicitud: Solicitud, query: str
) -> None:
    text = client.get(f"{solicitud.get_absolute_url()}mapa/?{query}").content.decode()
    assert f'href="{solicitud.get_absolute_url()}paso/clinica/?cuantas=5"' in text
    step = client.get(f"{solicitud.get_absolute_url()}paso/clinica/?{query}")
    assert step.status_code == 200
    assert step.content.decode().count('class="clinica"') == 5
    assert "<script>" not in step.content.decode()


def test_the_map_page_shows_which_shift_of_a_clinic_is_full(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    fill_shifts(clinicas[0], turno="vespertino")
    text = client.get(f"{solicitud.get_absolute_url()}mapa/").content.decode()
    assert "<br>Matutino · Vespertino: sin lugares</p>" in text
    assert text.count("<br>Matutino · Vespertino</p>") == 4
    assert '<a href="#punto-1">UMF 1</a><br>Vespertino: sin lugares</div>' in text
    assert '<a href="#punto-2">UMF 2</a></div>' in text


def test_each_page_with_a_map_has_a_link_that_skips_the_map(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    for page in (f"{solicitud.get_absolute_url()}mapa/", f"/clinicas/{clinicas[0].clave}/"):
        text = client.get(page).content.decode()
        (target,) = re.findall(r'href="#(\w+)" hidden>Saltar el mapa</a>\s*<div class="mapa"', text)
        assert text.index("data-mapa") < text.index(f'id="{target}" tabindex="-1"')


ATRAS = re.compile(r'class="atras"><a href="([^"]*)">‹ ([^<]+)<')


def test_the_back_link_of_a_clinic_page_leads_to_the_previous_page(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    mapa = f"{solicitud.get_absolute_url()}mapa/?cuantas=10&lugar=XXIMS000001%3Amatutino"
    page = client.get(f"/clinicas/{clinicas[0].clave}/", headers={"Referer": f"http://testserver{mapa}"})
    ((url, texto),) = ATRAS.findall(page.content.decode())
    assert (unescape(url), texto) == (mapa, "Atrás")
    assert page.headers["Cache-Control"] == "private"
    assert "Referer" in page.headers["Vary"]


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://example.com/tramites/",
        "http://testserver.example.com/",
        "http://testserver//example.com/",
        "http://testserver/\\\\example.com/",
        "http://testserver/no-hay-nada/",
        "http://testserver/clinicas/XXIMS000001/",
        "javascript:alert(1)",
        "http://testserver@example.com/",
        "http://[",
    ],
)
def test_a_clinic_page_links_back_to_the_home_page_without_a_valid_referer(
    client: Client, clinicas: list[Clinica], referer: str
) -> None:
    page = client.get("/clinicas/XXIMS000001/", headers={"Referer": referer})
    assert ATRAS.findall(page.content.decode()) == [("/", "Inicio")]


def test_the_map_requires_the_session_of_the_student_and_a_completed_address_step(
    client: Client, solicitud: Solicitud, otro_navegador: Client
) -> None:
    address = f"{solicitud.get_absolute_url()}mapa/"
    assert otro_navegador.get(address).status_code == 403
    nueva = begin_tramite(otro_navegador, "alta", make_vigente(correo="otra@example.com"))
    assert otro_navegador.get(f"{nueva.get_absolute_url()}mapa/").url == nueva.get_absolute_url()
    assert otro_navegador.get(address).status_code == 403


def test_leaflet_is_loaded_only_on_pages_with_a_map(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    assert "leaflet" not in read(client, solicitud, "clinica")
    assert "leaflet" in client.get(f"/clinicas/{clinicas[0].clave}/").content.decode()
    assert "leaflet" in client.get(f"{solicitud.get_absolute_url()}mapa/").content.decode()


def test_only_pages_with_a_map_may_load_images_from_the_server_in_tiles_url(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica], settings: Settings
) -> None:
    pages = (f"/clinicas/{clinicas[0].clave}/", f"{solicitud.get_absolute_url()}mapa/")
    for page in pages:
        answer = client.get(page)
        assert get_img_src_policy(answer) == "img-src 'self'"
        assert "data-teselas" not in answer.content.decode()
    settings.TILES_URL, settings.TILES_ATRIBUCION = TESELAS, "© Mapas de ejemplo"
    for page in pages:
        answer = client.get(page)
        assert get_img_src_policy(answer) == "img-src 'self' https://mapas.example"
        assert f'data-teselas="{TESELAS}" data-atribucion="© Mapas de ejemplo"' in answer.content.decode()
    for page in ("/", "/clinicas/NADIE/", f"{solicitud.get_absolute_url()}paso/clinica/"):
        assert get_img_src_policy(client.get(page)) == "img-src 'self'"


def test_the_compressed_files_of_the_map_page_do_not_exceed_the_size_limits(
    client: Client, solicitud: Solicitud
) -> None:
    html = client.get(f"{solicitud.get_absolute_url()}mapa/?cuantas=10").content
    assert len(gzip.compress(html, 9)) <= 12 * 1024
    leaflet = STATIC / "vendor/leaflet-1.9.4"
    assert measure_gzip(leaflet / "leaflet.js", STATIC / "js/mapa.js") <= 46 * 1024
    assert measure_gzip(STATIC / "css/portal.css", STATIC / "css/mapa.css", leaflet / "leaflet.css") <= 12 * 1024


def test_the_compressed_clinic_step_with_twelve_clinics_has_at_most_twelve_kilobytes(
    client: Client, solicitud: Solicitud
) -> None:
    page = client.post(f"{solicitud.get_absolute_url()}paso/clinica/", {"cuantas": "10", "mas": "1"})
    assert len(gzip.compress(page.content, 9)) <= 12 * 1024


def measure_gzip(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)
