"""Prolong the session, or end it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import close_sesion, get_fin, get_titular, keep_sesion
from tramites.camino.views import confirmar


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def mantener(request: HttpRequest) -> HttpResponse:
    """Prolong the session.

    The script of the page receives the new end time as JSON. If a form sent the request, redirect to the page of the
    form.
    """
    if request.method != "POST":  # a phone that restores its tabs sends a GET to this URL
        return redirect("expediente" if get_titular(request) else "inicio")
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
    """End the session, and delete the data that the browser stored from this site.

    The header Clear-Site-Data deletes these data, so that «back» shows nothing. Some browsers do not obey this header,
    so the cookie of the confirmation link is also deleted by name. A GET does not end the session, because an image on
    another site could send a GET.
    """
    if request.method != "POST":
        return redirect("inicio")
    close_sesion(request)
    # The query string tells the start page that the session has ended. A cookie cannot tell it, because the header
    # Clear-Site-Data deletes all cookies.
    response = redirect(f"{reverse('inicio')}?salida")
    response.delete_cookie(confirmar.get_cookie_name(), path=reverse("confirmar"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
