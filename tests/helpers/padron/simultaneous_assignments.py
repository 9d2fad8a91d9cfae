"""What sixteen processes do at one moment with students; called by `tests.helpers.concurrency`."""

import datetime as dt

from tests.helpers.concurrency import PROCESOS, at_once

HOY = dt.date(2026, 11, 20)
POR_PROCESO = 25


def assign_distintos() -> list[str]:
    """Each process asks for numbers for students of its own, all of one year of birth."""
    pks = _make_asegurados(PROCESOS * POR_PROCESO)
    return at_once(lambda numero: (_assign(pk) for pk in pks[numero::PROCESOS]))


def assign_mismo() -> list[str]:
    """All processes ask for the number of one student."""
    pks = _make_asegurados(1)
    return at_once(lambda _numero: (_assign(pks[0]) for _ in range(5)))


def bind_correo(limite: int = 1) -> list[str]:
    """Each process claims the same mailbox for another student."""
    from padron.asegurados.models import LimiteCorreo

    LimiteCorreo.objects.create(correo="familia@example.com", limite=limite)
    pks = _make_asegurados(PROCESOS)
    return at_once(lambda numero: (_bind(pks[numero]) for _ in range(3)))


def bind_compartido() -> list[str]:
    """The same with a mailbox that three may share."""
    return bind_correo(limite=3)


def adscribir_mismo() -> list[str]:
    """All processes register one student at one clinic."""
    pks, clinica = _make_asegurados(1), _make_clinica(cupo=None)
    return at_once(lambda _numero: (_adscribir(pks[0], clinica) for _ in range(3)))


def adscribir_ultimos() -> list[str]:
    """Each process wants one of the three last places for a student of its own."""
    pks, clinica = _make_asegurados(PROCESOS), _make_clinica(cupo=3)
    return at_once(lambda numero: (_adscribir(pks[numero], clinica) for _ in range(1)))


def cambiar_mismo() -> list[str]:
    """All processes move one student to another shift."""
    pks, clinica = _make_asegurados(1), _make_clinica(cupo=None)
    _adscribir(pks[0], clinica)
    return at_once(lambda _numero: (_cambiar(pks[0], clinica) for _ in range(1)))


def import_mismo() -> list[str]:
    """All processes load one roster at once."""
    from imss_portal.demostracion.carga import load_demostracion

    load_demostracion(total=0, hoy=HOY)
    return at_once(lambda _numero: (str(load_demostracion(total=60, hoy=HOY).creadas) for _ in range(1)))


def _make_asegurados(total: int) -> list[int]:
    from tests.helpers.factories import AseguradoFactory, SerieNSSFactory

    SerieNSSFactory(estado="14", serie="61", orden=1)
    # One year of birth, so that all of them meet at one counter.
    nacimientos = [dt.date(2005, 1, 1) + dt.timedelta(days=n % 365) for n in range(total)]
    return [AseguradoFactory(fecha_nacimiento=fecha).pk for fecha in nacimientos]


def _assign(pk: int) -> str:
    from padron.asegurados.models import Asegurado
    from padron.asegurados.services import assign_nss

    return assign_nss(asegurado=Asegurado.objects.get(pk=pk), estado="14", hoy=HOY)


def _bind(pk: int) -> str:
    from padron.asegurados.models import Asegurado
    from padron.asegurados.services import CorreoOcupado, bind_correo

    try:
        vinculo = bind_correo(asegurado=Asegurado.objects.get(pk=pk), correo="familia@example.com")
    except CorreoOcupado:
        return "ocupado"
    return f"{vinculo.asegurado_id}:{vinculo.lugar}"


def _make_clinica(cupo: int | None) -> int:
    from tests.helpers.padron.clinic_factories import make_clinica

    return make_clinica(1, cupo=cupo).pk


def _adscribir(pk: int, clinica: int) -> str:
    from padron.asegurados.models import Asegurado
    from padron.asegurados.services import SinLugar, adscribir
    from padron.catalogos.models import Clinica

    row = Clinica.objects.get(pk=clinica)
    try:
        adscripcion = adscribir(asegurado=Asegurado.objects.get(pk=pk), clinica=row, turno="matutino", hoy=HOY)
    except SinLugar:
        return "lleno"
    return f"{adscripcion.pk}:{_count_ocupados()}"


def _cambiar(pk: int, clinica: int) -> str:
    from padron.asegurados.models import Asegurado
    from padron.asegurados.services import SinCambio, cambiar_clinica
    from padron.catalogos.models import Clinica

    row, asegurado = Clinica.objects.get(pk=clinica), Asegurado.objects.get(pk=pk)
    try:
        cambiar_clinica(asegurado=asegurado, clinica=row, turno="vespertino", motivo="turno", hoy=HOY)
    except SinCambio:
        return "sin cambio"
    return f"cambio:{_count_ocupados()}"


def _count_ocupados() -> int:
    from django.db.models import Sum

    from padron.catalogos.models import Consultorio

    return int(Consultorio.objects.aggregate(total=Sum("ocupados"))["total"])
