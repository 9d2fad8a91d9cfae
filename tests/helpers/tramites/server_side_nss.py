"""Functions that tests run in another process, next to the web server.

This process uses the settings and the database of the web server. The functions create students without an NSS, and
read the results from the database.
"""

from collections import Counter
from typing import Any

from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Asegurado, ConsecutivoNSS
from plataforma.bandeja.models import Mensaje
from plataforma.correo.models import Correo
from tests.helpers.factories import AseguradoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.tramites.nss_steps import make_catalogos, open_nss
from tests.helpers.tramites.student import log_in, run_outbox
from tests.helpers.tramites.web_server import Sitio
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud, Transicion


def sembrar(cuantas: str) -> Any:
    """Create `cuantas` students without an NSS. Each student has a confirmed Solicitud and two sessions."""
    for fabrica in (AseguradoFactory, InscripcionFactory, PlantelFactory):
        # Start with a higher sequence number than server_side_students. Otherwise the factories would create a CURP or
        # a student code twice.
        fabrica.reset_sequence(1000)
    make_catalogos()
    plantel = PlantelFactory()
    students = []
    for _ in range(int(cuantas)):
        solicitud = open_nss(InscripcionFactory(plantel=plantel))
        browsers = [Client(), Client()]
        for browser in browsers:
            log_in(browser, solicitud.titular)
        sesiones = [browser.cookies["sesion"].value for browser in browsers]
        students.append({"url": solicitud.get_absolute_url(), "curp": solicitud.curp, "sesiones": sesiones})
    return students


def trabajar() -> Any:
    """Process all messages of the outbox. Returns how many messages failed."""
    run_outbox()
    return Mensaje.objects.exclude(state=Mensaje.Estado.HECHO).count()


def contar(*curps: str) -> Any:
    """Return the results for the students with these CURPs.

    For example, the results contain the number of NSS, the number of documents and the states of the Solicitudes.
    """
    solicitudes = Solicitud.objects.filter(curp__in=curps)
    nss = list(Asegurado.objects.filter(curp__in=curps).values_list("nss", flat=True))
    return {
        "numeros": len(set(nss) - {None}),
        "consecutivos": sum(ConsecutivoNSS.objects.values_list("ultimo", flat=True)),
        "estados": Counter(solicitudes.values_list("estado", flat=True)),
        "envios": Transicion.objects.filter(solicitud__in=solicitudes, hacia=Estado.POR_PROCESAR).count(),
        "documentos": Documento.objects.filter(titular__in=solicitudes.values("titular")).count(),
        "correos": Correo.objects.filter(para__in=solicitudes.values("correo"), plantilla="documentos").count(),
        "pasos": [sorted(solicitud.respuestas.get("pasos", {})) for solicitud in solicitudes],
        "calles": sorted((solicitud.datos or {}).get("calle", "") for solicitud in solicitudes),
    }


def ask(sitio: Sitio, orden: str, *args: str) -> Any:
    """Call the function `orden` of this module in the other process, and return its result."""
    return sitio.ask(orden, *args, en=__name__)
