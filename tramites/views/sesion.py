"""Staying and leaving."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import close_sesion, get_fin, get_titular, keep_sesion
from tramites.views import confirmar


@require_POST
@personal
def mantener(request: HttpRequest) -> HttpResponse:
    """Prolong the session; a script gets its new end, anybody else the page where they were."""
    keep_sesion(request)
    if request.accepts("text/html"):
        back = request.headers.get("Referer", "")
        known = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if known else "inicio")
    if get_titular(request) is None:
        return JsonResponse({}, status=403)
    fin = timezone.localtime(get_fin(request))
    return JsonResponse({"fin": fin.isoformat(), "hora": f"{fin:%H:%M}"})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def salir(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept of this site, so that «back» shows nothing.

    The link's cookie goes by name too: a browser obeys the header over HTTPS only, and not every one does. Who types
    the address is led home, still in: a picture on somebody's page must not end a session.
    """
    if request.method != "POST":
        return redirect("inicio")
    close_sesion(request)
    response = redirect(f"{reverse('inicio')}?salida")  # the address alone survives the header below
    response.delete_cookie(confirmar.COOKIE, path=reverse("confirmar"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
