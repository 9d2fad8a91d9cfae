"""Tests of the captcha URLs: image, audio, and the button «Otra imagen»."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core.signing import TimestampSigner, get_cookie_signer
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from plataforma.captcha import dibujo, views, voz
from plataforma.captcha.letras import LARGO
from plataforma.captcha.navegador import OTRAS
from plataforma.captcha.services import get_row
from plataforma.captcha.voz import find_programa
from tests.helpers.production_settings import PRODUCCION

RAIZ = Path(__file__).resolve().parents[3]
OTRA = "/captcha/otra/"
pytestmark = pytest.mark.django_db


def ask(client: Client) -> dict[str, str]:
    answer: dict[str, str] = client.post(OTRA).json()
    return answer


def read(client: Client, address: str, **headers: str) -> bytes:
    answer: Any = client.get(address, **headers)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_T8_the_image_is_a_png_that_browsers_must_not_cache(client: Client) -> None:
    address = ask(client)["imagen"]
    first, again = client.get(address), client.get(address)
    assert first.headers["Content-Type"] == "image/png"
    assert first.headers["Cache-Control"] == "no-store"
    assert first.content == again.content
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("what", ["imagen", "audio"])
def test_T8_another_browser_gets_404_for_the_image_and_the_audio(client: Client, what: str) -> None:
    address = ask(client)[what]
    other = Client()
    ask(other)
    assert [browser.get(address).status_code for browser in (Client(), other, client)] == [404, 404, 200]


@pytest.mark.usefixtures("letras_fijas")
def test_T8_the_image_depends_on_secret_key_and_not_only_on_the_key_in_the_url(client: Client, settings: Any) -> None:
    address = ask(client)["imagen"]
    here = client.get(address).content
    settings.SECRET_KEY = "another installation, another secret"  # noqa: S105
    client.cookies["captcha"] = get_cookie_signer(salt="captcha").sign(address.split("/")[3])
    assert client.get(address).status_code == 200
    assert client.get(address).content != here


def test_T8_the_img_tag_has_the_proportions_and_the_number_of_letters_of_the_image(client: Client) -> None:
    text = client.get("/tramites/nss/empezar/").content.decode()
    shape = re.search(r'src="/captcha/imagen/[\w-]+/" width="(\d+)" height="(\d+)" alt="Imagen con (\d) letras', text)
    assert shape
    width, height, letras = map(int, shape.groups())
    assert (width / height, letras) == (dibujo.ANCHO / dibujo.ALTO, LARGO)


def test_T8_no_page_url_or_cookie_contains_the_secret_hashkey(client: Client) -> None:
    seen: list[Any] = [client.get("/tramites/nss/empezar/"), client.post(OTRA)]
    text = "".join(f"{answer.headers} {answer.cookies} {answer.content.decode()}" for answer in seen)
    for key in set(re.findall(r"/captcha/imagen/([\w-]+)/", text)):
        assert client.get(reverse("captcha_imagen", args=[key])).status_code == 200
    rows = CaptchaStore.objects.all()
    assert len(rows) == 2
    assert not any(row.hashkey in text for row in rows)


def test_T8_a_forged_captcha_cookie_gives_no_access_to_an_image(client: Client) -> None:
    address = ask(client)["imagen"]
    key = address.split("/")[3]
    other_key, other_salt = TimestampSigner(key="x", salt="captcha"), get_cookie_signer(salt="other")
    for cookie in ("", "x", f"{key}:1:x", other_key.sign(key), other_salt.sign(key)):
        client.cookies["captcha"] = cookie
        assert client.get(address).status_code == 404


def test_T8_the_captcha_cookie_is_httponly_and_expires_after_thirty_minutes(client: Client, settings: Any) -> None:
    cookie = client.post(OTRA).cookies["captcha"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/", 1800)
    settings.SESSION_COOKIE_SECURE = True
    cookie = client.post(OTRA).cookies["__Host-captcha"]
    assert cookie["secure"]


def test_T8_loading_a_captcha_image_creates_no_session(client: Client) -> None:
    client.get(ask(client)["imagen"])
    assert "sesion" not in client.cookies
    assert CaptchaStore.objects.count() == 1


def test_T8_a_browser_can_request_at_most_ten_other_images_in_a_minute(client: Client) -> None:
    answers = [ask(client) for _ in range(OTRAS.veces + 1)]
    images = [answer["imagen"] for answer in answers]
    assert len(set(images[:-1])) == OTRAS.veces
    assert images[-1] == images[-2], "the last one stays"
    assert answers[0]["aviso"] == "Imagen y audio nuevos."
    assert re.fullmatch(r"Pediste muchas imágenes. Pide otra a partir de las \d\d:\d\d.", answers[-1]["aviso"])
    assert client.get(OTRA).url == "/"
    assert client.put(OTRA).status_code == 405


def test_T8_a_request_for_another_image_without_a_csrf_token_returns_403() -> None:
    assert Client(enforce_csrf_checks=True).post(OTRA).status_code == 403


def test_T8_the_audio_can_be_downloaded_as_a_whole_or_by_byte_ranges(client: Client) -> None:
    address = ask(client)["audio"]
    answer: Any = client.get(address)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Cache-Control"] == "no-store"
    whole = b"".join(answer.streaming_content)
    assert whole[:4] == b"RIFF"
    part: Any = client.get(address, headers={"range": "bytes=0-99"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == whole[:100]


def test_T8_the_page_offers_no_audio_if_espeak_is_not_installed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = ask(client)["audio"]
    assert "<audio" in client.get("/tramites/nss/empezar/").content.decode()
    find_programa.cache_clear()
    monkeypatch.setattr(voz, "PROGRAMA", "no-such-program")
    page = client.get("/tramites/nss/empezar/").content.decode()
    assert client.get(address).status_code == 404
    find_programa.cache_clear()
    assert "<audio" not in page
    assert "escucharlas" not in page
    assert "audio" not in page.partition("<main")[2]
    assert "Pide ayuda en tu plantel" in page


def test_T8_the_audio_spells_the_letters_of_the_image(
    client: Client, letras_fijas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "plataforma.captcha.views.speak", lambda letras, semilla: said.append((letras, semilla)) or b"R"
    )
    answer = ask(client)
    client.get(answer["imagen"])
    read(client, answer["audio"])
    hashkey = CaptchaStore.objects.get().hashkey
    assert said == [(letras_fijas, hashkey)], "the seed is secret, and the same for each part that a browser asks for"


def test_T21_a_third_audio_at_the_same_moment_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests for audio never take all threads of a process."""
    address = ask(client)["audio"]
    with views.HABLANDO, views.HABLANDO:
        answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    monkeypatch.setattr(views, "speak", lambda letras, semilla: b"RIFF")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["captcha-image", "captcha-image-2x", "captcha-audio", "captcha-refresh"])
