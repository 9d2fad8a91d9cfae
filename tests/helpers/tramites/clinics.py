"""Test helpers for the procedures alta and cambio.

They create invented clinics and students with medical cover, and they answer the wizard steps.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.test import Client

from padron.asegurados.models import Adscripcion, Asegurado, Inscripcion
from padron.asegurados.services import adscribir
from padron.catalogos.models import CentroCP, Clinica, Consultorio, Turno
from tests.helpers.factories import InscripcionFactory, MunicipioFactory
from tests.helpers.tramites.nss_steps import CP, DOMICILIO, answer, make_catalogos
from tests.helpers.tramites.student import Respuesta, log_in, make_solicitud
from tramites.camino.apertura import open_solicitud
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

HORAS = {"matutino": (dt.time(8), dt.time(14)), "vespertino": (dt.time(14), dt.time(20))}
CENTRO = (20.6767, -103.3476)
TELEFONOS = {"celular": "33 1234 5678", "telefono": ""}
ALTA: tuple[tuple[str, dict[str, str]], ...] = (
    ("identidad", {}),
    ("codigo-postal", CP),
    ("domicilio", DOMICILIO),
    ("telefonos", TELEFONOS),
)
CAMBIO: tuple[tuple[str, dict[str, str]], ...] = (
    ("iniciar", {"motivo": "cercania"}),
    ("codigo-postal", CP),
    ("domicilio", DOMICILIO),
)
PASOS = {"alta": ALTA, "cambio": CAMBIO}


def make_clinica(numero: int, *, cupos: dict[str, int | None] | None = None, **valores: Any) -> Clinica:
    """Create an invented clinic.

    The clinic is `numero` kilometres north of the centre of the postal code 44100. `cupos` contains the number of
    places of each shift, and None means no limit. By default, the clinic has two shifts without a limit.
    """
    datos: dict[str, Any] = {
        "clave": f"XXIMS{numero:06}",
        "numero": numero,
        "nombre": f"UMF {numero} (inventada)",
        "tipologia": "UMF",
        "direccion": f"Calle Inventada {numero}",
        "colonia": "Centro",
        "cp": "44100",
        "municipio": MunicipioFactory(),
        "municipio_nombre": "Guadalajara",
        "estado": "14",
        "latitud": CENTRO[0] + numero / 111,
        "longitud": CENTRO[1],
        "horario": "lunes a viernes de 8:00 a 20:00",
        "ooad": "Jalisco",
    }
    clinica = Clinica.objects.create(**(datos | valores))
    for nombre, cupo in ({"matutino": None, "vespertino": None} if cupos is None else cupos).items():
        desde, hasta = HORAS[nombre]
        turno = Turno.objects.create(clinica=clinica, nombre=nombre, desde=desde, hasta=hasta)
        Consultorio.objects.create(turno=turno, numero=1, cupo=cupo)
    return clinica


def fill_shifts(*clinicas: Clinica, turno: str = "") -> None:
    """Make the shift `turno` of these clinics full, or all shifts if `turno` is empty."""
    consultorios = Consultorio.objects.filter(turno__clinica__in=clinicas)
    (consultorios.filter(turno__nombre=turno) if turno else consultorios).update(cupo=2, ocupados=2)


def make_clinicas(cuantas: int) -> list[Clinica]:
    """Create `cuantas` clinics, and the data of `make_catalogos_with_centro`.

    The clinic UMF 1 is nearest to the centre of the postal code 44100.
    """
    make_catalogos_with_centro()
    return [make_clinica(numero) for numero in range(1, cuantas + 1)]


def make_catalogos_with_centro() -> None:
    """Create the data of `make_catalogos`, and the coordinates of the postal code 44100."""
    make_catalogos()
    CentroCP.objects.create(cp="44100", estado="14", latitud=CENTRO[0], longitud=CENTRO[1], unidades=1)


def make_vigente(**valores: Any) -> Inscripcion:
    """Create a student with an NSS and with medical cover (vigencia).

    The medical cover began on 1 September 2026. Returns the enrolment.
    """
    datos = {"asegurado__con_nss": True, "fecha_alta_imss": dt.date(2026, 9, 1), "correo": "marisol@example.com"}
    return InscripcionFactory(**(datos | valores))


def give_clinica(asegurado: Asegurado, clinica: Clinica, turno: str = "matutino") -> Adscripcion:
    """Register the student at a clinic and shift directly, without a Solicitud."""
    return adscribir(asegurado=asegurado, clinica=clinica, turno=turno, hoy=dt.date(2026, 10, 1))


def open_tramite(tipo: str, inscripcion: Inscripcion) -> Solicitud:
    """Create a Solicitud that is already confirmed. The student sends no form and gets no mail."""
    solicitud = make_solicitud(Estado.INICIADA, inscripcion, tipo=tipo)
    with transaction.atomic():
        open_solicitud(solicitud, inscripcion.asegurado, inscripcion.correo)
    return solicitud


def begin_tramite(client: Client, tipo: str, inscripcion: Inscripcion) -> Solicitud:
    """Create a confirmed Solicitud, and log the student in with the browser `client`."""
    solicitud = open_tramite(tipo, inscripcion)
    log_in(client, solicitud.titular)
    return solicitud


def answer_until_clinica(client: Client, solicitud: Solicitud) -> None:
    """Answer all steps of an alta or cambio that come before the clinic step."""
    for step, datos in PASOS[solicitud.tipo]:
        response = answer(client, solicitud, step, datos)
        assert response.status_code == 302, (step, response.content.decode())


def choose_clinica(
    client: Client, solicitud: Solicitud, clinica: Clinica, turno: str = "matutino", **otros: str
) -> Respuesta:
    """Post the form of the clinic step with a clinic and a shift, and return the response."""
    return answer(client, solicitud, "clinica", {"lugar": f"{clinica.clave}:{turno}", "cuantas": "5", **otros})


def submit(client: Client, solicitud: Solicitud, clinica: Clinica, turno: str = "matutino") -> None:
    """Answer all steps of an alta or cambio, and submit the Solicitud."""
    answer_until_clinica(client, solicitud)
    assert choose_clinica(client, solicitud, clinica, turno).status_code == 302
    assert answer(client, solicitud, "revision").status_code == 302


def count_ocupados(clinica: Clinica, turno: str = "matutino") -> int:
    """Return how many places of a shift of the clinic are taken."""
    return sum(
        Consultorio.objects.filter(turno__clinica=clinica, turno__nombre=turno).values_list("ocupados", flat=True)
    )
