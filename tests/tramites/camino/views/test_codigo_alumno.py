"""The student code: it gives access if the roster has no e-mail address of the student and the campus accepts codes.

The school gives each student a code. The field of the claim key, on the page of a closed Solicitud, takes the code too.
"""

import pytest
from django.test import Client

from padron.asegurados.models import CorreoVinculado, Inscripcion
from padron.planteles.models import Plantel
from tests.helpers.factories import CorreoVinculadoFactory, FallaDatoFactory
from tests.helpers.tramites.closed import SU_CORREO, cerrada, post_avisar_plantel, sin_correo, type_clave
from tests.helpers.tramites.nss_steps import close_nss, state
from tests.helpers.tramites.student import (
    EXTRANO,
    begin_and_confirm,
    log_in,
    mails_to,
    run_outbox,
    unknown_curp,
    url,
)
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["cerrada", "sin_correo"]
pytestmark = pytest.mark.django_db
NO_ABRE = "Con esa clave tampoco podemos continuar. Te quedan 4 intentos"


class TestCodigoAlumno:
    @pytest.mark.parametrize("codigo", ["gdl-0042", " GDL-0042 ", "Gdl- 0042\t"])
    def test_the_student_code_gives_access_to_a_closed_solicitud(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion, codigo: str
    ) -> None:
        assert type_clave(client, cerrada, codigo).url == cerrada.get_absolute_url()
        assert CorreoVinculado.objects.get().correo == SU_CORREO
        page = client.get(cerrada.get_absolute_url(), follow=True)
        assert page.redirect_chain[-1][0].endswith("/paso/identidad/")
        assert "Alonso" in page.content.decode()
        assert Solicitud.objects.get().titular == sin_correo.asegurado.titular

    def test_after_the_student_code_the_email_address_gives_access_to_later_solicitudes(
        self, client: Client, cerrada: Solicitud
    ) -> None:
        type_clave(client, cerrada, "gdl-0042")
        again = begin_and_confirm(Client(), cerrada.curp, SU_CORREO)
        assert (again.estado, again.continua_en_id) == (Estado.CANCELADA, cerrada.pk)

    def test_T2_a_used_student_code_gives_no_access_with_another_email_address(
        self, client: Client, cerrada: Solicitud, otro_navegador: Client
    ) -> None:
        type_clave(client, cerrada, "gdl-0042")
        other = begin_and_confirm(otro_navegador, cerrada.curp, EXTRANO)
        page = type_clave(otro_navegador, other, "gdl-0042")
        assert NO_ABRE in page.content.decode()
        assert state(other) == Estado.INICIADA

    @pytest.mark.parametrize(
        "case", ["wrong", "not accepted", "address on the roster", "bound", "no code", "unknown", "mailbox taken"]
    )
    def test_T2_every_refused_student_code_shows_the_same_error(
        self, client: Client, sin_correo: Inscripcion, case: str
    ) -> None:
        """A stranger must not learn why the portal refused the student code."""
        solicitud = close_nss(sin_correo, SU_CORREO)
        if case == "not accepted":
            Plantel.objects.update(codigo_abre=False)
        elif case == "address on the roster":
            Inscripcion.objects.update(correo="otro@example.com")
        elif case == "bound":
            CorreoVinculadoFactory(asegurado=sin_correo.asegurado)
        elif case == "no code":
            Inscripcion.objects.update(codigo="")
        elif case == "unknown":
            Solicitud.objects.update(curp=unknown_curp())
        elif case == "mailbox taken":
            CorreoVinculadoFactory(correo=SU_CORREO)
        log_in(client, solicitud.titular)
        page = type_clave(client, solicitud, "gdl-0043" if case == "wrong" else "gdl-0042")
        text = page.content.decode()
        assert page.status_code == 200
        assert text.count(NO_ABRE) == 2  # once in the error summary and once at the field
        assert "No podemos continuar con este correo" in text
        assert "Alonso" not in text
        assert (state(solicitud), Solicitud.objects.get().motivo_cierre) == (Estado.INICIADA, "correo")
        assert not CorreoVinculado.objects.filter(asegurado=sin_correo.asegurado, correo=SU_CORREO).exists()

    @pytest.mark.parametrize("codigo", ["\x00", "🏠", "٤٢", "<script>", "x" * 90_000, "' OR 1=1 --"])
    def test_an_invalid_student_code_is_shown_again_in_the_field(
        self, client: Client, cerrada: Solicitud, codigo: str
    ) -> None:
        page = type_clave(client, cerrada, codigo)
        assert page.status_code == 200
        assert page.context["clave_form"]["clave"].value() == codigo
        assert "<script>" not in page.content.decode()

    def test_an_empty_student_code_shows_an_error_message(self, client: Client, cerrada: Solicitud) -> None:
        assert "Escribe tu clave de registro" in type_clave(client, cerrada, " ").content.decode()

    def test_T2_after_five_wrong_codes_over_all_email_addresses_the_right_code_gives_no_access(
        self, client: Client, cerrada: Solicitud
    ) -> None:
        """Student codes are short and in sequence, so a stranger with many e-mail addresses could guess one."""
        for n in range(5):
            stranger = Client()
            type_clave(stranger, begin_and_confirm(stranger, cerrada.curp, f"x{n}@example.org"), f"gdl-004{n + 3}")
        assert type_clave(client, cerrada, "gdl-0042").status_code == 200
        assert state(cerrada) == Estado.INICIADA

    def test_typing_the_student_code_closes_the_incidencia_that_the_student_reported(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        """The student opened the incidencia with the button «Avisar a mi plantel».

        No mail says that the incidencia is closed, because the student solved the problem.
        """
        post_avisar_plantel(client, cerrada, sin_correo.plantel_id)
        type_clave(client, cerrada, "gdl-0042")
        run_outbox()
        assert Incidencia.objects.get().estado == "resuelta"
        assert [mail.subject.partition(" (")[0] for mail in mails_to(SU_CORREO)[1:]] == ["Avisamos a tu plantel"]

    def test_a_student_with_a_data_fault_sees_the_incidencia_page_after_typing_the_student_code(
        self, client: Client, cerrada: Solicitud, sin_correo: Inscripcion
    ) -> None:
        FallaDatoFactory(asegurado=sin_correo.asegurado)
        type_clave(client, cerrada, "gdl-0042")
        assert client.get(cerrada.get_absolute_url()).url == url("incidencia", cerrada)

    def test_T9_the_forms_of_a_closed_solicitud_change_nothing_after_the_solicitud_was_reopened(
        self, client: Client, cerrada: Solicitud
    ) -> None:
        type_clave(client, cerrada, "gdl-0042")
        assert type_clave(client, cerrada, "gdl-0042").url == cerrada.get_absolute_url()
        assert post_avisar_plantel(client, cerrada, 1).url == cerrada.get_absolute_url()
        assert state(cerrada) == Estado.CONFIRMADA
        assert not Incidencia.objects.exists()
