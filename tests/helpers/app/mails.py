"""A mail that exists in the tests only."""

from plataforma.correo.plantillas import Datos, register_plantilla


def complete(datos: Datos) -> Datos:
    """Derive what the row does not hold."""
    return {**datos, "liga": f"http://127.0.0.1:8000/confirmar/{datos['folio'].lower()}/"}


def register_all() -> None:
    register_plantilla("apoyo", asunto="Tu folio es {folio}", completar=complete)
