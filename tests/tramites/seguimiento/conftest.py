from tests.tramites.recorrido import catalogos, inscripcion, solicitud

__all__ = ["catalogos", "inscripcion", "solicitud"]
