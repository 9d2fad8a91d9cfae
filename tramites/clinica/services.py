"""What alta and cambio write besides the registration itself."""

from padron.asegurados.selectors import get_domicilio
from plataforma.correo.services import queue_correo
from tramites.clinica.datos import CLINICA, TELEFONOS
from tramites.clinica.rules import Lugar
from tramites.clinica.selectors import get_cercanas, get_incidencia_lugar
from tramites.domicilio.conocido import seed_domicilio
from tramites.estados import Estado
from tramites.incidencias.services import open_incidencia, solve_incidencia
from tramites.models import SIN_LUGAR, Solicitud, objeto
from tramites.selectors import get_inscripcion
from tramites.services import transition
from tramites.wizard.storage import ask_again, get_respuestas, seed_respuestas

__all__ = ["ask_clinica_again", "report_sin_lugar", "seed_conocido", "settle_sin_lugar"]

ACTOR = "sistema"


def seed_conocido(solicitud: Solicitud) -> None:
    """Fill in address and telephones as they were given last; each step is shown all the same."""
    seed_domicilio(solicitud)
    if conocido := get_domicilio(solicitud.get_asegurado()):
        seed_respuestas(solicitud, {TELEFONOS: {"celular": conocido.celular, "telefono": conocido.telefono}})


def ask_clinica_again(solicitud: Solicitud, *, perdido: Lugar) -> None:
    """Bring a Solicitud, whose row the caller holds, back to the clinic step: its place was taken meanwhile.

    All other answers stay. The student is told there, and by mail.
    """
    transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
    cuantas = get_respuestas(solicitud).get(CLINICA, {}).get("cuantas", "")
    solicitud.datos = None  # what was sent is not wanted any more
    solicitud.save(update_fields=["datos", "actualizada"])
    ask_again(solicitud, {CLINICA: {"lugar": "", "cuantas": cuantas, "perdido": str(perdido)}})
    queue_correo(
        clave=f"lugar_perdido:{solicitud.pk}:{solicitud.transiciones.count()}",
        plantilla="lugar_perdido",
        para=solicitud.correo,
        datos={"solicitud": str(solicitud.pk)},
        referencia=objeto(solicitud.pk),
    )


def report_sin_lugar(solicitud: Solicitud, *, cuantas: int) -> None:
    """Tell the campus, once, that none of the clinics shown has a place. Where one has, there is nothing to tell."""
    cercanas = get_cercanas(get_respuestas(solicitud), cuantas=cuantas)
    if cercanas.has_lugar:
        return
    vistas = [cercana.clinica.nombre_corto for cercana in cercanas.clinicas]
    open_incidencia(
        causa=SIN_LUGAR,
        solicitud=solicitud,
        plantel=get_inscripcion(solicitud).plantel,
        detalle={"visto": ", ".join(vistas), "esperado": f"un lugar cerca del código postal {cercanas.cp}"},
    )


def settle_sin_lugar(solicitud: Solicitud) -> None:
    """Close what the student told the campus: they found a place."""
    if incidencia := get_incidencia_lugar(solicitud):
        solve_incidencia(incidencia, actor="alumno", avisar=False)
