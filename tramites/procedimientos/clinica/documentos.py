"""Issues the documents of alta and cambio.

Each function `build_…` returns the data that one document prints.
"""

from dataclasses import fields
from datetime import date
from typing import Any

from django.utils import timezone

from documentos.contexts import (
    PRIVACIDAD,
    ContactoImpreso,
    Contexto,
    DatosAcuseClinica,
    DatosCambioClinica,
    DatosCarnet,
    DatosSAV002,
    DomicilioImpreso,
)
from padron.asegurados.clinica.datos import DomicilioConTelefonos
from padron.asegurados.models import Adscripcion
from padron.catalogos.estados import ESTADOS
from padron.identificadores import agregado
from padron.identificadores.edad import compute_edad
from tramites.procedimientos.clinica.datos import Eleccion
from tramites.procedimientos.vigencia.services import build_constancia, print_clinica
from tramites.solicitud.documentos import describe_asegurado, describe_nacimiento, get_documentos, issue_documentos
from tramites.solicitud.models import Solicitud

__all__ = [
    "build_acuse",
    "build_cambio",
    "build_carnet",
    "build_sav002",
    "is_carnet_retenido",
    "issue_documentos_alta",
    "issue_documentos_cambio",
]

# The papers that the clinic asks for at the first visit. The SAV-002 prints this list.
PAPELES = ("CURP", "Identificación oficial o credencial de estudiante", "Comprobante de domicilio")


def issue_documentos_alta(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> None:
    """Issue the documents of an alta: acuse, carnet, SAV-002 and constancia.

    The SAV-002 is the application form for the clinic. Call this function last in the transaction, because it locks the
    register of documents.
    """
    hoy = timezone.localdate()
    _issue(
        solicitud,
        build_acuse(solicitud, eleccion, adscripcion),
        build_carnet(solicitud, eleccion, adscripcion, hoy=hoy),
        build_sav002(solicitud, eleccion, adscripcion),
        build_constancia(solicitud.get_asegurado(), hoy=hoy),
    )


def issue_documentos_cambio(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> None:
    """Issue the documents of a cambio: the comprobante, a new carnet, and a constancia with the new clinic.

    Call this function last in the transaction, because it locks the register of documents.
    """
    hoy = timezone.localdate()
    _issue(
        solicitud,
        build_cambio(solicitud, eleccion, adscripcion),
        build_carnet(solicitud, eleccion, adscripcion, hoy=hoy),
        build_constancia(solicitud.get_asegurado(), hoy=hoy),
    )


def _issue(solicitud: Solicitud, *contextos: Contexto) -> None:
    """Issue the documents, but no carnet if the campus delays the carnets today.

    The campus decides whether it delays the carnets (docs/reglas.md, «Vigencia»). A Celery worker may repeat the work
    after the campus has changed this decision. The function then issues the same documents as before.
    """
    issued = {documento.tipo for documento in get_documentos(solicitud)}
    retenido = DatosCarnet.tipo not in issued if issued else is_carnet_retenido(solicitud)
    issue_documentos(solicitud, [uno for uno in contextos if not (retenido and uno.tipo == DatosCarnet.tipo)])


def is_carnet_retenido(solicitud: Solicitud) -> bool:
    """Return whether the campus delays the carnets today.

    If so, the student cannot get the carnet yet.
    """
    return solicitud.get_inscripcion().plantel.is_carnet_retenido(timezone.localdate())


def build_acuse(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosAcuseClinica:
    """Return the data that the acuse of an alta prints."""
    return DatosAcuseClinica(**_describe_tramite(solicitud, eleccion), clinica=print_clinica(adscripcion))


def build_cambio(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosCambioClinica:
    """Return the data that the comprobante of a cambio prints.

    For example, the comprobante prints the former clinic, the new clinic and the reason.
    """
    motivo = str(Adscripcion.Motivo(adscripcion.motivo).label)
    return DatosCambioClinica(
        **_describe_tramite(solicitud, eleccion),
        anterior=print_clinica(adscripcion.anterior),
        nueva=print_clinica(adscripcion),
        motivo=motivo[:1].upper() + motivo[1:],
    )


def build_carnet(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion, *, hoy: date) -> DatosCarnet:
    """Return the data that the carnet de citas prints."""
    asegurado, turno = solicitud.get_asegurado(), adscripcion.turno
    return DatosCarnet(
        **_describe_asegurado(solicitud),
        fecha_nacimiento=asegurado.fecha_nacimiento,
        entidad=asegurado.nombre_entidad,
        edad=compute_edad(asegurado.fecha_nacimiento, hoy),
        agregado_medico=agregado.make(sexo=asegurado.sexo, anio_nacimiento=asegurado.fecha_nacimiento.year),
        clinica=print_clinica(adscripcion),
        horario=f"{turno.desde:%-H:%M} a {turno.hasta:%-H:%M}",
        domicilio=_print_domicilio(eleccion.domicilio),
    )


def build_sav002(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosSAV002:
    """Return the data that the SAV-002 prints. The SAV-002 is the application form for the clinic."""
    domicilio = eleccion.domicilio
    return DatosSAV002(
        **_describe_asegurado(solicitud),
        movimiento="alta",
        clinica=print_clinica(adscripcion),
        mes_nacimiento=solicitud.get_asegurado().fecha_nacimiento.month,
        documentos=PAPELES,
        lugar=f"{domicilio.municipio}, {ESTADOS[domicilio.estado]}",
        privacidad=PRIVACIDAD,
    )


def _describe_asegurado(solicitud: Solicitud) -> dict[str, Any]:
    return describe_asegurado(solicitud.get_asegurado(), solicitud.get_inscripcion().plantel)


def _describe_tramite(solicitud: Solicitud, eleccion: Eleccion) -> dict[str, Any]:
    """Return the fields that the acuse and the comprobante share. Raises ValueError if the student has no NSS."""
    asegurado, domicilio = solicitud.get_asegurado(), eleccion.domicilio
    contacto = ContactoImpreso(telefono=domicilio.telefono, celular=domicilio.celular, correo=solicitud.correo)
    return {
        **_describe_asegurado(solicitud),
        **describe_nacimiento(asegurado),
        "domicilio": _print_domicilio(domicilio),
        "contacto": contacto,
        "realizado_por": asegurado.nombre_completo,
    }


def _print_domicilio(domicilio: DomicilioConTelefonos) -> DomicilioImpreso:
    values = {field.name: getattr(domicilio, field.name) for field in fields(DomicilioImpreso)}
    return DomicilioImpreso(**values | {"estado": ESTADOS[domicilio.estado]})
