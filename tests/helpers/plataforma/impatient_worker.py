"""The web server's worker with short limits, for tests: a request must be complete in half a second."""

from plataforma.seguridad import trabajador_gunicorn
from plataforma.seguridad.trabajador_gunicorn import Trabajador

trabajador_gunicorn.PLAZO = 0.5
trabajador_gunicorn.EN_ESPERA = 10

__all__ = ["Trabajador"]
