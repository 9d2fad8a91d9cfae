"""Image, audio and «Otra imagen». Only the browser that was given a key gets its image and audio."""

from io import BytesIO
from threading import Lock
from typing import Any

from captcha.views import captcha_image
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from ranged_response import RangedFileResponse

from plataforma.captcha.letras import spell
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_row
from plataforma.captcha.voz import SinVoz, speak
from plataforma.seguridad.decorators import personal

# The package seeds the random generator that all threads share, so two concurrent drawings would change each other.
DIBUJANDO = Lock()


@require_safe
@personal
def imagen(request: HttpRequest, key: str) -> HttpResponse:
    """Return the image that the package draws. Its random seed is the secret `hashkey`, not the key in the address."""
    row = _get_row(request, key)
    with DIBUJANDO:
        response: HttpResponse = captcha_image(request, row.hashkey)
    return response


@require_safe
@personal
def audio(request: HttpRequest, key: str) -> HttpResponse:
    """Return the letters spoken by espeak-ng, or 404 without it. The package uses flite, which has no Spanish voice."""
    row = _get_row(request, key)
    try:
        spoken = speak(spell(row.challenge.strip()))
    except SinVoz:
        raise Http404 from None
    # Safari plays only audio that it can request in parts.
    response: HttpResponse = RangedFileResponse(request, BytesIO(spoken), content_type="audio/wav")
    return response


@require_POST
@personal
def otra(request: HttpRequest) -> HttpResponse:
    """Return new addresses to the script of «Otra imagen». Without scripts the form's own view answers the button."""
    navegador = Navegador.of(request)
    navegador.renew(request)
    key = [navegador.show()]
    urls = {"imagen": reverse("captcha_imagen", args=key), "audio": reverse("captcha_audio", args=key)}
    response = JsonResponse({**urls, "aviso": navegador.aviso})
    navegador.save(response)
    return response


def _get_row(request: HttpRequest, key: str) -> Any:
    if key not in Navegador.of(request).keys:
        raise Http404
    return get_row(key)
