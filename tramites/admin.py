"""Imports the admin pages of `tramites`, because Django looks for admin pages in this module."""

from tramites.camino.admin import incidencias, renuncias, solicitudes

__all__ = ["incidencias", "renuncias", "solicitudes"]
