"""Run beside the server, in its settings: what a test needs to know or have done in its database."""

from collections import Counter
from typing import Any

from documentos.models import Documento
from padron.asegurados.models import CorreoVinculado
from plataforma.bandeja.models import Mensaje
from tests.fabricas import InscripcionFactory, PlantelFactory
from tests.helpers.tramites.student import work_off
from tramites.camino.confirmacion.uso import make_code, make_token
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion


def sembrar(cuantos: str) -> Any:
    """Enrol so many students; the last two share a mailbox."""
    plantel = PlantelFactory()
    correos = [f"alumna{n}@example.com" for n in range(int(cuantos))]
    correos[-1] = correos[-2]
    filas = [InscripcionFactory(plantel=plantel, asegurado__con_nss=True, correo=correo) for correo in correos]
    return [{"curp": fila.asegurado.curp, "correo": fila.correo, "nss": fila.asegurado.nss} for fila in filas]


def trabajar() -> Any:
    work_off()
    return Mensaje.objects.exclude(state=Mensaje.Estado.HECHO).count()


def confirmaciones(curp: str) -> Any:
    """What the mails for a CURP carry, oldest first."""
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
    """What stands in the database about these CURPs."""
    solicitudes = Solicitud.objects.filter(curp__in=curps)
    return {
        "solicitudes": Counter(solicitudes.values_list("estado", flat=True)),
        "transiciones": Counter(Transicion.objects.filter(solicitud__in=solicitudes).values_list("hacia", flat=True)),
        "continuan": solicitudes.exclude(continua_en=None).count(),
        "documentos": Documento.objects.filter(titular__in=solicitudes.values("titular")).count(),
        "vinculos": CorreoVinculado.objects.filter(asegurado__curp__in=curps).count(),
        "correo": sorted(set(solicitudes.values_list("correo", flat=True))),
    }
