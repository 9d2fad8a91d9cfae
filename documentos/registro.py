"""The register of seals: append-only, without gaps, each entry holding the hash of the one before."""

import hashlib
from datetime import UTC
from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as global_apps
from django.utils import timezone

from documentos.models import CabezaRegistro, Certificado, EntradaRegistro
from documentos.sello import Sello
from plataforma.bandeja.services import demand_transaction

GENESIS = hashlib.sha256("Registro de documentos: aquí comienza".encode()).hexdigest()


def lock() -> CabezaRegistro:
    """Return the end of the register, locked until the caller's transaction ends. Take it last, hold it shortly."""
    demand_transaction("locking the register")
    return CabezaRegistro.objects.select_for_update().get(pk=1)


def append(cabeza: CabezaRegistro, *, folio: str, cadena: str, sello: Sello) -> int:
    """Add an entry after `cabeza`, which the caller has locked. Returns its sequence number."""
    if cabeza.numero_serie != sello.numero_serie:  # the first seal with this key
        Certificado.objects.bulk_create(
            [Certificado(numero_serie=sello.numero_serie, pem=sello.pem)], ignore_conflicts=True
        )
    entrada = EntradaRegistro(
        secuencia=cabeza.secuencia + 1,
        folio=folio,
        cadena_sha256=digest(cadena),
        sello=sello.valor,
        numero_serie=sello.numero_serie,
        momento=timezone.now(),
        anterior=cabeza.hash,
    )
    entrada.hash = compute_hash(entrada)
    entrada.save(force_insert=True)
    cabeza.secuencia, cabeza.hash, cabeza.numero_serie = entrada.secuencia, entrada.hash, entrada.numero_serie
    cabeza.save(update_fields=["secuencia", "hash", "numero_serie"])
    return entrada.secuencia


def compute_hash(entrada: EntradaRegistro) -> str:
    """Return the hash that an entry with these values has. No value can hold the separator."""
    momento = entrada.momento.astimezone(UTC).isoformat(timespec="microseconds")
    values = (entrada.folio, entrada.cadena_sha256, entrada.sello, entrada.numero_serie, momento, entrada.anterior)
    return digest("|".join((str(entrada.secuencia), *values)))


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def begin_registro(*, using: str, apps: Apps = global_apps, **kwargs: Any) -> None:
    """Write the row that the first entry follows. Runs after each `migrate` and after a test empties the tables.

    A lost row is not mended by it: the entries that stand refuse a second number 1, and `verificar_registro` tells.
    """
    try:
        model = apps.get_model("documentos", "CabezaRegistro")
    except LookupError:  # migrated back to before there was a register
        return
    model.objects.using(using).get_or_create(pk=1, defaults={"secuencia": 0, "hash": GENESIS})
