"""Where Django looks for the admin pages of `tramites`. They are in `tramites.camino.admin`."""

from tramites.camino.admin import incidencias, renuncias, solicitudes

__all__ = ["incidencias", "renuncias", "solicitudes"]
