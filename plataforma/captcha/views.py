"""The image, its letters spoken, another image. Each answers only the browser that was given the key."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from ranged_response import RangedFileResponse

from plataforma.captcha.dibujo import draw
from plataforma.captcha.letras import spell
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_letras
from plataforma.captcha.voz import SinVoz, speak
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.derivacion import derive


@require_safe
@personal
def imagen(request: HttpRequest, key: str) -> HttpResponse:
    """Draw the letters. The key alone tells nothing about the drawing: the seed needs the secret as well."""
    letras = _get_letras(request, key)
    return HttpResponse(draw(letras, seed=derive("captcha", key, letras)), content_type="image/png")


@require_safe
@personal
def audio(request: HttpRequest, key: str) -> HttpResponse:
    """Speak the letters; 404 where nothing speaks."""
    try:
        spoken = speak(spell(_get_letras(request, key)))
    except SinVoz:
        raise Http404 from None
    # Safari plays nothing that it cannot ask for in parts.
    response: HttpResponse = RangedFileResponse(request, BytesIO(spoken), content_type="audio/wav")
    return response


@require_POST
@personal
def otra(request: HttpRequest) -> HttpResponse:
    """Tell the script of «Otra imagen» what to show. Without scripts the form's own view answers the button."""
    navegador = Navegador.of(request)
    navegador.renew(request)
    key = [navegador.show()]
    urls = {"imagen": reverse("captcha_imagen", args=key), "audio": reverse("captcha_audio", args=key)}
    response = JsonResponse({**urls, "aviso": navegador.aviso})
    navegador.save(response)
    return response


def _get_letras(request: HttpRequest, key: str) -> str:
    if not Navegador.of(request).knows(key):
        raise Http404
    return get_letras(key)
