"""Staff take, comment and solve incidents: the student is told, and what waited goes on by itself."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client

from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from plataforma.bandeja.models import Mensaje
from plataforma.seguridad.models import Auditoria
from tests.fabricas import FallaDatoFactory, InscripcionFactory
from tests.helpers.tramites.corrections import open_correo_incidencia
from tests.helpers.tramites.nss_steps import close_nss, open_nss, state
from tests.helpers.tramites.student import make_solicitud, run_outbox, url
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.atencion import (
    IncidenciaCerrada,
    SigueLaFalla,
    attend_incidencia,
    comment_incidencia,
    reject_incidencia,
    resolve_incidencia,
)
from tramites.solicitud.incidencias.models import Comentario, Incidencia
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db


@pytest.fixture
def personal(client: Client) -> Client:
    """The browser of staff."""
    otro = Client()
    otro.force_login(User.objects.create_superuser("rosa"))
    return otro


@pytest.fixture
def detenida(client: Client, solicitud: Solicitud) -> Solicitud:
    """A procedure whose student said that the data are not theirs."""
    client.post(url("no_son_mis_datos", solicitud))
    run_outbox()
    mail.outbox.clear()
    return solicitud


@pytest.fixture
def con_falla(inscripcion: Inscripcion) -> Solicitud:
    """A procedure stopped by a birth date that the roster has otherwise."""
    nacimiento = str(inscripcion.asegurado.fecha_nacimiento)
    detalle = {"visto": nacimiento, "esperado": "1999-01-01"}
    FallaDatoFactory(asegurado=inscripcion.asegurado, causa="curp_fecha", detalle=detalle)
    return open_nss(inscripcion)


def manage(*prefixes: str) -> dict[str, str]:
    """What the tables below a page send along."""
    return {f"{prefix}-{kind}_FORMS": "0" for prefix in prefixes for kind in ("TOTAL", "INITIAL")}


def send(client: Client, incidencia: Incidencia, accion: str, **otros: str) -> str:
    """Press «Guardar» on the incident's page; what it says."""
    page = f"/admin/tramites/incidencia/{incidencia.pk}/change/"
    answer = client.post(page, {"accion": accion, "texto": "", **manage("comentarios"), **otros}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def bodies() -> str:
    return "\n".join(str(message.body) for message in mail.outbox)


class TestServices:
    def test_taking_shows_who_has_it_and_somebody_else_may_take_it_over(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        for actor in ("rosa", "beto"):
            attend_incidencia(incidencia, actor=actor)
        incidencia.refresh_from_db()
        assert (incidencia.estado, incidencia.atiende) == ("en_atencion", "beto")

    def test_solved_the_student_is_told_and_the_procedure_goes_on(self, detenida: Solicitud) -> None:
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Ya corregimos tu nombre.")
        assert state(detenida) == Estado.CON_INCIDENCIA, "the workers do that"
        run_outbox()
        assert state(detenida) == Estado.CONFIRMADA
        assert "Ya corregimos tu nombre." in bodies()
        assert [message.subject.partition(" (")[0] for message in mail.outbox] == [
            "Tu plantel respondió",
            "Tu trámite puede continuar",
        ]

    def test_what_does_not_commit_moves_nothing(self, detenida: Solicitud) -> None:
        before = Mensaje.objects.count()
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa")
            transaction.set_rollback(True)
        assert Mensaje.objects.count() == before
        assert Incidencia.objects.get().estado == "abierta"

    def test_improcedente_says_why_and_leads_on_where_nothing_is_wrong(self, detenida: Solicitud) -> None:
        with transaction.atomic():
            reject_incidencia(Incidencia.objects.get(), actor="rosa", respuesta="Tus datos están bien.")
        run_outbox()
        assert state(detenida) == Estado.CONFIRMADA
        assert "Tus datos están bien." in bodies()

    def test_a_fault_that_the_record_still_shows_cannot_be_solved(self, con_falla: Solicitud) -> None:
        with pytest.raises(SigueLaFalla), transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa")
        assert Incidencia.objects.get().estado == "abierta"

    def test_papers_may_show_that_the_record_is_right(self, con_falla: Solicitud) -> None:
        with transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", comprobada=True)
        run_outbox()
        assert state(con_falla) == Estado.CONFIRMADA
        assert not FallaDato.objects.get().abierta
        assert Auditoria.objects.filter(actor="rosa", accion="dar por buenos los datos curp_fecha").exists()

    def test_papers_settle_no_number(self, inscripcion: Inscripcion) -> None:
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa="nss_repetido")
        open_nss(inscripcion)
        with pytest.raises(SigueLaFalla), transaction.atomic():
            resolve_incidencia(Incidencia.objects.get(), actor="rosa", comprobada=True)

    def test_every_run_that_waited_for_it_goes_on_and_no_other(
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

    def test_a_comment_stays_inside_and_a_message_goes_out(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        with transaction.atomic():
            comment_incidencia(incidencia, autor="rosa", texto="Llamé a su casa.")
            comment_incidencia(incidencia, autor="rosa", texto="Trae tu acta el lunes.", al_alumno=True)
        run_outbox()
        assert [message.to for message in mail.outbox] == [[incidencia.correo]]
        assert "Trae tu acta el lunes." in bodies()
        assert "Llamé" not in bodies()

    def test_solved_twice_is_solved_once(self, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        with transaction.atomic():
            resolve_incidencia(incidencia, actor="rosa")
        for again in (attend_incidencia, resolve_incidencia):
            with pytest.raises(IncidenciaCerrada), transaction.atomic():
                again(incidencia, actor="beto")


class TestPage:
    def test_from_open_to_solved(self, personal: Client, detenida: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        assert "en atención" in send(personal, incidencia, "atender")
        send(personal, incidencia, "comentar", texto="Llamé a su casa.")
        send(personal, incidencia, "escribir", texto="Trae tu acta el lunes.")
        send(personal, incidencia, "resolver", texto="Listo.")
        run_outbox()
        incidencia.refresh_from_db()
        assert (incidencia.estado, incidencia.atiende, incidencia.respuesta) == ("resuelta", "rosa", "Listo.")
        assert list(Comentario.objects.values_list("autor", "al_alumno")) == [("rosa", False), ("rosa", True)]
        assert state(detenida) == Estado.CONFIRMADA
        page = personal.get(f"/admin/tramites/incidencia/{incidencia.pk}/change/").content.decode()
        assert "Llamé a su casa." in page
        assert 'name="accion"' not in page, "a closed incident is history"

    @pytest.mark.parametrize("accion", ["comentar", "escribir", "improcedente"])
    def test_what_needs_words_asks_for_them(self, personal: Client, detenida: Solicitud, accion: str) -> None:
        assert "Escribe el texto." in send(personal, Incidencia.objects.get(), accion)
        assert Incidencia.objects.get().estado == "abierta"

    def test_a_fault_leads_to_the_students_page(self, personal: Client, con_falla: Solicitud) -> None:
        incidencia = Incidencia.objects.get()
        html = send(personal, incidencia, "resolver")
        assert "Corrígelos en su ficha" in html
        assert f"/admin/asegurados/asegurado/{con_falla.asegurado_id}/change/" in html
        send(personal, incidencia, "resolver", comprobada="on")
        run_outbox()
        assert state(con_falla) == Estado.CONFIRMADA

    def test_several_at_once(self, personal: Client, detenida: Solicitud, con_falla: Solicitud) -> None:
        ids = list(Incidencia.objects.values_list("pk", flat=True))
        personal.post("/admin/tramites/incidencia/", {"action": "attend", "_selected_action": ids})
        assert set(Incidencia.objects.values_list("estado", "atiende")) == {("en_atencion", "rosa")}


class TestCorrection:
    def correct(self, client: Client, asegurado: Asegurado, **changes: str) -> None:
        """Press «Guardar» on the student's page."""
        page = f"/admin/asegurados/asegurado/{asegurado.pk}/change/"
        names = {name: getattr(asegurado, name) for name in ("nombres", "primer_apellido", "segundo_apellido")}
        inlines = manage("inscripciones", "fallas", "adscripciones", "correo_vinculado")
        answer = client.post(page, {**names, **inlines, **changes})
        assert answer.status_code == 302, answer.content.decode()

    def test_a_corrected_name_solves_the_incident_and_leads_on(
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

    def test_a_number_typed_at_the_window_ends_the_procedure(self, personal: Client, inscripcion: Inscripcion) -> None:
        Asegurado.objects.update(nss_padron="61230600024")
        FallaDatoFactory(asegurado=inscripcion.asegurado, causa="nss_digito")
        solicitud = open_nss(inscripcion)
        assert state(solicitud) == Estado.CON_INCIDENCIA
        self.correct(personal, inscripcion.asegurado, nss_correcto="61 23 06 0002 7")
        run_outbox()
        assert Asegurado.objects.get().nss == "61230600027"
        assert state(solicitud) == Estado.CONCLUIDA

    def test_a_corrected_address_opens_the_closed_one(self, personal: Client, inscripcion: Inscripcion) -> None:
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
