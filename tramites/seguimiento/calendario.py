"""The dates of a result as a calendar file (RFC 5545), so that a phone reminds of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

ANCHO = 75  # octets of a line, its end apart (RFC 5545, 3.1)


@dataclass(frozen=True, kw_only=True)
class Fecha:
    """One day that a student should keep: `clave` tells it from the others of its procedure. No CURP, no NSS."""

    clave: str
    dia: date
    titulo: str
    detalle: str = ""
    lugar: str = ""


def build_calendario(
    fechas: Iterable[Fecha], *, producto: str, folio: str, anfitrion: str, url: str, emitido: datetime
) -> str:
    """Return the file with an all-day event for each date, and a reminder the day before.

    The same folio and clave give the same UID: who adds the file again gets no second event, and a day that was moved
    moves. `url` is the address that leads back to the procedure.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{escape(producto)}//Fechas//ES", "CALSCALE:GREGORIAN"]
    for fecha in fechas:
        lines += _build_evento(fecha, uid=f"{folio}-{fecha.clave}@{anfitrion}", url=url, emitido=emitido)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _build_evento(fecha: Fecha, *, uid: str, url: str, emitido: datetime) -> list[str]:
    titulo = escape(fecha.titulo)
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{emitido.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{fecha.dia:%Y%m%d}",
        f"DTEND;VALUE=DATE:{fecha.dia + timedelta(days=1):%Y%m%d}",  # the first day that is no longer part of it
        f"SUMMARY:{titulo}",
        *([f"DESCRIPTION:{escape(fecha.detalle)}"] if fecha.detalle else []),
        *([f"LOCATION:{escape(fecha.lugar)}"] if fecha.lugar else []),
        f"URL:{url}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",  # the day stays free for other things
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{titulo}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def escape(text: str) -> str:
    """Write a text as RFC 5545, 3.3.11 asks: a line break or a comma in it must not end it."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(marked.splitlines())


def fold(line: str) -> str:
    """Break a line after at most 75 octets, and never inside a letter."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > ANCHO:
            parts.append(part)
            part = " "  # what goes on begins with a blank, which counts
        part += letter
    return "\r\n".join([*parts, part])
