"""Functions that tests run in another process, next to the web server.

This process uses the settings and the database of the web server. The functions create students who want the last place
of a clinic, and read the results from the database.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Adscripcion
from padron.catalogos.models import Clinica
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from plataforma.correo.models import Correo
from tests.helpers.factories import AseguradoFactory, InscripcionFactory, PlantelFactory
from tests.helpers.tramites.clinics import (
    count_ocupados,
    give_clinica,
    make_catalogos_with_centro,
    make_clinica,
    make_vigente,
    open_tramite,
)
from tests.helpers.tramites.student import log_in, run_outbox
from tests.helpers.tramites.web_server import Sitio
from tests.helpers.waiting import LIMITE
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import PROCESAR


def sembrar(tipo: str, cuantos: str) -> Any:
    """Create three clinics and `cuantos` students with medical cover.

    Each student has a confirmed Solicitud and a session. The first clinic has only one place. The other clinics have no
    limit. For a cambio, the students are already registered at the third clinic.
    """
    for fabrica in (AseguradoFactory, InscripcionFactory, PlantelFactory):
        # Start with a higher sequence number than earlier calls. Otherwise the factories would create a CURP or a
        # student code twice.
        fabrica.reset_sequence(2000 + 100 * Clinica.objects.count())
    Clinica.objects.update(en_operacion=False)
    serie = Clinica.objects.count()
    if not serie:
        make_catalogos_with_centro()
    ultima = make_clinica(serie + 1, cupos={"matutino": 1})
    make_clinica(serie + 2)
    antes = make_clinica(serie + 3)
    plantel, students = PlantelFactory(), []
    for n in range(int(cuantos)):
        inscripcion = make_vigente(plantel=plantel, correo=f"{tipo}{serie}.{n}@example.com")
        if tipo == "cambio":
            give_clinica(inscripcion.asegurado, antes)
        solicitud, browser = open_tramite(tipo, inscripcion), Client()
        log_in(browser, solicitud.titular)
        students.append(
            {"url": solicitud.get_absolute_url(), "curp": solicitud.curp, "sesion": browser.cookies["sesion"].value}
        )
    return {"clinica": ultima.clave, "antes": antes.clave, "alumnos": students}


def trabajar() -> Any:
    """Process all submitted Solicitudes at the same moment, each in its own thread.

    Then process the other messages of the outbox.
    """
    accepted = Mensaje.objects.filter(kind=PROCESAR, state=Mensaje.Estado.PENDIENTE).values_list("pk", flat=True)
    ids = list(accepted)
    barrier = Barrier(len(ids))

    def work(pk: int) -> bool:
        barrier.wait(timeout=LIMITE)
        try:
            return work_on(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(ids)) as pool:
        done = list(pool.map(work, ids))
    run_outbox()
    return {"a la vez": done, "sin hacer": Mensaje.objects.exclude(state=Mensaje.Estado.HECHO).count()}


def contar(clinica: str, antes: str, *curps: str) -> Any:
    """Return the results for these students and clinics.

    For example, the results contain the states of the Solicitudes and the number of taken places.
    """
    solicitudes = Solicitud.objects.filter(curp__in=curps)
    adscripciones = Adscripcion.objects.filter(asegurado__curp__in=curps, hasta=None).select_related(
        "consultorio__turno__clinica"
    )
    return {
        "estados": sorted(solicitudes.values_list("estado", flat=True)),
        "ocupados": count_ocupados(Clinica.objects.get(clave=clinica)),
        "antes": count_ocupados(Clinica.objects.get(clave=antes)),
        "en": sum(adscripcion.clinica.clave == clinica for adscripcion in adscripciones),
        "adscritos": len(adscripciones),
        "documentos": Documento.objects.filter(titular__in=solicitudes.values("titular")).count(),
        "avisos": Correo.objects.filter(para__in=solicitudes.values("correo"), plantilla="lugar_perdido").count(),
        "calles": sorted(
            solicitud.respuestas["pasos"]["domicilio"]["calle"] for solicitud in solicitudes.order_by("pk")
        ),
    }


def ask(sitio: Sitio, orden: str, *args: str) -> Any:
    """Call the function `orden` of this module in the other process, and return its result."""
    return sitio.ask(orden, *args, en=__name__)
