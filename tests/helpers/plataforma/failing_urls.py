"""Views that fail with a student's data in their hands."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from imss_portal.urls import urlpatterns as portal
from tests.helpers.plataforma.planted_secrets import PLANTADOS, fail_with_everything


def fail(request: HttpRequest, texto: str = "") -> HttpResponse:
    """Fail as code does that puts what it got into its message."""
    fail_with_everything(request.POST.dict())
    return HttpResponse()


def refuse(request: HttpRequest, texto: str) -> HttpResponse:
    raise {"403": PermissionDenied, "400": SuspiciousOperation}[request.GET["estado"]](" ".join(PLANTADOS))


urlpatterns: list[URLPattern | URLResolver] = [
    path("falla/<str:texto>/", fail),
    path("rechaza/<str:texto>/", refuse),
    path("confirmar/<str:token>/", fail),
    *portal,  # whose addresses the pages about errors lead to
]
