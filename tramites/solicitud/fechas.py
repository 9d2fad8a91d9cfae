"""Dates for the student, such as deadlines, and a calendar file with these dates.

The student can open the calendar file (RFC 5545) with a phone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, kw_only=True)
class Fecha:
    """A deadline or another date for the student's calendar. It contains neither CURP nor NSS.

    `clave` identifies the date among the dates of the same procedure.
    """

    clave: str
    dia: date
    titulo: str
    detalle: str = ""
    lugar: str = ""


def write_plazo(dia: date | None) -> str:
    """Return « a más tardar el 24 de noviembre», to put after an instruction, or an empty text without a day."""
    return f" a más tardar el {write_dia(dia)}" if dia else ""


def write_dia(dia: date) -> str:
    """Return a day as sentences say it, as in «24 de noviembre»."""
    return date_format(dia, r"j \d\e F").lower()


def make_consulta_vigencia(dia: date) -> Fecha:
    """Return the calendar entry «Consulta tu vigencia» for the day `dia`.

    Before this day, it is too early to ask for the vigencia (medical cover).
    """
    return Fecha(
        clave="vigencia",
        dia=dia,
        titulo="Consulta tu vigencia",
        detalle="Dice si ya puedes usar el servicio médico del IMSS.",
    )


def build_calendario(
    fechas: Iterable[Fecha], *, producto: str, folio: str, anfitrion: str, url: str, emitido: datetime
) -> bytes:
    """Return a calendar file with one all-day event for each date.

    Each event has a reminder on the day before. The UID of an event is always the same. So a student who adds the file
    twice has each event only once. `anfitrion` is the host name of the site, and `url` is the URL of the Solicitud.
    """
    from icalendar import Calendar  # a slow import (40 ms), which other pages do not need

    calendario = Calendar()
    calendario.add("version", "2.0")
    calendario.add("prodid", f"-//{producto}//Fechas//ES")
    calendario.add("calscale", "GREGORIAN")
    for fecha in fechas:
        uid = f"{folio}-{fecha.clave}@{anfitrion}"
        calendario.add_component(_build_evento(fecha, uid=uid, url=url, emitido=emitido))
    return bytes(calendario.to_ical())


def _build_evento(fecha: Fecha, *, uid: str, url: str, emitido: datetime) -> "Event":
    from icalendar import Alarm, Event

    evento = Event()
    evento.add("uid", uid)
    evento.add("dtstamp", emitido.astimezone(UTC))
    evento.add("dtstart", fecha.dia)
    evento.add("dtend", fecha.dia + timedelta(days=1))  # DTEND is exclusive, so it is the next day
    evento.add("summary", fecha.titulo)
    if fecha.detalle:
        evento.add("description", fecha.detalle)
    if fecha.lugar:
        evento.add("location", fecha.lugar)
    evento.add("url", url)
    evento.add("class", "PRIVATE")
    evento.add("transp", "TRANSPARENT")  # the calendar still shows the day as free
    aviso = Alarm()
    aviso.add("action", "DISPLAY")
    aviso.add("description", fecha.titulo)
    aviso.add("trigger", timedelta(days=-1))
    evento.add_component(aviso)
    return evento
