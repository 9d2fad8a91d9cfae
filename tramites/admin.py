"""Django looks for admin pages in this module. The admin pages of `tramites` are in `tramites.camino.admin`."""

from tramites.camino.admin import incidencias, renuncias, solicitudes

__all__ = ["incidencias", "renuncias", "solicitudes"]
