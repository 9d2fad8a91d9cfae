"""The services of the renuncia: present it, receive it, return it and withdraw it (docs/reglas.md, «Renuncia»)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from documentos.contexts import DatosRenuncia
from documentos.services import cancel
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.selectors import choose_correo
from padron.asegurados.services import record_renuncia
from plataforma.correo.services import queue_correo
from plataforma.seguridad.auditoria import audit
from tramites.procedimientos.renuncia.datos import DatosRenunciados
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.solicitud.documentos import describe_persona, issue_documentos
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import transition

__all__ = ["RenunciaCerrada", "al_confirmar", "procesar", "receive_renuncia", "return_renuncia", "withdraw_renuncia"]

ACTOR = "sistema"


class RenunciaCerrada(Exception):
    """The renuncia was already received, returned or withdrawn."""


def al_confirmar(solicitud: Solicitud) -> None:
    """Do nothing, because every student must answer the questions of the wizard."""


def procesar(solicitud: Solicitud) -> None:
    """Store the renuncia as presented, and issue its document. A second call changes nothing."""
    inscripcion = solicitud.get_inscripcion()
    datos = DatosRenunciados(**(solicitud.datos or {}))
    try:
        with transaction.atomic():
            Renuncia.objects.get_or_create(
                solicitud=solicitud,
                defaults={"asegurado": solicitud.get_asegurado(), "plantel": inscripcion.plantel, **datos.to_json()},
            )
    except IntegrityError:  # the student has already presented a renuncia in another Solicitud
        transition(solicitud, Estado.CONFIRMADA, actor=ACTOR)
        return
    issue_documentos(solicitud, [build_datos_renuncia(solicitud.get_asegurado(), inscripcion, datos)])


def build_datos_renuncia(asegurado: Asegurado, inscripcion: Inscripcion, datos: DatosRenunciados) -> DatosRenuncia:
    """Return the data that the document of a renuncia prints."""
    return DatosRenuncia(
        **describe_persona(asegurado, inscripcion.plantel),
        codigo=inscripcion.codigo,
        motivo=datos.motivo_impreso,
        otra_institucion=datos.institucion,
        otro_numero=datos.numero,
        tutor=datos.tutor,
    )


@transaction.atomic
def receive_renuncia(renuncia: Renuncia, *, actor: str) -> None:
    """Mark a renuncia as received, and mail the student.

    The renuncia is valid from today, because the campus has the signed document. Raises RenunciaCerrada.
    """
    _close(renuncia, Renuncia.Estado.RECIBIDA, actor=actor)
    record_renuncia(
        asegurado=renuncia.asegurado,
        plantel=renuncia.plantel,
        hoy=timezone.localdate(),
        otra_cobertura=renuncia.institucion,
        actor=actor,
    )
    _queue_correo(renuncia)


@transaction.atomic
def return_renuncia(renuncia: Renuncia, *, nota: str, actor: str) -> None:
    """Return a renuncia to the student, and cancel its document.

    A mail tells the student the reason (`nota`). Raises RenunciaCerrada, and ValueError if `nota` is blank.
    """
    if not nota.strip():
        raise ValueError("a renuncia is returned for a reason")
    _close(renuncia, Renuncia.Estado.DEVUELTA, actor=actor, nota=nota.strip())
    _cancel_documento(renuncia, motivo="devuelta", actor=actor)
    _queue_correo(renuncia)


@transaction.atomic
def withdraw_renuncia(renuncia: Renuncia) -> None:
    """Withdraw a renuncia for its student, and cancel its document.

    Raises RenunciaCerrada if the renuncia was already received, returned or withdrawn.
    """
    _close(renuncia, Renuncia.Estado.RETIRADA, actor="alumno")
    _cancel_documento(renuncia, motivo="retirada por el alumno", actor="alumno")


def _close(renuncia: Renuncia, estado: Renuncia.Estado, *, actor: str, nota: str = "") -> None:
    presentada = Renuncia.objects.filter(pk=renuncia.pk, estado=Renuncia.Estado.PRESENTADA)
    if not presentada.update(estado=estado, nota=nota, cerrada=timezone.now()):
        raise RenunciaCerrada
    renuncia.refresh_from_db()
    audit(f"renuncia {estado}", objeto=renuncia.solicitud.objeto, actor=actor)


def _cancel_documento(renuncia: Renuncia, *, motivo: str, actor: str) -> None:
    cancel(clave=renuncia.solicitud.clave_documento(DatosRenuncia.tipo), motivo=motivo, actor=actor)


def _queue_correo(renuncia: Renuncia) -> None:
    queue_correo(
        clave=f"renuncia:{renuncia.pk}",
        plantilla="renuncia",
        para=choose_correo(asegurado=renuncia.asegurado, correo=renuncia.solicitud.correo),
        datos={"renuncia": renuncia.pk},
        referencia=renuncia.solicitud.objeto,
    )
