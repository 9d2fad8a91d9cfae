"""Tests of the admin pages and services with which staff close incidencias.

An incidencia is a problem of a student that the campus must solve. The stopped Solicitud continues after staff close
the incidencia.
"""

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.corrections import open_correo_incidencia
from tests.helpers.tramites.nss_steps import close_nss, open_nss, state
from tests.helpers.tramites.student import make_solicitud, run_outbox
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import (
    IncidenciaCerrada,
    SigueLaFalla,
    attend_incidencia,
    reject_incidencia,
    resolve_incidencia,
)
from tramites.solicitud.incidencias.conversacion import comment_incidencia
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@pytest.fixture
def con_falla(inscripcion: Inscripcion) -> Solicitud:
    """Return a Solicitud that is stopped because of a wrong birth date.

    The birth date on the roster differs from the birth date in the CURP.
    """
    nacimiento = str(inscripcion.asegurado.fecha_nacimiento)
    detalle = {"visto": nacimiento, "esperado": "1999-01-01"}
    FallaDatoFactory(asegurado=inscripcion.asegurado, causa="curp_fecha", detalle=detalle)
    return open_nss(inscripcion)


def make_management_data(*prefixes: str) -> dict[str, str]:
    """Return the form counts (TOTAL_FORMS, INITIAL_FORMS) of inline formsets.

    Django refuses the POST of an admin page without these values.
    """
    return {f"{prefix}-{kind}_FORMS": "0" for prefix in prefixes for kind in ("TOTAL", "INITIAL")}


def submit_accion(client: Client, incidencia: Incidencia, accion: str, **otros: str) -> str:
    """Choose an action on the admin page of an incidencia, and press «Guardar». Returns the HTML of the next page."""
    page = f"/admin/tramites/incidencia/{incidencia.pk}/change/"
    answer = client.post(
        page, {"accion": accion, "texto": "", **make_management_data("comentarios"), **otros}, follow=True
    )
    assert answer.status_code == 200
    return str(answer.content.decode())


def read_mail_texts() -> str:
    """Return the texts of all sent mails as one string."""
    return "\n".join(str(message.body) for message in mail.outbox)


