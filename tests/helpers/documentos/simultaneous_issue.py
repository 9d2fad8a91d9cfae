"""What six processes do at one moment with documents; called by `tests.helpers.concurrency`."""

from collections.abc import Iterator
from io import StringIO

from tests.helpers.concurrency import at_once


def issue_a_la_vez() -> list[int]:
    """Issue in all of them; how many documents, links of the register and messages there are then."""
    from django.core.management import call_command

    from documentos.models import Documento
    from documentos.revision import verify_registro
    from plataforma.bandeja.models import Mensaje
    from tests.helpers.factories import PlantelFactory

    call_command("crear_sello", stdout=StringIO())
    plantel = PlantelFactory().pk
    at_once(lambda numero: _issue_veinte(numero, plantel), procesos=6)
    return [Documento.objects.count(), verify_registro()[0], Mensaje.objects.count()]


def _issue_veinte(numero: int, plantel: int) -> Iterator[str]:
    """Issue one clave twenty times, as everybody does, and five that nobody else has."""
    for n in range(20):
        yield _issue("la misma/nss", plantel)
        if n % 4 == 0:
            yield _issue(f"{numero}-{n}/nss", plantel)


def _issue(clave: str, plantel: int) -> str:
    from django.db import transaction

    from documentos.services import issue
    from padron.planteles.models import Plantel
    from tests.helpers.documentos.factories import EMITIDO, TITULAR, make_datos

    with transaction.atomic():
        plantel_suyo = Plantel.objects.get(pk=plantel)
        issue(clave=clave, datos=make_datos(), titular=TITULAR, plantel=plantel_suyo, emitido=EMITIDO)
    return clave
