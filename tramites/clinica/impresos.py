"""What the documents of alta and cambio print."""

from dataclasses import fields
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.conf import settings
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
    Sexo,
)
from documentos.rules import SEPARADOR, compute_edad
from documentos.selectors import get_valido
from documentos.services import Seguimiento, issue
from padron.asegurados.clinica.datos import Domicilio
from padron.asegurados.models import Adscripcion, Asegurado
from padron.catalogos.estados import ESTADOS
from padron.identificadores import agregado
from padron.planteles.models import Plantel
from tramites.clinica.datos import Eleccion
from tramites.cobertura.constancia import print_clinica
from tramites.models import Solicitud
from tramites.selectors import get_inscripcion
from tramites.services import CONCLUIR

__all__ = ["build_acuse", "build_cambio", "build_carnet", "build_sav002", "find_carnet", "issue_all"]

# What the clinic asks for on the first visit, as the SAV-002 lists it.
DOCUMENTOS = ("CURP", "Identificación oficial o credencial de estudiante", "Comprobante de domicilio")


def build_acuse(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosAcuseClinica:
    """Return what the acuse of the alta prints."""
    asegurado = solicitud.get_asegurado()
    return DatosAcuseClinica(
        **_describe_persona(solicitud),
        **_describe_nacimiento(asegurado),
        clinica=print_clinica(adscripcion),
        domicilio=_print_domicilio(eleccion.domicilio),
        contacto=_print_contacto(solicitud, eleccion.domicilio),
        realizado_por=_print(asegurado.nombre_completo),
    )


def build_cambio(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosCambioClinica:
    """Return what the comprobante of a change prints: from where to where, and why."""
    asegurado = solicitud.get_asegurado()
    return DatosCambioClinica(
        **_describe_persona(solicitud),
        **_describe_nacimiento(asegurado),
        anterior=print_clinica(adscripcion.anterior),
        nueva=print_clinica(adscripcion),
        motivo=_capitalize(Adscripcion.Motivo(adscripcion.motivo).label),
        domicilio=_print_domicilio(eleccion.domicilio),
        contacto=_print_contacto(solicitud, eleccion.domicilio),
        realizado_por=_print(asegurado.nombre_completo),
    )


def build_carnet(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion, *, hoy: date) -> DatosCarnet:
    """Return what the carnet de citas prints."""
    asegurado, turno = solicitud.get_asegurado(), adscripcion.turno
    return DatosCarnet(
        **_describe_persona(solicitud),
        fecha_nacimiento=asegurado.fecha_nacimiento,
        entidad=asegurado.nombre_entidad,
        edad=compute_edad(asegurado.fecha_nacimiento, hoy),
        agregado_medico=agregado.make(sexo=asegurado.sexo, anio_nacimiento=asegurado.fecha_nacimiento.year),
        clinica=print_clinica(adscripcion),
        horario=f"{turno.desde:%-H:%M} a {turno.hasta:%-H:%M}",
        domicilio=_print_domicilio(eleccion.domicilio),
    )


def build_sav002(solicitud: Solicitud, eleccion: Eleccion, adscripcion: Adscripcion) -> DatosSAV002:
    """Return what the application that the clinic files prints."""
    domicilio = eleccion.domicilio
    return DatosSAV002(
        **_describe_persona(solicitud),
        movimiento="alta",
        clinica=print_clinica(adscripcion),
        mes_nacimiento=solicitud.get_asegurado().fecha_nacimiento.month,
        documentos=DOCUMENTOS,
        lugar=f"{_print(domicilio.municipio)}, {ESTADOS[domicilio.estado]}",
        privacidad=PRIVACIDAD,
    )


def issue_all(solicitud: Solicitud, plantel: Plantel, datos: list[Contexto]) -> None:
    """Issue the documents of a Solicitud in this order, in the caller's transaction; call it last (`issue`).

    A carnet takes the place of the one that the student has.
    """
    emitido = timezone.now()
    for contexto in datos:
        anterior = find_carnet(solicitud.titular) if contexto.tipo == DatosCarnet.tipo else None
        issue(
            clave=solicitud.clave_documento(contexto.tipo),
            datos=contexto,
            titular=solicitud.titular,
            plantel=plantel,
            emitido=emitido,
            al_terminar=Seguimiento(kind=CONCLUIR, payload={"solicitud": str(solicitud.pk)}),
            sustituye=anterior,
        )


def find_carnet(titular: UUID) -> str | None:
    """Return the clave of the carnet that a student has, or None."""
    carnet = get_valido(titular=titular, tipo=DatosCarnet.tipo)
    return carnet.clave if carnet else None


def _describe_persona(solicitud: Solicitud) -> dict[str, Any]:
    """Return the fields of `Contexto`. Raises ValueError for a student without NSS."""
    asegurado, plantel = solicitud.get_asegurado(), get_inscripcion(solicitud).plantel
    if asegurado.nss is None:
        raise ValueError("no NSS to print")
    values = {
        "institucion": plantel.institucion.nombre,
        "plantel": plantel.nombre,
        "demostracion": settings.MODO_DEMOSTRACION,
    }
    de_la_persona = (field.name for field in fields(Contexto) if field.name not in values)
    values |= {name: getattr(asegurado, name) for name in de_la_persona}
    return {name: _print(value) if isinstance(value, str) else value for name, value in values.items()}


def _print(texto: str) -> str:
    """Return a text as documents print it: what parts the fields of a cadena original cannot stand in one."""
    return texto.replace(SEPARADOR, "/")


def _describe_nacimiento(asegurado: Asegurado) -> dict[str, Any]:
    return {
        "fecha_nacimiento": asegurado.fecha_nacimiento,
        "sexo": cast("Sexo", asegurado.sexo),
        "entidad": asegurado.nombre_entidad,
    }


def _print_domicilio(domicilio: Domicilio) -> DomicilioImpreso:
    """Return the address as documents print it."""
    values = {field.name: _print(getattr(domicilio, field.name)) for field in fields(DomicilioImpreso)}
    return DomicilioImpreso(**values | {"estado": ESTADOS[domicilio.estado]})


def _print_contacto(solicitud: Solicitud, domicilio: Domicilio) -> ContactoImpreso:
    return ContactoImpreso(telefono=domicilio.telefono, celular=domicilio.celular, correo=solicitud.correo)


def _capitalize(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
