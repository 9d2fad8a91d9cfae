"""The confirmed session: whose data this browser may see.

A person is an opaque *titular* uuid here: whoever opens a session says which; this room never learns who it is.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

TITULAR = "titular"
VISTA = "vista"  # when the session was seen last, as a Unix time
# A page view prolongs the session at most this often, so that reading costs no write.
TOUCH_AFTER = timedelta(seconds=60)


def open_sesion(request: HttpRequest, *, titular: UUID) -> None:
    """Make this browser the confirmed session of `titular`, under a new key; another person's data is dropped."""
    if request.session.get(TITULAR) not in (None, str(titular)):
        request.session.flush()
    request.session.cycle_key()
    request.session[TITULAR] = str(titular)
    request.session[VISTA] = timezone.now().timestamp()


def get_titular(request: HttpRequest) -> UUID | None:
    """Return whose confirmed session this is, or None."""
    value = request.session.get(TITULAR)
    return UUID(value) if value else None


def get_fin(request: HttpRequest) -> datetime:
    """Return when the session ends if nothing more is asked of it."""
    seen = datetime.fromtimestamp(request.session[VISTA], tz=timezone.get_current_timezone())
    return seen + timedelta(seconds=settings.SESSION_COOKIE_AGE)


def touch_sesion(request: HttpRequest) -> None:
    """Prolong the confirmed session; end it if it stood idle too long."""
    if get_titular(request) is None:
        return
    now = timezone.now()
    if now >= get_fin(request):
        close_sesion(request)
    elif now.timestamp() - request.session[VISTA] >= TOUCH_AFTER.total_seconds():
        request.session[VISTA] = now.timestamp()


def keep_sesion(request: HttpRequest) -> None:
    """Prolong the confirmed session now, because the person asked for it."""
    if get_titular(request) is not None:
        request.session[VISTA] = timezone.now().timestamp()


def close_sesion(request: HttpRequest) -> None:
    """End the session and delete all that it held."""
    request.session.flush()
