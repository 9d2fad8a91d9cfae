"""Enrolments as the rule of the vigencia reads them, and the answers of the rule."""

import datetime as dt
from typing import Any

from padron.asegurados.vigencia.rules import Inscrita, Motivo, NoVigente, Periodo, Vigente

HOY = dt.date(2026, 11, 20)
NORTE, SUR = 1, 2
PASADO = Periodo(inicio=dt.date(2026, 1, 15), fin=dt.date(2026, 6, 30))
PRESENTE = Periodo(inicio=dt.date(2026, 8, 10), fin=dt.date(2026, 12, 18))
PROXIMO = Periodo(inicio=dt.date(2027, 1, 18), fin=dt.date(2027, 6, 30))


def ago(dias: int) -> dt.date:
    return HOY - dt.timedelta(days=dias)


def make(**kwargs: Any) -> Inscrita:
    """An active student who entered ten weeks ago and was accepted seven weeks ago."""
    datos: dict[str, Any] = {
        "plantel_id": NORTE,
        "registro_patronal": f"Z990000{kwargs.get('plantel_id', NORTE)}",
        "semanas": 4,
        "dias_entre_ciclos": 90,
        "periodo": PRESENTE,
        "estatus": "activo",
        "fecha_inscripcion": ago(75),
        "fecha_ingreso": ago(70),
        "fecha_alta_imss": ago(50),
    }
    return Inscrita(**datos | kwargs)


def si(inicio: dt.date, plantel: int = NORTE, hasta: dt.date | None = None) -> Vigente:
    return Vigente(inicio=inicio, plantel_id=plantel, registro_patronal=f"Z990000{plantel}", hasta=hasta)


def no(motivo: str, desde: dt.date | None = None, plantel: int | None = NORTE) -> NoVigente:
    return NoVigente(motivo=Motivo(motivo), plantel_id=plantel, semanas=4, consultar_desde=desde)
