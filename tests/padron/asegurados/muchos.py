"""Run by the tests as a program: `python -m tests.padron.asegurados.muchos PRUEBA`, on the database of DATABASE_URL.

It migrates, forks real processes that start at one moment, and prints what each of them got as one JSON document.
"""

import datetime as dt
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

PROCESOS = 16
HOY = dt.date(2026, 11, 20)
POR_PROCESO = 25


def run(work: Callable[[int], Iterator[str]]) -> None:
    """Let every process do its work, and print results, errors and seconds."""
    from django.db import connections

    connections.close_all()  # a connection must not be shared over a fork
    context = multiprocessing.get_context("fork")
    barrier, queue = context.Barrier(PROCESOS + 1), context.SimpleQueue()

    def child(numero: int) -> None:
        got: list[str] = []
        errors: list[str] = []
        barrier.wait()
        try:
            got.extend(work(numero))
        except Exception as error:
            errors.append(repr(error))
        connections.close_all()
        queue.put((got, errors))

    processes = [context.Process(target=child, args=(numero,)) for numero in range(PROCESOS)]
    for process in processes:
        process.start()
    barrier.wait()
    start = time.perf_counter()
    answers = [queue.get() for _ in processes]
    seconds = time.perf_counter() - start
    for process in processes:
        process.join()
    results = [one for got, _ in answers for one in got]
    failed = [one for _, errors in answers for one in errors]
    print(json.dumps({"results": results, "errors": failed, "seconds": seconds}))  # noqa: T201


def assign_distintos() -> None:
    """Each process asks for numbers for students of its own, all of one year of birth."""
    pks = _make_asegurados(PROCESOS * POR_PROCESO)
    run(lambda numero: (_assign(pk) for pk in pks[numero::PROCESOS]))


def assign_mismo() -> None:
    """All processes ask for the number of one student."""
    pks = _make_asegurados(1)
    run(lambda _numero: (_assign(pks[0]) for _ in range(5)))


def bind_correo(limite: int = 1) -> None:
    """Each process claims the same mailbox for another student."""
    from padron.asegurados.models import LimiteCorreo

    LimiteCorreo.objects.create(correo="familia@example.com", limite=limite)
    pks = _make_asegurados(PROCESOS)
    run(lambda numero: (_bind(pks[numero]) for _ in range(3)))


def bind_compartido() -> None:
    """The same with a mailbox that three may share."""
    bind_correo(limite=3)


def adscribir_mismo() -> None:
    """All processes register one student at one clinic."""
    pks, clinica = _make_asegurados(1), _make_clinica(cupo=None)
    run(lambda _numero: (_adscribir(pks[0], clinica) for _ in range(3)))


def adscribir_ultimos() -> None:
    """Each process wants one of the three last places for a student of its own."""
    pks, clinica = _make_asegurados(PROCESOS), _make_clinica(cupo=3)
    run(lambda numero: (_adscribir(pks[numero], clinica) for _ in range(1)))


def cambiar_mismo() -> None:
    """All processes move one student to another shift."""
    pks, clinica = _make_asegurados(1), _make_clinica(cupo=None)
    _adscribir(pks[0], clinica)
    run(lambda _numero: (_cambiar(pks[0], clinica) for _ in range(1)))


def _make_asegurados(total: int) -> list[int]:
    from tests.fabricas import AseguradoFactory, SerieNSSFactory

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
    from tests.padron.asegurados.clinica.fabricas import make_clinica

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


def _import_mismo() -> None:
    """All processes load one roster at once."""
    from imss_portal.demostracion.carga import load_demostracion

    load_demostracion(total=0, hoy=HOY)
    run(lambda _numero: (str(load_demostracion(total=60, hoy=HOY).creadas) for _ in range(1)))


PRUEBAS: dict[str, Callable[[], Any]] = {
    "distintos": assign_distintos,
    "mismo": assign_mismo,
    "correo": bind_correo,
    "correo_compartido": bind_compartido,
    "importar": _import_mismo,
    "adscribir": adscribir_mismo,
    "ultimos": adscribir_ultimos,
    "cambiar": cambiar_mismo,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    PRUEBAS[sys.argv[1]]()
