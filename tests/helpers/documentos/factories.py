"""Documents for the tests: issued through the service, or as a bare row that can be printed without a database."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.utils import timezone

from documentos.contexts import Contexto, DatosNSS
from documentos.models import Documento
from documentos.services import RENDER, Seguimiento, issue
from plataforma.bandeja import trabajo
from plataforma.bandeja.models import Mensaje
from tests.helpers.documentos.samples import make, make_largo
from tests.helpers.factories import PlantelFactory

EMITIDO = dt.datetime(2026, 11, 20, 16, 42, 7, tzinfo=dt.UTC)
SELLO = "MEUCIQDf1y3TzW9m1mD4dTqf0o8Rk7m3v6J2kq1yq0f0Yy1c3AIgUQF3b8w5n2c9d1e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c="
TITULAR = UUID(int=7)


def make_datos(**values: Any) -> DatosNSS:
    """What the document of the number prints about an invented student."""
    return make(DatosNSS, **values)


LARGOS = make_largo(DatosNSS, situacion="localizado")


def make_row(datos: Contexto | None = None) -> Documento:
    """A document with nothing random in it, in memory only."""
    datos = datos or make_datos()
    folio = "RE-7K3M-92QX"
    return Documento(
        tipo=datos.tipo,
        folio=folio,
        codigo="Zx4-qH9_tLw2rVb7NcKm1A",
        datos={"contexto": datos.to_json(), "portal": "Ruta Estudiantil", "sitio": "https://ruta.example"},
        cadena=datos.make_cadena(folio=folio, emitido=timezone.localtime(EMITIDO)),
        sello=SELLO,
        certificado_id="0836BBAB18C74CB86AC0CEFD767EFB49AA475C6E",
        secuencia=1042,
        emitido=EMITIDO,
    )


def emit(
    clave: str = "",
    *,
    datos: Contexto | None = None,
    titular: UUID = TITULAR,
    al_terminar: Seguimiento | None = None,
    sustituye: str | None = None,
) -> Documento:
    """Issue a document as a procedure does; its file is not made yet."""
    with transaction.atomic():
        return issue(
            clave=clave or f"{uuid4()}/nss",
            datos=datos or make_datos(),
            titular=titular,
            plantel=PlantelFactory(),
            emitido=timezone.now(),
            al_terminar=al_terminar,
            sustituye=sustituye,
        )


def get_mensaje(documento: Documento) -> Mensaje:
    return Mensaje.objects.get(kind=RENDER, payload={"documento": documento.pk})


def emit_listo(**values: Any) -> Documento:
    """Issue a document and let the worker make its file."""
    documento = emit(**values)
    assert trabajo.work_on(get_mensaje(documento).pk)
    documento.refresh_from_db()
    return documento


def login(client: Client, titular: UUID = TITULAR) -> None:
    """Give the client the confirmed session of a person."""
    session = client.session
    session["titular"], session["vista"] = str(titular), timezone.now().timestamp()
    session.save()
