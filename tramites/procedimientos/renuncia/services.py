"""What a renuncia writes, and what becomes of it at the campus (docs/reglas.md, «Renuncia»)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from documentos.contexts import DatosRenuncia
from documentos.services import Seguimiento, cancel, issue
from padron.asegurados.services import record_renuncia
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.estados import Estado
from tramites.models import Renuncia, Solicitud, objeto
from tramites.procedimientos.renuncia.datos import DatosRenunciados
from tramites.procedimientos.renuncia.documentos import build_datos_renuncia
from tramites.selectors import get_inscripcion
from tramites.services import CONCLUIR, transition

__all__ = ["RenunciaCerrada", "al_confirmar", "procesar", "receive_renuncia", "return_renuncia", "withdraw_renuncia"]

ACTOR = "sistema"


class RenunciaCerrada(Exception):
    """The renuncia was received, returned or withdrawn before."""


def al_confirmar(solicitud: Solicitud) -> None:
    """Leave it to the student: every renuncia is asked for."""


def procesar(solicitud: Solicitud) -> None:
    """Present the renuncia to the campus and issue its document. One that lies there already is not presented twice."""
    inscripcion = get_inscripcion(solicitud)
    datos = DatosRenunciados(**(solicitud.datos or {}))
    try:
        with transaction.atomic():
            Renuncia.objects.get_or_create(
                solicitud=solicitud,
                defaults={"asegurado": solicitud.get_asegurado(), "plantel": inscripcion.plantel, **datos.to_json()},
            )
    except IntegrityError:  # another run of the student presented one this moment
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    issue(
        clave=solicitud.clave_documento(DatosRenuncia.tipo),
        datos=build_datos_renuncia(solicitud.get_asegurado(), inscripcion, datos),
        titular=solicitud.titular,
        plantel=inscripcion.plantel,
        emitido=timezone.now(),
        al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
    )


@transaction.atomic
def receive_renuncia(renuncia: Renuncia, *, actor: str) -> None:
    """Note that the campus has the signed document: from today the student has no cover. Raises RenunciaCerrada."""
    _close(renuncia, Renuncia.Estado.RECIBIDA, actor=actor)
    record_renuncia(
        asegurado=renuncia.asegurado,
        plantel=renuncia.plantel,
        hoy=timezone.localdate(),
        otra_cobertura=renuncia.institucion,
        actor=actor,
    )
    _tell(renuncia)


@transaction.atomic
def return_renuncia(renuncia: Renuncia, *, nota: str, actor: str) -> None:
    """Send it back to the student, who is told why. Raises RenunciaCerrada, ValueError without a reason."""
    if not nota.strip():
        raise ValueError("a renuncia is returned for a reason")
    _close(renuncia, Renuncia.Estado.DEVUELTA, actor=actor, nota=nota.strip())
    _cancel_documento(renuncia, motivo="devuelta", actor=actor)
    _tell(renuncia)


@transaction.atomic
def withdraw_renuncia(renuncia: Renuncia) -> None:
    """Take it back, which the student may do until the campus has received it. Raises RenunciaCerrada."""
    _close(renuncia, Renuncia.Estado.RETIRADA, actor="alumno")
    _cancel_documento(renuncia, motivo="retirada por el alumno", actor="alumno")


def _close(renuncia: Renuncia, estado: Renuncia.Estado, *, actor: str, nota: str = "") -> None:
    presentada = Renuncia.objects.filter(pk=renuncia.pk, estado=Renuncia.Estado.PRESENTADA)
    if not presentada.update(estado=estado, nota=nota, cerrada=timezone.now()):
        raise RenunciaCerrada
    renuncia.refresh_from_db()
    audit(f"renuncia {estado}", objeto=objeto(renuncia.solicitud_id), actor=actor)


def _cancel_documento(renuncia: Renuncia, *, motivo: str, actor: str) -> None:
    cancel(clave=renuncia.solicitud.clave_documento(DatosRenuncia.tipo), motivo=motivo, actor=actor)


def _tell(renuncia: Renuncia) -> None:
    queue_correo(
        clave=f"renuncia:{renuncia.pk}",
        plantilla="renuncia",
        para=renuncia.solicitud.correo,
        datos={"renuncia": renuncia.pk},
        referencia=objeto(renuncia.solicitud_id),
    )
