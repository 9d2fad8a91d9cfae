"""What other apps may change about students."""

import datetime as dt

from django.db import transaction

from padron.asegurados.claves import create_clave, forget_claves, use_clave
from padron.asegurados.clinica.services import adscribir, cambiar_clinica, save_domicilio
from padron.asegurados.correos import bind_correo, confirm_correo
from padron.asegurados.errors import (
    CambioReciente,
    ClaveEquivocada,
    CorreoOcupado,
    LoTramitaPlantel,
    SerieAgotada,
    SinCambio,
    SinClinica,
    YaTieneClinica,
)
from padron.asegurados.manifestacion.services import (
    NoSePregunta,
    NoSeRetira,
    forget_retiradas,
    state_sin_otro_seguro,
    withdraw_manifestacion,
)
from padron.asegurados.models import Asegurado
from padron.asegurados.registro import get_registro
from padron.asegurados.vigencia.services import record_otra_cobertura, record_renuncia
from padron.catalogos.services import SinLugar
from plataforma.seguridad.auditoria import audit

__all__ = [
    "CambioReciente",
    "ClaveEquivocada",
    "CorreoOcupado",
    "LoTramitaPlantel",
    "NoSePregunta",
    "NoSeRetira",
    "SerieAgotada",
    "SinCambio",
    "SinClinica",
    "SinLugar",
    "YaTieneClinica",
    "adscribir",
    "assign_nss",
    "bind_correo",
    "cambiar_clinica",
    "confirm_correo",
    "create_clave",
    "forget_claves",
    "forget_retiradas",
    "record_otra_cobertura",
    "record_renuncia",
    "save_domicilio",
    "state_sin_otro_seguro",
    "use_clave",
    "withdraw_manifestacion",
]

ACTOR = "sistema"


def assign_nss(*, asegurado: Asegurado, estado: str, hoy: dt.date) -> str:
    """Return the student's NSS, assigned now if there was none; however often, the same (docs/amenazas.md, F17).

    `estado` is the INEGI code of the address. Raises SerieAgotada; LoTramitaPlantel where the campus obtains it.
    Source: docs/reglas.md, «Assignment»: exactly one NSS per CURP and one CURP per NSS.
    """
    with transaction.atomic():
        # The row is the lock: a second request for the same student waits here, then reads the first one's number.
        locked = Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)
        nss = locked.nss or _give_nss(
            locked, nss=get_registro().assign(asegurado=locked, estado=estado, hoy=hoy), hoy=hoy
        )
    asegurado.nss, asegurado.origen_nss, asegurado.fecha_nss = locked.nss, locked.origen_nss, locked.fecha_nss
    return nss


def _give_nss(asegurado: Asegurado, *, nss: str, hoy: dt.date) -> str:
    asegurado.nss, asegurado.origen_nss, asegurado.fecha_nss = nss, Asegurado.Origen.ASIGNADO, hoy
    asegurado.save(update_fields=["nss", "origen_nss", "fecha_nss"])
    audit("asignar_nss", objeto=_describe(asegurado), actor=ACTOR)
    return nss


def _describe(asegurado: Asegurado) -> str:
    """Return the student as the audit log names them."""
    return f"asegurado:{asegurado.titular}"
