"""What changes a student's clinic and address. Source: docs/reglas.md, «Vigencia»."""

import datetime as dt

from django.db import transaction

from padron.asegurados.clinica.datos import DomicilioConTelefonos
from padron.asegurados.clinica.selectors import get_adscripcion, get_fecha_de_cambio
from padron.asegurados.errors import CambioReciente, SinCambio, SinClinica, YaTieneClinica
from padron.asegurados.models import Adscripcion, Asegurado, DomicilioAsegurado
from padron.catalogos.models import Clinica
from padron.catalogos.services import release_lugar, take_lugar
from plataforma.seguridad.auditoria import audit

ACTOR = "sistema"


def adscribir(*, asegurado: Asegurado, clinica: Clinica, turno: str, hoy: dt.date, actor: str = ACTOR) -> Adscripcion:
    """Register the student at a clinic; however often, the same row and one place taken (docs/amenazas.md, F17).

    Raises YaTieneClinica if they are at another clinic or shift; SinLugar.
    """
    with transaction.atomic():
        _lock(asegurado)
        if (actual := get_adscripcion(asegurado)) is not None:
            if actual.is_at(clinica=clinica, turno=turno):
                return actual
            raise YaTieneClinica(actual)
        consultorio = take_lugar(clinica=clinica, turno=turno)
        nueva = Adscripcion.objects.create(asegurado=asegurado, consultorio=consultorio, desde=hoy)
        audit("adscribir", objeto=_describe(asegurado), actor=actor, valores=_make_valores(nueva))
    return nueva


def cambiar_clinica(
    *, asegurado: Asegurado, clinica: Clinica, turno: str, motivo: str, hoy: dt.date, actor: str = ACTOR
) -> Adscripcion:
    """Move the student to another clinic or shift. Return the new row; its `anterior` is the former, closed now.

    A failure leaves everything as it was. Raises SinClinica; SinCambio, also when the same change comes again;
    CambioReciente by the policy of the campus; SinLugar.
    """
    with transaction.atomic():
        _lock(asegurado)
        actual = _check_cambio(asegurado, clinica=clinica, turno=turno, hoy=hoy)
        consultorio = take_lugar(clinica=clinica, turno=turno)
        release_lugar(consultorio=actual.consultorio)
        actual.hasta = hoy
        actual.save(update_fields=["hasta"])
        nueva = Adscripcion.objects.create(
            asegurado=asegurado, consultorio=consultorio, desde=hoy, motivo=motivo, anterior=actual
        )
        valores = {"antes": _make_valores(actual), **_make_valores(nueva), "motivo": motivo}
        audit("cambiar_clinica", objeto=_describe(asegurado), actor=actor, valores=valores)
    return nueva


def save_domicilio(*, asegurado: Asegurado, domicilio: DomicilioConTelefonos, hoy: dt.date, actor: str = ACTOR) -> None:
    """Keep the address and telephones for the student's next procedure; the same ones again change nothing."""
    with transaction.atomic():
        _lock(asegurado)
        datos = domicilio.to_json()
        stored = DomicilioAsegurado.objects.filter(asegurado=asegurado).first()
        if stored and stored.datos == datos:
            return
        DomicilioAsegurado.objects.update_or_create(asegurado=asegurado, defaults={"datos": datos, "fecha": hoy})
        audit("guardar_domicilio", objeto=_describe(asegurado), actor=actor)


def _check_cambio(asegurado: Asegurado, *, clinica: Clinica, turno: str, hoy: dt.date) -> Adscripcion:
    """Return the present clinic, if it may be left for that one today."""
    actual = get_adscripcion(asegurado)
    if actual is None:
        raise SinClinica
    if actual.is_at(clinica=clinica, turno=turno):
        raise SinCambio
    desde = get_fecha_de_cambio(asegurado, actual)
    if desde and hoy < desde:
        raise CambioReciente(desde)
    return actual


def _lock(asegurado: Asegurado) -> None:
    """Make whoever comes at the same time for the same student wait here for the commit."""
    Asegurado.objects.select_for_update(of=("self",)).get(pk=asegurado.pk)


def _make_valores(adscripcion: Adscripcion) -> dict[str, str]:
    return {"clinica": adscripcion.clinica.clave, "turno": adscripcion.turno.nombre}


def _describe(asegurado: Asegurado) -> str:
    """Return the student as the audit log names them."""
    return f"asegurado:{asegurado.titular}"
