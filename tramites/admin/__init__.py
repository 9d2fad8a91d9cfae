"""The procedures as staff see them: what somebody began, what stopped it, and what is done about it."""

from tramites.admin import incidencias, renuncias, solicitudes

__all__ = ["incidencias", "renuncias", "solicitudes"]
