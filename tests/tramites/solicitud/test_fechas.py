"""Tests of the calendar file with the dates of a result page.

The tests check the format of the file (RFC 5545), and who may download the file.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from padron.asegurados.models import Inscripcion
from padron.planteles.models import Plantel
from tests.helpers.tramites.student import begin_and_confirm, log_in, make_solicitud, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.fechas import Fecha, build_calendario
from tramites.solicitud.models import Solicitud

HOY = "2026-11-20 12:00-06:00"
MAX_LINE_BYTES = 75  # bytes of a line without the line end (RFC 5545, 3.1)


def build_text(*fechas: Fecha, folio: str = "RE-1") -> str:
    """Return the text of a calendar file with the dates `fechas`."""
    emitido = dt.datetime(2026, 11, 20, 12, tzinfo=dt.timezone(dt.timedelta(hours=-6)))
    return bytes.decode(
        build_calendario(
            fechas,
            producto="Ruta",
            folio=folio,
            anfitrion="portal.example",
            url="https://portal.example/x/",
            emitido=emitido,
        )
    )


def list_unfolded_lines(text: str) -> list[str]:
    """Return the lines of a calendar file.

    The file splits each long line into several parts, and this function joins the parts.
    """
    return text.replace("\r\n ", "").split("\r\n")


class TestBuildCalendario:
    def test_a_calendar_event_lasts_the_whole_day_and_has_an_alarm_on_the_day_before(self) -> None:
        text = build_text(Fecha(clave="acuse", dia=dt.date(2026, 12, 31), titulo="Entrega, hoy; ya", lugar="Sala\nB"))
        assert list_unfolded_lines(text) == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Ruta//Fechas//ES",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            "SUMMARY:Entrega\\, hoy\\; ya",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20261120T180000Z",
            "UID:RE-1-acuse@portal.example",
            "CLASS:PRIVATE",
            "LOCATION:Sala\\nB",
            "TRANSP:TRANSPARENT",
            "URL:https://portal.example/x/",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Entrega\\, hoy\\; ya",
            "TRIGGER:-P1D",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]

    def test_each_calendar_event_has_a_unique_uid_that_is_the_same_in_each_download(self) -> None:
        fechas = [Fecha(clave=clave, dia=dt.date(2026, 12, 1), titulo="T") for clave in ("a", "b")]
        uids = re.findall(r"UID:(\S+)", build_text(*fechas))
        assert len(set(uids)) == 2
        assert uids == re.findall(r"UID:(\S+)", build_text(*fechas))
        assert set(uids).isdisjoint(re.findall(r"UID:(\S+)", build_text(*fechas, folio="RE-2")))

    @given(st.text())
    def test_a_title_with_any_characters_adds_no_line_to_the_calendar_file(self, text: str) -> None:
        lines = list_unfolded_lines(build_text(Fecha(clave="a", dia=dt.date(2026, 12, 1), titulo=text)))
        assert len(lines) == len(list_unfolded_lines(build_text(Fecha(clave="a", dia=dt.date(2026, 12, 1), titulo=""))))
        assert not re.search(r"[\r\n]", "".join(lines))

    @given(st.text(alphabet="aé漢,;\\ ", max_size=400))
    def test_a_long_title_is_split_into_lines_of_at_most_75_bytes_without_losing_text(self, text: str) -> None:
        folded = build_text(Fecha(clave="a", dia=dt.date(2026, 12, 1), titulo=text))
        assert all(len(line.encode()) <= MAX_LINE_BYTES for line in folded.split("\r\n"))
        from icalendar import Calendar

        assert Calendar.from_ical(folded).events[0]["summary"] == text

    def test_a_backslash_and_a_comma_in_a_title_are_escaped_in_the_calendar_file(self) -> None:
        text = build_text(Fecha(clave="a", dia=dt.date(2026, 12, 1), titulo="a\\n,b"))
        assert "SUMMARY:a\\\\n\\,b\r\n" in text


@pytest.mark.django_db
class TestCalendarioView:
    @pytest.fixture
    def concluida(self, client: Client, alumna: Inscripcion) -> Solicitud:
        """Return a finished NSS Solicitud. The result page of the Solicitud has two dates in the future."""
        with time_machine.travel(HOY):
            Plantel.objects.update(recibe_en_papel=True)  # otherwise there is no deadline for the acuse
            Inscripcion.objects.update(
                fecha_inscripcion="2026-11-19", fecha_carga="2026-11-19", fecha_ingreso="2026-11-19"
            )
            solicitud = begin_and_confirm(client, alumna.asegurado.curp, alumna.correo)
            run_outbox()
        return solicitud

    def test_the_result_page_links_to_a_calendar_file_with_two_dates_and_no_personal_data(
        self, client: Client, alumna: Inscripcion, concluida: Solicitud
    ) -> None:
        with time_machine.travel(HOY):
            address = url("calendario", concluida)
            page = client.get(url("resultado", concluida)).content.decode()
            answer = client.get(address)
        assert f'href="{address}">Agregar estas fechas a mi calendario' in page
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="fechas-{concluida.folio}.ics"'
        text = "\n".join(list_unfolded_lines(answer.content.decode()))
        assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20261122", "20261217"]
        assert re.findall(r"UID:(\S+)-(\w+)@", text) == [(concluida.folio, "acuse"), (concluida.folio, "vigencia")]
        assert f"LOCATION:Control Escolar de {alumna.plantel.nombre}" in text
        secrets = (alumna.asegurado.curp, str(alumna.asegurado.nss), alumna.correo, alumna.asegurado.nombres)
        assert not [secret for secret in secrets if secret in text]

    def test_the_calendar_file_does_not_contain_dates_that_have_passed(
        self, client: Client, concluida: Solicitud
    ) -> None:
        with time_machine.travel("2026-11-25 12:00-06:00"):
            log_in(client, concluida.titular)
            assert client.get(url("calendario", concluida)).content.decode().count("BEGIN:VEVENT") == 1
            assert "Agregar esta fecha a mi calendario" in client.get(url("resultado", concluida)).content.decode()
        with time_machine.travel("2027-06-01 12:00-06:00"):
            log_in(client, concluida.titular)
            assert client.get(url("calendario", concluida)).url == concluida.get_absolute_url()
            assert "a mi calendario" not in client.get(url("resultado", concluida)).content.decode()

    def test_T4_a_browser_without_the_session_of_the_student_cannot_download_the_calendar_file(
        self, otro_navegador: Client, concluida: Solicitud
    ) -> None:
        answer = otro_navegador.get(url("calendario", concluida))
        assert answer.status_code == 403
        assert b"BEGIN:VCALENDAR" not in answer.content

    @pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONCLUIDA}))
    def test_a_solicitud_that_is_not_concluida_has_no_calendar_file(
        self, client: Client, alumna: Inscripcion, estado: Estado
    ) -> None:
        solicitud = make_solicitud(estado, alumna)
        log_in(client, solicitud.titular)
        assert client.get(url("calendario", solicitud)).url == solicitud.get_absolute_url()
