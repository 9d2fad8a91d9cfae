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
ABIERTA = "abierta"  # when the confirmation opened the session, as a Unix time
MAXIMO = timedelta(hours=8)  # however often the session is used; also for the sessions of the staff
# A page view prolongs the session at most this often, so that reading costs no write.
TOUCH_AFTER = timedelta(seconds=60)


def open_sesion(request: HttpRequest, *, titular: UUID) -> None:
    """Make this browser the confirmed session of `titular`, under a new key; another person's data is dropped."""
    if request.session.get(TITULAR) not in (None, str(titular)):
        request.session.flush()
    request.session.cycle_key()
    request.session[TITULAR] = str(titular)
    request.session[VISTA] = request.session[ABIERTA] = timezone.now().timestamp()


def get_titular(request: HttpRequest) -> UUID | None:
    """Return whose confirmed session this is, or None."""
    value = request.session.get(TITULAR)
    return UUID(value) if value else None


def get_fin(request: HttpRequest) -> datetime:
    """Return when the session ends if the browser sends no other request: after the idle time, or after MAXIMO."""
    return min(_read(request, VISTA) + timedelta(seconds=settings.SESSION_COOKIE_AGE), _get_fin_maximo(request))


def can_keep(request: HttpRequest) -> bool:
    """Return whether the confirmed session can still be prolonged."""
    return get_fin(request) < _get_fin_maximo(request)


def _get_fin_maximo(request: HttpRequest) -> datetime:
    # A session from before the limit was introduced has no start. It gets the full time from when it was seen last.
    return _read(request, ABIERTA if ABIERTA in request.session else VISTA) + MAXIMO


def _read(request: HttpRequest, name: str) -> datetime:
    return datetime.fromtimestamp(request.session[name], tz=timezone.get_current_timezone())


def touch_sesion(request: HttpRequest) -> None:
    """Prolong the confirmed session. End it if it was idle for too long, or if it is older than MAXIMO."""
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
