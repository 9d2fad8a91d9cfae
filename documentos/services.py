"""Issuing documents and ending their validity. Everything here runs inside the caller's short transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from documentos import registro
from documentos.contexts import Contexto
from documentos.models import CabezaRegistro, Documento
from documentos.sello import seal
from padron.identificadores import folio as folios
from padron.planteles.models import Plantel
from plataforma.bandeja.handlers import Payload, get_handler
from plataforma.bandeja.services import enqueue
from plataforma.seguridad.auditoria import audit

__all__ = ["ClaveOcupada", "Seguimiento", "cancel_documento", "issue", "replace_documento"]

RENDER = "documentos.render"


class ClaveOcupada(Exception):
    """The clave belongs to a document of another type or person."""


@dataclass(frozen=True)
class Seguimiento:
    """The outbox message that follows once the file is in its place. Each document sends its own, once."""

    kind: str
    payload: Payload


def issue(
    *,
    clave: str,
    datos: Contexto,
    titular: UUID,
    plantel: Plantel,
    emitido: datetime,
    al_terminar: Seguimiento | None = None,
) -> Documento:
    """Create the document, sealed and registered, and have its file made; `clave` is the caller's own name for it.

    The same clave again returns the document that stands, with the follow-on that it was first asked with. Locks the
    register until the transaction ends: call it last. Raises ClaveOcupada; CadenaInvalida for data that cannot be
    sealed; KeyError for a follow-on that nobody handles; ImproperlyConfigured without a seal.
    """
    cabeza = registro.lock()
    documento = Documento.objects.filter(clave=clave).first()
    if documento is None:
        emitido = timezone.localtime(emitido).replace(microsecond=0)
        return _create(cabeza, clave, datos, titular, plantel, emitido, al_terminar)
    if (documento.tipo, documento.titular) != (datos.tipo, titular):
        raise ClaveOcupada(clave)
    return documento


def cancel_documento(*, documento: Documento, motivo: str, actor: str) -> None:
    """End the validity of a document for a reason that its verification page will say."""
    _end(documento, estado=Documento.Estado.CANCELADO, motivo=motivo)
    audit("cancelar documento", objeto=f"documento:{documento.folio}", actor=actor, valores={"motivo": motivo})


def replace_documento(*, documento: Documento, sustituto: Documento, actor: str) -> None:
    """End the validity of a document in favour of a later one."""
    _end(documento, estado=Documento.Estado.SUSTITUIDO, sustituto=sustituto)
    valores = {"sustituto": sustituto.folio}
    audit("sustituir documento", objeto=f"documento:{documento.folio}", actor=actor, valores=valores)


def _create(
    cabeza: CabezaRegistro,
    clave: str,
    datos: Contexto,
    titular: UUID,
    plantel: Plantel,
    emitido: datetime,
    al_terminar: Seguimiento | None,
) -> Documento:
    folio = _make_folio()
    cadena = datos.make_cadena(folio=folio, emitido=emitido)
    sello = seal(cadena)
    documento = Documento.objects.create(
        clave=clave,
        tipo=datos.tipo,
        folio=folio,
        codigo=secrets.token_urlsafe(16),
        titular=titular,
        plantel=plantel,
        datos=_make_datos(datos),
        cadena=cadena,
        sello=sello.valor,
        secuencia=registro.append(cabeza, folio=folio, cadena=cadena, sello=sello),
        certificado_id=sello.numero_serie,
        emitido=emitido,
        seguimiento=_make_seguimiento(al_terminar),
    )
    enqueue(kind=RENDER, payload={"documento": documento.pk}, dedup_key=f"{RENDER}:{folio}")
    return documento


def _make_folio() -> str:
    """Return a folio that is free. The register's lock keeps others from taking it meanwhile."""
    while Documento.objects.filter(folio=(folio := folios.make())).exists():
        pass
    return folio


def _make_datos(datos: Contexto) -> dict[str, Any]:
    """Return all that the file depends on besides the row's columns, so that it can be made again."""
    return {"contexto": datos.to_json(), "portal": settings.PORTAL_NOMBRE, "sitio": settings.SITE_URL}


def _make_seguimiento(al_terminar: Seguimiento | None) -> dict[str, Any] | None:
    if al_terminar is None:
        return None
    get_handler(al_terminar.kind)  # an unknown one fails here, not when the file is made
    return {"kind": al_terminar.kind, "payload": al_terminar.payload}


def _end(documento: Documento, **values: Any) -> None:
    valid = Documento.objects.filter(pk=documento.pk, estado=Documento.Estado.VALIDO)
    if not valid.update(**values, vigente_hasta=timezone.now()):
        raise ValueError(f"{documento.folio} is not valid any more")
    documento.refresh_from_db(fields=[*values, "vigente_hasta"])
