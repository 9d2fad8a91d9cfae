"""The clinic of a student and what they said of where they live."""

import datetime as dt

from padron.asegurados.clinica.datos import DomicilioConTelefonos
from padron.asegurados.clinica.rules import get_fecha_de_cambio as decide_fecha
from padron.asegurados.models import Adscripcion, Asegurado, DomicilioAsegurado

_CON_CLINICA = ("consultorio__turno__clinica__municipio", "anterior__consultorio__turno__clinica__municipio")


def get_adscripcion(asegurado: Asegurado) -> Adscripcion | None:
    """Return the student's present clinic, and the one before it, in one query; or None."""
    return Adscripcion.objects.select_related(*_CON_CLINICA).filter(asegurado=asegurado, hasta=None).first()


def get_fecha_de_cambio(asegurado: Asegurado, adscripcion: Adscripcion) -> dt.date | None:
    """Return the first day on which the student may change, by the policy of their campus; None: any day."""
    rows = asegurado.inscripciones.order_by("-fecha_inscripcion", "-pk")
    meses = rows.values_list("plantel__meses_entre_cambios", flat=True).first()
    return decide_fecha(ultimo_cambio=adscripcion.desde if adscripcion.anterior_id else None, meses=meses)


def get_domicilio(asegurado: Asegurado) -> DomicilioConTelefonos | None:
    """Return the address that the student gave last, in whichever procedure, or None."""
    row = DomicilioAsegurado.objects.filter(asegurado=asegurado).first()
    return DomicilioConTelefonos(**row.datos) if row else None
