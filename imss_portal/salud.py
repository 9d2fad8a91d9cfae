"""Health, for whoever watches the installation. Neither page speaks to Redis or SMTP: the database knows."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from imss_portal.revision.alrededor import ESPACIO
from imss_portal.revision.arranque import AL_ARRANCAR
from imss_portal.revision.base import Revision, find_faltas
from plataforma.bandeja.selectors import count_dead, get_silent_queues


@require_safe
@never_cache
def vivo(request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"vivo": True, "hora": datetime.now(UTC).isoformat(timespec="seconds")})


@require_safe
@never_cache
def listo(request: HttpRequest) -> JsonResponse:
    """Say whether the portal can do its work: 200, or 503 with what is missing, by name only.

    Anybody may read this page. `manage.py revisar` says what is wrong with each thing.
    """
    try:
        silent = get_silent_queues()
        dead = count_dead()
    except DatabaseError:
        return JsonResponse({"listo": False, "falta": ["base de datos"]}, status=503)
    missing = _find_names(AL_ARRANCAR) + [f"trabajadores de {queue}" for queue in silent]
    warnings = _find_names([ESPACIO])
    body = {"listo": not missing, "falta": missing, "avisos": warnings, "mensajes_muertos": dead}
    return JsonResponse(body, status=503 if missing else 200)


def _find_names(revisiones: Iterable[Revision]) -> list[str]:
    return list(dict.fromkeys(falta.nombre for falta in find_faltas(revisiones)))