class TestServices:
    def test_a_staff_member_can_take_over_an_incidencia_from_another_staff_member(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        for actor in ("rosa", "beto"):
            attend_incidencia(incidencia, actor=actor)
        incidencia.refresh_from_db()
        assert (incidencia.estado, incidencia.atiende) == ("en_atencion", "beto")

    def test_resolving_an_incidencia_mails_the_student_and_the_solicitud_continues(self, detenida: Solicitud) -> None:
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Ya corregimos tu nombre.")
        assert state(detenida) == Estado.CON_INCIDENCIA, "the workers do that"
        run_outbox()
        assert state(detenida) == Estado.CONFIRMADA
        assert "Ya corregimos tu nombre." in read_mail_texts()
        assert [message.subject.partition(" (")[0] for message in mail.outbox] == ["Tu plantel respondió"]
        assert "Tu trámite sigue donde se quedó." in read_mail_texts()

    def test_resolving_an_incidencia_changes_nothing_if_the_transaction_is_rolled_back(
        self, detenida: Solicitud
    ) -> None:
        before = Mensaje.objects.count()
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa")
            transaction.set_rollback(True)
        assert Mensaje.objects.count() == before
        assert Incidencia.objects.get().estado == "abierta"

    def test_the_solicitud_continues_after_staff_close_the_incidencia_as_improcedente(
        self, detenida: Solicitud
    ) -> None:
        """«improcedente» means that the campus found nothing to correct. The student gets the answer by mail."""
        with transaction.atomic():
            reject_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Tus datos están bien.")
        run_outbox()
        assert state(detenida) == Estado.CONFIRMADA
        assert "Tus datos están bien." in read_mail_texts()

    def test_an_incidencia_cannot_be_resolved_while_the_data_fault_is_not_corrected(self, con_falla: Solicitud) -> None:
        with pytest.raises(SigueLaFalla), transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa")
        assert Incidencia.objects.get().estado == "abierta"

    def test_staff_can_resolve_a_birth_date_fault_if_papers_prove_the_birth_date(self, con_falla: Solicitud) -> None:
        """Staff do not change the birth date, because the papers prove that it is correct."""
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", comprobada=True)
        run_outbox()
        assert state(con_falla) == Estado.CONFIRMADA
        assert not FallaDato.objects.get().abierta
        assert Auditoria.objects.filter(actor="rosa", accion="dar por buenos los datos curp_fecha").exists()

    def test_staff_cannot_resolve_a_duplicate_nss_even_after_checking_the_papers_of_the_student(
        self, inscripcion: Inscripcion
    ) -> None:
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa="nss_repetido")
        open_nss(inscripcion)
        with pytest.raises(SigueLaFalla), transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", comprobada=True)

    def test_resolving_an_incidencia_continues_all_stopped_solicitudes_of_the_same_student(
        self, detenida: Solicitud, inscripcion: Inscripcion
    ) -> None:
        otra = make_solicitud(Estado.CON_INCIDENCIA, inscripcion)
        ajena = make_solicitud(Estado.CON_INCIDENCIA, InscripcionFactory())
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa")
        run_outbox()
        assert [state(each) for each in (detenida, otra, ajena)] == [
            Estado.CONFIRMADA,
            Estado.CONFIRMADA,
            Estado.CON_INCIDENCIA,
        ]

    def test_only_comments_that_are_addressed_to_the_student_are_mailed(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        with transaction.atomic():
            comment_incidencia(incidencia, autor="rosa", texto="Llamé a su casa.")
            comment_incidencia(incidencia, autor="rosa", texto="Trae tu acta el lunes.", al_alumno=True)
        run_outbox()
        assert [message.to for message in mail.outbox] == [[incidencia.correo]]
        for words in ("Trae tu acta el lunes.", "Llamé"):
            assert words not in read_mail_texts(), "the student reads the comment on the page"

    def test_a_resolved_incidencia_cannot_be_assigned_or_resolved_again(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        with transaction.atomic():
            resolve_incidencia(incidencia, actor="rosa")
        for again in (attend_incidencia, resolve_incidencia):
            with pytest.raises(IncidenciaCerrada), transaction.atomic():
                again(incidencia, actor="beto")


class TestPage:
    def test_staff_can_comment_and_then_resolve_an_incidencia_on_the_admin_page(
        self, personal: Client, detenida: Solicitud
    ) -> None:
        incidencia = Incidencia.objects.get()
        assert "en atención" in submit_accion(personal, incidencia, "atender")
        submit_accion(personal, incidencia, "comentar", texto="Llamé a su casa.")
        submit_accion(personal, incidencia, "escribir", texto="Trae tu acta el lunes.")
        submit_accion(personal, incidencia, "resolver", texto="Listo.")
        run_outbox()
        incidencia.refresh_from_db()
        assert (incidencia.estado, incidencia.atiende, incidencia.respuesta) == ("resuelta", "rosa", "Listo.")
        assert list(Comentario.objects.values_list("autor", "al_alumno")) == [("rosa", False), ("rosa", True)]
        assert state(detenida) == Estado.CONFIRMADA
        page = personal.get(f"/admin/tramites/incidencia/{incidencia.pk}/change/").content.decode()
        assert "Llamé a su casa." in page
        assert 'name="accion"' not in page, "a closed incident is history"

    @pytest.mark.parametrize("accion", ["comentar", "preguntar", "citar", "escribir", "improcedente"])
    def test_an_action_that_needs_a_text_shows_an_error_if_the_text_is_empty(
        self, personal: Client, detenida: Solicitud, accion: str
    ) -> None:
        assert "Escribe el texto." in submit_accion(personal, Incidencia.objects.get(), accion)
        assert Incidencia.objects.get().estado == "abierta"

    def test_resolving_an_uncorrected_data_fault_shows_an_error_with_a_link_to_the_student(
        self, personal: Client, con_falla: Solicitud
    ) -> None:
        incidencia = Incidencia.objects.get()
        html = submit_accion(personal, incidencia, "resolver")
        assert "Corrígelos en su ficha" in html
        assert f"/admin/asegurados/asegurado/{con_falla.asegurado_id}/change/" in html
        submit_accion(personal, incidencia, "resolver", comprobada="on")
        run_outbox()
        assert state(con_falla) == Estado.CONFIRMADA

    def test_staff_can_assign_several_incidencias_to_themselves_in_the_admin_list(
        self, personal: Client, detenida: Solicitud, con_falla: Solicitud
    ) -> None:
        ids = list(Incidencia.objects.values_list("pk", flat=True))
        personal.post("/admin/tramites/incidencia/", {"action": "attend", "_selected_action": ids})
        assert set(Incidencia.objects.values_list("estado", "atiende")) == {("en_atencion", "rosa")}


class TestCorrection:
    def correct(self, client: Client, asegurado: Asegurado, **changes: str) -> None:
        """Change data of a student on the admin page of the student, and press «Guardar»."""
        page = f"/admin/asegurados/asegurado/{asegurado.pk}/change/"
        names = {name: getattr(asegurado, name) for name in ("nombres", "primer_apellido", "segundo_apellido")}
        inlines = make_management_data("inscripciones", "fallas", "adscripciones", "correo_vinculado")
        answer = client.post(page, {**names, **inlines, **changes})
        assert answer.status_code == 302, answer.content.decode()

    def test_correcting_a_name_in_the_admin_closes_the_incidencia_and_the_solicitud_continues(
        self, personal: Client, inscripcion: Inscripcion
    ) -> None:
        asegurado = inscripcion.asegurado
        right = asegurado.primer_apellido
        Asegurado.objects.update(primer_apellido="Otro")
        FallaDatoFactory(asegurado=asegurado, causa="curp_nombre")
        solicitud = open_nss(inscripcion)
        self.correct(personal, asegurado, primer_apellido=right)
        run_outbox()
        assert Incidencia.objects.get().estado == "resuelta"
        assert state(solicitud) == Estado.CONFIRMADA

    def test_correcting_an_nss_in_the_admin_finishes_the_stopped_solicitud(
        self, personal: Client, inscripcion: Inscripcion
    ) -> None:
        Asegurado.objects.update(nss_padron="61230600024")
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa="nss_digito")
        solicitud = open_nss(inscripcion)
        assert state(solicitud) == Estado.CON_INCIDENCIA
        self.correct(personal, inscripcion.asegurado, nss_correcto="61 23 06 0002 7")
        run_outbox()
        assert Asegurado.objects.get().nss == "61230600027"
        assert state(solicitud) == Estado.CONCLUIDA

    def test_correcting_an_email_address_in_the_admin_reopens_the_closed_solicitud(
        self, personal: Client, inscripcion: Inscripcion
    ) -> None:
        solicitud = close_nss(inscripcion, "nueva@example.com")
        open_correo_incidencia(solicitud, inscripcion)
        page = f"/admin/asegurados/inscripcion/{inscripcion.pk}/change/"
        fields = {"codigo": inscripcion.codigo, "correo": "Nueva@example.com", "correo_alterno": "", "nivel": "x"}
        personal.post(page, {**fields, "estatus": "activo", "fecha_inscripcion": "10/08/2026", "fecha_ingreso": ""})
        inscripcion.refresh_from_db()
        assert inscripcion.correo == "nueva@example.com"
        run_outbox()
        assert state(solicitud) == Estado.CONFIRMADA
        assert Incidencia.objects.get().estado == "resuelta"
