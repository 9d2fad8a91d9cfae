"""The students as staff see them. Rooms above use the names of `busqueda`."""

from padron.asegurados.admin import asegurados, pertenencias

__all__ = ["asegurados", "pertenencias"]
