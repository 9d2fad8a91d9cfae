"""Functions that tests run in another process, next to the web server.

This process uses the settings and the database of the web server. The functions create students with an NSS, and read
the tokens and codes of the confirmation mails.
"""

from collections import Counter
from typing import Any

from documentos.models import Documento
from padron.asegurados.models import CorreoVinculado
from plataforma.bandeja.models import Mensaje
from tests.helpers.factories import InscripcionFactory, PlantelFactory
from tests.helpers.tramites.student import run_outbox
from tramites.camino.confirmacion.uso import make_code, make_token
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion


def sembrar(cuantos: str) -> Any:
    """Create `cuantos` students with an NSS. The last two students have the same e-mail address."""
    plantel = PlantelFactory()
    correos = [f"alumna{n}@example.com" for n in range(int(cuantos))]
    correos[-1] = correos[-2]
    filas = [InscripcionFactory(plantel=plantel, asegurado__con_nss=True, correo=correo) for correo in correos]
    return [{"curp": fila.asegurado.curp, "correo": fila.correo, "nss": fila.asegurado.nss} for fila in filas]


def trabajar() -> Any:
    """Process all messages of the outbox. Returns how many messages failed."""
    run_outbox()
    return Mensaje.objects.exclude(state=Mensaje.Estado.HECHO).count()


def confirmaciones(curp: str) -> Any:
    """Return the Confirmaciones of a CURP, oldest first.

    A Confirmacion is one link and one code. The result also contains how often a student tried the code.
    """
    filas = Confirmacion.objects.filter(solicitud__curp=curp).order_by("creada").select_related("solicitud")
    return [
        {
            "solicitud": str(fila.solicitud_id),
            "correo": fila.correo,
            "token": make_token(fila),
            "codigo": make_code(fila),
            "intentos": fila.intentos,
        }
        for fila in filas
    ]


def contar(*curps: str) -> Any:
    """Return the results for these CURPs.

    For example, `vinculos` is the number of e-mail addresses that are bound to the CURPs. `continuan` is the number of
    Solicitudes that were cancelled because the student continues an earlier Solicitud.
    """
    solicitudes = Solicitud.objects.filter(curp__in=curps)
    return {
        "solicitudes": Counter(solicitudes.values_list("estado", flat=True)),
        "transiciones": Counter(Transicion.objects.filter(solicitud__in=solicitudes).values_list("hacia", flat=True)),
        "continuan": solicitudes.exclude(continua_en=None).count(),
        "documentos": Documento.objects.filter(titular__in=solicitudes.values("titular")).count(),
        "vinculos": CorreoVinculado.objects.filter(asegurado__curp__in=curps).count(),
        "correo": sorted(set(solicitudes.values_list("correo", flat=True))),
    }
