"""The views of the image, the audio and «Otra imagen». A key works only in the browser that received it."""

from io import BytesIO
from threading import BoundedSemaphore, Lock
from typing import Any

from captcha.views import captcha_image
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from ranged_response import RangedFileResponse

from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_row
from plataforma.captcha.voz import SinVoz, speak
from plataforma.seguridad.decorators import personal

# Only one thread draws at a time, because the package seeds the random generator that all threads share.
DIBUJANDO = Lock()
# An audio takes half a second of a processor. Requests for audio never take all threads of a process.
HABLANDO = BoundedSemaphore(2)


@require_safe
@personal
def imagen(request: HttpRequest, key: str) -> HttpResponse:
    """Return the image that the package draws. The random seed is the secret `hashkey`, not the key in the URL."""
    row = _get_row(request, key)
    with DIBUJANDO:
        response: HttpResponse = captcha_image(request, row.hashkey)
    return response


@require_safe
@personal
def audio(request: HttpRequest, key: str) -> HttpResponse:
    """Return the letters as speech from espeak-ng, or a 404 if espeak-ng does not work.

    The audio view of the package is not used, because it needs flite, which has no Spanish voice.
    """
    row = _get_row(request, key)
    if not HABLANDO.acquire(blocking=False):
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    try:
        spoken = speak(row.challenge.strip(), semilla=row.hashkey)
    except SinVoz:
        raise Http404 from None
    finally:
        HABLANDO.release()
    # Safari plays audio only if it can request parts of the file.
    response: HttpResponse = RangedFileResponse(request, BytesIO(spoken), content_type="audio/wav")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def otra(request: HttpRequest) -> HttpResponse:
    """Return the URLs of a new image and a new audio to the script of the button «Otra imagen».

    Without JavaScript, the button sends the form, and the view of the form shows a new image.
    """
    if request.method != "POST":
        return redirect("/")
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
