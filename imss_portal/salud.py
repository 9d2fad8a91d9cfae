"""Health, for whoever watches the installation. Neither page speaks to Redis or SMTP: the database knows."""

from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plataforma.bandeja.selectors import count_dead, get_silent_queues


@require_safe
@never_cache
def vivo(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"vivo": True, "hora": datetime.now(UTC).isoformat(timespec="seconds")})


@require_safe
@never_cache
def listo(request: HttpRequest) -> JsonResponse:
    """Say whether the portal can do its work: 200, or 503 with what is missing."""
    try:
        silent = get_silent_queues()
        dead = count_dead()
    except DatabaseError:
        return JsonResponse({"listo": False, "falta": ["base de datos"]}, status=503)
    missing = [f"trabajadores de {queue}" for queue in silent]
    return JsonResponse(
        {"listo": not missing, "falta": missing, "mensajes_muertos": dead}, status=503 if missing else 200
    )