def test_T8_the_url_names_of_the_captcha_package_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, args=["k"] if name != "captcha-refresh" else [])


def test_T8_no_view_of_the_captcha_package_is_reachable(client: Client) -> None:
    key = get_row(ask(client)["imagen"].split("/")[3]).hashkey
    for address in (
        f"/captcha/image/{key}/",
        f"/captcha/image/{key}@2/",
        f"/captcha/audio/{key}.wav",
        "/captcha/refresh/",
    ):
        assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 404
    views = [str(pattern.callback.__module__) for pattern in _walk(get_resolver().url_patterns)]
    assert "plataforma.captcha.views" in views
    assert not [view for view in views if view.startswith("captcha")]


def _walk(patterns: list[Any]) -> list[Any]:
    return [leaf for one in patterns for leaf in (_walk(one.url_patterns) if hasattr(one, "url_patterns") else [one])]


@pytest.mark.parametrize(("demostracion", "starts"), [("1", True), ("0", False)])
def test_T8_the_portal_starts_with_captcha_prueba_only_in_demonstration_mode(
    tmp_path: Path, demostracion: str, starts: bool
) -> None:
    mine = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "CAPTCHA_PRUEBA": "1"}
    env = {**PRODUCCION, **mine, "MODO_DEMOSTRACION": demostracion}
    command = [sys.executable, "-W", "ignore", "-c", "import imss_portal.settings"]
    done = subprocess.run(command, env=env, cwd=RAIZ, capture_output=True, text=True)
    assert (done.returncode == 0) is starts, done.stderr
    if not starts:
        assert "Quita CAPTCHA_PRUEBA" in done.stderr
