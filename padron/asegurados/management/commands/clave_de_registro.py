"""`manage.py clave_de_registro [CURP_O_CODIGO …]`, with the options of `add_arguments`."""

import os
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.formats import date_format

from padron.asegurados.models import Inscripcion
from padron.asegurados.papeletas import (
    NoEncontrado,
    Papeleta,
    find_inscripcion,
    hand_out,
    list_sin_correo,
    write_csv,
    write_hoja,
)
from padron.planteles.models import Plantel

ACTOR = "clave_de_registro"


class Command(BaseCommand):
    help = (
        "Da una clave de registro a cada estudiante. La clave sirve una vez, durante 30 días, y la anterior deja de "
        "servir. Si falta alguien, no da ninguna."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quien", nargs="*", help="CURP o código de estudiante")
        parser.add_argument("--plantel", help="clave del plantel")
        parser.add_argument("--lista", type=Path, help="archivo con una CURP o un código en cada renglón")
        parser.add_argument("--sin-correo", action="store_true", help="todos los del plantel que no tienen correo")
        parser.add_argument("--csv", type=Path, help="CSV nuevo con las claves")
        parser.add_argument(
            "--hoja", type=Path, help="página HTML nueva con una papeleta por estudiante, para imprimir"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        inscripciones = _choose(options)
        with ExitStack() as stack, transaction.atomic():
            archivos = {name: stack.enter_context(_create(options[name])) for name in ("csv", "hoja") if options[name]}
            papeletas = hand_out(inscripciones, actor=ACTOR)
            if "csv" in archivos:
                write_csv(papeletas, archivos["csv"])
            if "hoja" in archivos:
                write_hoja(papeletas, archivos["hoja"])
        for papeleta in () if archivos else papeletas:
            self.stdout.write(_describe(papeleta))
        nombres = " y ".join(str(options[name]) for name in archivos)
        self.stdout.write(f"Claves: {len(papeletas)}{f', en {nombres}' if nombres else ''}.")


def _choose(options: dict[str, Any]) -> list[Inscripcion]:
    """Return the enrolments of the students that the arguments name, none twice. Raises CommandError."""
    plantel = find_plantel(options["plantel"]) if options["plantel"] else None
    quienes = [*options["quien"], *(_read_lista(options["lista"]) if options["lista"] else ())]
    chosen = _find_all(quienes, plantel)
    if options["sin_correo"]:
        if plantel is None:
            raise CommandError("Agrega --plantel: --sin-correo da claves a los de un plantel.")
        chosen += list_sin_correo(plantel)
    elif not quienes:
        raise CommandError("Escribe una CURP o un código de estudiante, o usa --lista o --sin-correo.")
    return list({inscripcion.asegurado_id: inscripcion for inscripcion in chosen}.values())


def _find_all(quienes: list[str], plantel: Plantel | None) -> list[Inscripcion]:
    """Return the enrolments. If one is missing, raises CommandError with a line for each that is missing."""
    found: list[Inscripcion] = []
    faltan: list[str] = []
    for quien in quienes:
        try:
            found.append(find_inscripcion(quien, plantel=plantel))
        except NoEncontrado as error:
            faltan.append(str(error))
    if faltan:
        raise CommandError("\n".join([*faltan, "No se dio ninguna clave."]))
    return found


def find_plantel(clave: str) -> Plantel:
    """Return the campus with this `clave`. Raises CommandError."""
    plantel = Plantel.objects.filter(clave__iexact=clave).first()
    if plantel is None:
        raise CommandError(f"Ningún plantel tiene la clave {clave}.")
    return plantel


def _read_lista(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CommandError("No se puede leer la lista. Guárdala como texto UTF-8.") from None
    return [line.strip() for line in text.splitlines() if line.strip()]


def _create(path: Path) -> TextIO:
    """Open a new file that only this user can read, because it will hold keys. Raises CommandError."""
    try:
        return os.fdopen(
            os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8-sig", newline=""
        )
    except OSError as error:
        raise CommandError(f"No se puede crear {path}: {error.strerror}. No se dio ninguna clave.") from None


def _describe(papeleta: Papeleta) -> str:
    vence = date_format(papeleta.vence, r"j \d\e F \d\e Y").lower()
    return f"{papeleta.clave}  {papeleta.codigo}  {papeleta.nombre} ({papeleta.plantel}), hasta el {vence}"
