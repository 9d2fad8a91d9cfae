"""Issuing documents and ending their validity. Everything here runs inside the caller's short transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
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

__all__ = [
    "ClaveOcupada",
    "Seguimiento",
    "SinAnterior",
    "YaSustituido",
    "cancel",
    "cancel_documento",
    "issue",
    "replace_documento",
]

RENDER = "documentos.render"


class ClaveOcupada(Exception):
    """The clave belongs to a document of another type or person."""


class SinAnterior(Exception):
    """The clave to replace or to cancel belongs to no document, or to one of another type or person."""


class YaSustituido(Exception):
    """A document that another one replaced cannot be cancelled: cancel the one that stands. Holds its clave."""


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
    sustituye: str | None = None,
    recibido: bool = False,
) -> Documento:
    """Create the document, sealed and registered, and have its file made; `clave` is the caller's own name for it.

    The same clave again returns the document that stands, with the follow-on that it was first asked with.
    `sustituye` is the clave of an earlier document of the same person and type: in the same transaction it, or what
    stands in its place by now, becomes «sustituido» by the new one; one that was cancelled stays so. `recibido` marks
    a new document as received by the school when it is issued. Locks the
    register until the transaction ends: call it last. Raises ClaveOcupada; SinAnterior; CadenaInvalida for data that
    cannot be sealed; KeyError for a follow-on that nobody handles; ImproperlyConfigured without a seal.
    """
    cabeza = registro.lock()
    anterior = _get_anterior(sustituye, datos.tipo, titular) if sustituye else None
    documento = _get_propio(clave, datos.tipo, titular)
    if documento is None:
        emitido = timezone.localtime(emitido).replace(microsecond=0)
        documento = _create(cabeza, clave, datos, titular, plantel, emitido, al_terminar, recibido)
    if anterior:
        _replace(anterior, documento)
    return documento


def cancel(*, clave: str, motivo: str, actor: str) -> Documento:
    """End the validity of the document of this clave; cancelled before, it keeps its first reason.

    Raises SinAnterior; YaSustituido; ValueError without a reason.
    """
    if not motivo.strip():
        raise ValueError("a document is cancelled for a reason")
    with transaction.atomic():
        documento = Documento.objects.select_for_update(of=("self",)).filter(clave=clave).first()
        if documento is None:
            raise SinAnterior(clave)
        if documento.sustituto is not None:
            raise YaSustituido(documento.sustituto.clave)
        if documento.estado == Documento.Estado.VALIDO:
            cancel_documento(documento=documento, motivo=motivo, actor=actor)
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


def _get_propio(clave: str, tipo: str, titular: UUID) -> Documento | None:
    documento = Documento.objects.filter(clave=clave).first()
    if documento and (documento.tipo, documento.titular) != (tipo, titular):
        raise ClaveOcupada(clave)
    return documento


def _get_anterior(clave: str, tipo: str, titular: UUID) -> Documento:
    documento = Documento.objects.filter(clave=clave, tipo=tipo, titular=titular).first()
    if documento is None:
        raise SinAnterior(clave)
    return documento


def _replace(anterior: Documento, nuevo: Documento) -> None:
    """Replace what stands in the place of `anterior`; nothing where that is `nuevo` already, or was cancelled."""
    while anterior != nuevo and anterior.sustituto is not None:
        anterior = anterior.sustituto
    if anterior != nuevo and anterior.estado == Documento.Estado.VALIDO:
        replace_documento(documento=anterior, sustituto=nuevo, actor="sistema")


def _create(
    cabeza: CabezaRegistro,
    clave: str,
    datos: Contexto,
    titular: UUID,
    plantel: Plantel,
    emitido: datetime,
    al_terminar: Seguimiento | None,
    recibido: bool,
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
        recibido=emitido if recibido else None,
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
