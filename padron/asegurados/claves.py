"""Claim keys («claves de registro»): a campus creates a key for a student, and the student uses it once.

Source: docs/reglas.md, «E-mail»; docs/amenazas.md, T2.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from padron.asegurados.correos import move_vinculo, suspend_correos
from padron.asegurados.errors import ClaveEquivocada
from padron.asegurados.models import Asegurado, ClaveRegistro, Inscripcion
from padron.asegurados.selectors import get_correos_registrados
from padron.identificadores import clave as clave_rules
from padron.planteles.models import Plantel
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.derivacion import derive_token

__all__ = ["DURACION", "create_clave", "forget_claves", "use_clave"]

DURACION: Final = timedelta(days=30)


@transaction.atomic
def create_clave(*, asegurado: Asegurado, plantel: Plantel, actor: str) -> tuple[str, datetime]:
    """Create a key for a student of the campus. Returns the key in compact form, and the time until it is valid.

    An earlier key that the student has not used stops working, because its slip may be lost. The key cannot be read
    again later, because only its HMAC is stored.
    """
    Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)
    ClaveRegistro.objects.filter(asegurado=asegurado, usada=None).delete()
    clave, vence = clave_rules.make(), timezone.now() + DURACION
    ClaveRegistro.objects.create(
        asegurado=asegurado, plantel=plantel, huella=_derive_huella(asegurado, clave), vence=vence
    )
    objeto = f"asegurado:{asegurado.titular}"
    audit("dar clave de registro", objeto=objeto, actor=actor, valores={"plantel": plantel.clave})
    return clave, vence


@transaction.atomic
def use_clave(*, asegurado: Asegurado, clave: str, correo: str) -> list[str]:
    """Use a key of the student: bind the e-mail address `correo`, and suspend the addresses of the rosters.

    `clave` is the typed key. Returns the e-mail addresses that gave access until now and do not any more. Raises
    ClaveEquivocada if the student has no such key that is unused and valid. Raises CorreoOcupado if the mailbox belongs
    to other students; then the key stays unused.
    """
    huella = _derive_huella(asegurado, clave_rules.compact(clave))
    now = timezone.now()
    mine = ClaveRegistro.objects.filter(asegurado=asegurado, huella=huella, usada=None, vence__gt=now)
    if not mine.update(usada=now):
        raise ClaveEquivocada
    retired = [known for known in get_correos_registrados(asegurado) if known != correo]
    move_vinculo(asegurado=asegurado, correo=correo)
    suspend_correos(asegurado=asegurado, correos=_list_del_padron(asegurado), menos=correo)
    audit("usar clave de registro", objeto=f"asegurado:{asegurado.titular}", actor="alumno")
    return retired


def forget_claves(*, before: datetime) -> int:
    """Delete the keys that were valid until before that moment, used or not. Returns how many."""
    return ClaveRegistro.objects.filter(vence__lt=before).delete()[0]


def _list_del_padron(asegurado: Asegurado) -> set[str]:
    """Return the e-mail addresses of all enrolments, because an earlier one may become the present one again."""
    pares = Inscripcion.objects.filter(asegurado=asegurado).values_list("correo", "correo_alterno")
    return {correo for par in pares for correo in par if correo}


def _derive_huella(asegurado: Asegurado, clave: str) -> str:
    return derive_token("clave_de_registro", str(asegurado.titular), clave)
