"""What staff correct by hand: a name, a CURP, a number, an enrolment; and what follows from it.

After each the record is judged anew, and the procedures that waited for a correction are looked at again.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from padron.asegurados.correos import confirm_correo
from padron.asegurados.importacion.fallas import recheck_fallas
from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from padron.asegurados.signals import padron_corregido
from plataforma.seguridad.auditoria import audit

__all__ = ["COMPROBABLES", "Correccion", "accept_datos", "correct_asegurado", "correct_inscripcion"]

# Faults that may be none: an office may have issued a CURP that does not follow from the name, and rosters have typing
# errors. The others are for the record to say: no two students have one number.
COMPROBABLES: Final = frozenset(
    {
        FallaDato.Causa.CURP_NOMBRE,
        FallaDato.Causa.CURP_FECHA,
        FallaDato.Causa.CURP_SEXO,
        FallaDato.Causa.CURP_ENTIDAD,
    }
)


@dataclass(frozen=True)
class Correccion:
    """What a record should say; None leaves the number as it is. CURP and NSS are valid and nobody else's."""

    nombres: str
    primer_apellido: str
    segundo_apellido: str
    curp: str | None = None
    nss: str | None = None


@transaction.atomic
def correct_asegurado(*, asegurado: Asegurado, correccion: Correccion, hoy: dt.date, actor: str) -> None:
    """Write the correction of a student's record. The row is locked: a number may be assigned to it this moment."""
    locked = Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)
    nuevos = _list_cambios(locked, correccion, hoy)
    if not nuevos:
        return
    antes = {name: str(getattr(locked, name) or "") for name in nuevos}
    for name, value in nuevos.items():
        setattr(locked, name, value)
        setattr(asegurado, name, value)
    locked.save(update_fields=[*nuevos])
    valores = {"antes": antes, "ahora": {name: str(value) for name, value in nuevos.items()}}
    audit("corregir asegurado", objeto=f"asegurado:{locked.titular}", actor=actor, valores=valores)
    _follow(locked)


@transaction.atomic
def correct_inscripcion(*, inscripcion: Inscripcion, campos: Collection[str], actor: str) -> None:
    """Write these fields of an enrolment, whose object already holds their new values.

    An e-mail address that staff type is thereby confirmed: if it was suspended, it gives access again.
    """
    if not campos:
        return
    antes = Inscripcion.objects.values(*campos).get(pk=inscripcion.pk)
    inscripcion.save(update_fields=[*campos])
    ahora = {name: getattr(inscripcion, name) for name in campos}
    valores = {"antes": _as_texts(antes), "ahora": _as_texts(ahora)}
    audit("corregir inscripción", objeto=f"inscripcion:{inscripcion.pk}", actor=actor, valores=valores)
    for campo in {"correo", "correo_alterno"}.intersection(campos):
        confirm_correo(asegurado=inscripcion.asegurado, correo=ahora[campo], actor=actor)
    _follow(inscripcion.asegurado)


@transaction.atomic
def accept_datos(*, asegurado: Asegurado, causa: str, actor: str) -> None:
    """Close a fault because the campus saw the papers: CURP and data are right as they are.

    Raises ValueError for a cause that papers do not settle. A roster that says the same again opens it again.
    """
    if causa not in COMPROBABLES:
        raise ValueError(causa)
    if asegurado.fallas.filter(causa=causa, abierta=True).update(abierta=False):
        audit(f"dar por buenos los datos {causa}", objeto=f"asegurado:{asegurado.titular}", actor=actor)
        padron_corregido.send(sender=FallaDato)


def _list_cambios(asegurado: Asegurado, correccion: Correccion, hoy: dt.date) -> dict[str, object]:
    """Return the columns that the correction changes, with their new values."""
    values: dict[str, object] = {
        "nombres": correccion.nombres,
        "primer_apellido": correccion.primer_apellido,
        "segundo_apellido": correccion.segundo_apellido,
    }
    if correccion.curp is not None:
        values["curp"] = correccion.curp
    if correccion.nss is not None:
        values["nss_padron"] = correccion.nss
        if asegurado.nss != correccion.nss:
            values |= {"nss": correccion.nss, "origen_nss": Asegurado.Origen.LOCALIZADO, "fecha_nss": hoy}
    return {name: value for name, value in values.items() if getattr(asegurado, name) != value}


def _as_texts(values: dict[str, object]) -> dict[str, str]:
    return {name: str("" if value is None else value) for name, value in values.items()}


def _follow(asegurado: Asegurado) -> None:
    recheck_fallas(asegurado)
    padron_corregido.send(sender=Asegurado)
