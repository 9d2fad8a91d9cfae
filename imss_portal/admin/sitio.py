"""The admin site of the staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from imss_portal.admin.entrada import EntradaForm
from imss_portal.admin.orden import arrange
from plataforma.seguridad.sesion import MAXIMO, TOUCH_AFTER

VISTO = "personal_visto"  # when staff were seen last, as a Unix time
DESDE = "personal_desde"  # when staff logged in, as a Unix time


class Sitio(AdminSite):
    """Fails closed: until staff have a scope and a second factor of their own, only superusers get in.

    Outside the demonstration it is not even mounted (`imss_portal.urls`).
    """

    login_form = EntradaForm
    enable_nav_sidebar = False  # lists need the width; the first page is one click away
    index_title = "¿Qué quieres hacer?"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.site_header = f"{settings.PORTAL_NOMBRE} · Personal"
        self.site_title = self.site_header

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap a view of the site: who works stays logged in, for eight hours at most.

        Staff who leave the desk for half an hour are logged out.
        """
        guarded: Callable[..., HttpResponse] = super().admin_view(view, cacheable)

        @wraps(guarded)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request) and not _touch(request):
                logout(request)
            return guarded(request, *args, **kwargs)

        return wrapper

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Log in, and note the time."""
        response = super().login(request, extra_context)
        if request.method == "POST" and self.has_permission(request):
            request.session[DESDE] = timezone.now().timestamp()
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Change the password. No cache keeps the page, though Django allows it for this one."""
        response = super().password_change(request, extra_context)
        add_never_cache_headers(response)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """End the session; the browser forgets what it kept of this site, so that «back» shows nothing (T10)."""
        response = super().logout(request, extra_context)
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return apps if app_label else arrange(apps, inicio=reverse("admin:index"))


def _touch(request: HttpRequest) -> bool:
    """Prolong the session, at most once a minute: a session that is only read would end in the middle of the work.

    Returns False if staff logged in more than MAXIMO ago.
    """
    now = timezone.now().timestamp()
    if now - request.session.setdefault(DESDE, now) >= MAXIMO.total_seconds():
        return False
    if now - request.session.get(VISTO, 0) >= TOUCH_AFTER.total_seconds():
        request.session[VISTO] = now
    return True
