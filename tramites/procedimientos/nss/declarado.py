"""An NSS that the student typed while the campus obtains one, until the campus confirms it.

The rules are in docs/reglas.md, «The NSS procedure». The NSS is stored in `Solicitud.nss_escrito`.
"""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from padron.asegurados.correccion import Correccion, correct_asegurado
from padron.asegurados.models import Asegurado
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.limites import Limite, take
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

__all__ = ["NSSNoConfirmable", "confirm_nss", "declare_nss", "is_ajeno"]

INTENTOS: Final = Limite("nss_propio", 5, timedelta(days=1))


class NSSNoConfirmable(Exception):
    """There is no NSS to confirm: the Solicitud does not wait, the student has an NSS, or the NSS is of another."""


def is_ajeno(solicitud: Solicitud, nss: str) -> bool:
    """Return whether the NSS belongs to another student, or stands on a roster for another student.

    Each call counts. Raises LimiteAlcanzado after five calls of a student in a day, because the answer tells whether a
    number is on a roster.
    """
    take(INTENTOS, str(solicitud.titular))
    return _has_otro(solicitud, nss)


def declare_nss(solicitud: Solicitud, *, nss: str) -> None:
    """Store the NSS that the student typed, for the campus to confirm. The caller has locked the row."""
    solicitud.nss_escrito = nss
    solicitud.save(update_fields=["nss_escrito", "actualizada"])
    audit("escribir NSS", objeto=solicitud.objeto, actor="alumno")


@transaction.atomic
def confirm_nss(solicitud: Solicitud, *, hoy: date, actor: str) -> None:
    """Give the student the NSS that the student typed, because the campus checked it.

    The correction of the record makes workers look at the waiting Solicitudes of the student again, and this Solicitud
    continues. Raises NSSNoConfirmable.
    """
    locked = Solicitud.objects.select_for_update(of=("self",), no_key=True).get(pk=solicitud.pk)
    asegurado, nss = locked.get_asegurado(), locked.nss_escrito
    if locked.estado != Estado.EN_ESPERA or not nss or asegurado.nss or _has_otro(locked, nss):
        raise NSSNoConfirmable
    correccion = Correccion(
        nombres=asegurado.nombres,
        primer_apellido=asegurado.primer_apellido,
        segundo_apellido=asegurado.segundo_apellido,
        nss=nss,
    )
    correct_asegurado(asegurado=asegurado, correccion=correccion, hoy=hoy, actor=actor)


def _has_otro(solicitud: Solicitud, nss: str) -> bool:
    otros = Asegurado.objects.exclude(pk=solicitud.get_asegurado().pk)
    return otros.filter(Q(nss=nss) | Q(nss_padron=nss)).exists()
