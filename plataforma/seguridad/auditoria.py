"""The one way to write to the audit log."""

from typing import Any

from plataforma.seguridad.models import Auditoria


def audit(accion: str, *, objeto: str, actor: str, valores: dict[str, Any] | None = None) -> None:
    """Record that `actor` did `accion` to `objeto`. Call it in the transaction of the deed itself."""
    Auditoria.objects.create(accion=accion, objeto=objeto, actor=actor, valores=valores)
