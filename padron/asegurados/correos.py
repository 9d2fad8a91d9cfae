"""Which e-mail addresses belong to a student: they are bound, moved, suspended and confirmed here.

Source: docs/reglas.md, «E-mail».
"""

from collections.abc import Collection

from django.db import transaction

from padron.asegurados.errors import CorreoOcupado
from padron.asegurados.models import Asegurado, CorreoSuspendido, CorreoVinculado, LimiteCorreo
from padron.asegurados.rules import normalize_correo
from padron.asegurados.signals import padron_corregido
from plataforma.seguridad.auditoria import audit

__all__ = ["bind_correo", "confirm_correo", "move_vinculo", "suspend_correos"]

ACTOR = "sistema"


def bind_correo(*, asegurado: Asegurado, correo: str) -> CorreoVinculado:
    """Bind a confirmed e-mail address to the student. The same address again changes nothing.

    Raises CorreoOcupado if the mailbox already belongs to other students, or if the student is bound to another
    mailbox. An e-mail address of the roster gives access even then (`selectors.opens`), so the caller continues. This
    function never moves a binding.
    Source: docs/amenazas.md, T3: of two confirmations at the same moment, one wins.
    """
    address = normalize_correo(correo)
    with transaction.atomic():
        locked = _lock(asegurado)
        vinculo = _get_vinculo(locked) or _take_lugar(locked, address)
    if vinculo is None or vinculo.correo != address:
        raise CorreoOcupado
    return vinculo


@transaction.atomic
def move_vinculo(*, asegurado: Asegurado, correo: str) -> None:
    """Bind an e-mail address to the student instead of the one that is bound now, because the campus allowed it.

    Raises CorreoOcupado, and changes nothing, if the mailbox already belongs to other students.
    """
    address = normalize_correo(correo)
    locked = _lock(asegurado)
    CorreoVinculado.objects.filter(asegurado=locked).exclude(correo=address).delete()
    if _get_vinculo(locked) is None and _take_lugar(locked, address) is None:
        raise CorreoOcupado


def suspend_correos(*, asegurado: Asegurado, correos: Collection[str], menos: str) -> None:
    """Suspend these e-mail addresses of the student's rosters. The address `menos` stops being suspended."""
    correos = {normalize_correo(correo) for correo in correos} - {normalize_correo(menos)}
    CorreoSuspendido.objects.filter(asegurado=asegurado, correo=normalize_correo(menos)).delete()
    rows = [CorreoSuspendido(asegurado=asegurado, correo=correo) for correo in sorted(correos)]
    CorreoSuspendido.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        valores = {"correos": [row.correo for row in rows]}
        audit("suspender correos del padrón", objeto=_describe(asegurado), actor=ACTOR, valores=valores)


@transaction.atomic
def confirm_correo(*, asegurado: Asegurado, correo: str, actor: str) -> bool:
    """Let a suspended e-mail address give access again, because the campus confirms that it belongs to the student.

    Returns whether the address was suspended.
    """
    address = normalize_correo(correo)
    deleted, _ = CorreoSuspendido.objects.filter(asegurado=asegurado, correo=address).delete()
    if deleted:
        audit("confirmar correo del padrón", objeto=_describe(asegurado), actor=actor, valores={"correo": address})
        padron_corregido.send(sender=CorreoSuspendido)  # a closed Solicitud of this address may continue now
    return bool(deleted)


def _lock(asegurado: Asegurado) -> Asegurado:
    return Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)


def _take_lugar(asegurado: Asegurado, correo: str) -> CorreoVinculado | None:
    """Take the first free place of the mailbox, or return None. The unique constraint decides, not an earlier query."""
    limite = LimiteCorreo.objects.filter(correo=correo).values_list("limite", flat=True).first() or 1
    for lugar in range(1, limite + 1):
        vinculo = CorreoVinculado(asegurado=asegurado, correo=correo, lugar=lugar)
        CorreoVinculado.objects.bulk_create([vinculo], ignore_conflicts=True)
        if stored := _get_vinculo(asegurado):
            audit("vincular_correo", objeto=_describe(asegurado), actor=ACTOR, valores={"correo": correo})
            return stored
    return None


def _get_vinculo(asegurado: Asegurado) -> CorreoVinculado | None:
    return CorreoVinculado.objects.filter(asegurado=asegurado).first()


def _describe(asegurado: Asegurado) -> str:
    """Return the identifier of the student in the audit log."""
    return f"asegurado:{asegurado.titular}"
