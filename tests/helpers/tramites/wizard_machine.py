"""A Hypothesis state machine for the wizard of the procedure NSS.

Students, strangers, campuses and Celery workers act in random order. After each action,
`tests/tramites/preguntas/test_wizard_maquina.py` checks the Solicitudes.
"""

import itertools

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from padron.asegurados.models import FallaDato, Inscripcion
from padron.asegurados.signals import padron_corregido
from padron.catalogos.models import CodigoPostal
from plataforma.bandeja.models import Mensaje
from plataforma.bandeja.trabajo import work_on
from tests.helpers.factories import (
    CodigoPostalFactory,
    ColoniaFactory,
    FallaDatoFactory,
    InscripcionFactory,
    MunicipioFactory,
)
from tests.helpers.tramites.nss_steps import CP, DOMICILIO, NSS_STEPS, ZAPOPAN, open_nss, step_url
from tests.helpers.tramites.student import Respuesta, log_in, report_all_data, run_outbox, url
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.services import solve_incidencia
from tramites.solicitud.models import Solicitud

SLUGS = ["identidad", "codigo-postal", "estado", "domicilio", "revision", "done", "nada"]
PAGE_NAMES = ["solicitud", "correo", "espera", "en_espera", "estado", "resultado", "incidencia", "cerrado"]
INVALID_ANSWERS = [
    {},
    {"cp": "4410"},
    {"cp": "45545"},
    {"estado": "99"},
    DOMICILIO | {"colonia": "nada"},
    DOMICILIO | {"calle": "\x00"},
    {"wizard_goto_step": "revision", "current_step": "revision"},
]
VALID_ANSWERS = [CP, {"cp": "45100"}, {"cp": "45545", "conservar": "on"}, {"estado": "14"}, {"estado": "20"}]
ADDRESSES = [DOMICILIO, DOMICILIO | {"colonia": "Colonia 1"}, DOMICILIO | {"colonia": "otra"}, ZAPOPAN]
street_numbers = itertools.count(1)
WITHOUT_OPEN_STEPS = (Estado.CONCLUIDA, Estado.POR_PROCESAR)

student_numbers = st.sampled_from([0, 0, 1])  # Hypothesis chooses student 0 twice as often as student 1
tab_numbers = st.integers(0, 1)


class WizardMachine(RuleBasedStateMachine):
    """The actions of two students, 0 and 1. Each student has two browsers.

    Each student types a different street. If a page shows the street of the other student, `check` fails. Each student
    also tries to read the Solicitudes of the other student.
    """

    @initialize()
    def begin(self) -> None:
        for cp in ("44100", "45100"):
            if not CodigoPostal.objects.filter(cp=cp).exists():
                self.catalogue_changes(cp)
        self.inscripciones: dict[int, Inscripcion] = {}
        self.solicitudes: dict[int, Solicitud] = {}
        self.all_solicitudes: dict[int, list[Solicitud]] = {}
        self.tabs: dict[int, list[Client]] = {}
        self.streets = {0: f"Calle{next(street_numbers)}x", 1: f"Calle{next(street_numbers)}x"}
        self.nss: dict[int, str] = {}
        for student in (0, 1):
            self.enrol(student)

    def enrol(self, student: int) -> None:
        """Create the person who acts as student 0 or 1.

        This person has a confirmed Solicitud, and is logged in with two browsers.
        """
        self.inscripciones[student] = InscripcionFactory(asegurado__nombres=f"Unica{student}")
        self.solicitudes[student] = open_nss(self.inscripciones[student])
        self.all_solicitudes[student] = [self.solicitudes[student]]
        self.tabs[student] = [Client(), Client()]
        for tab in self.tabs[student]:
            log_in(tab, self.solicitudes[student].titular)

    def check(self, answer: Respuesta, student: int) -> None:
        """Check that a response to one student does not show data of the other student.

        The response must not be a server error. If the response is a redirect, the redirect must lead to a page.
        """
        assert answer.status_code in (200, 302, 404, 405), answer.status_code
        text = answer.content.decode()
        other = 1 - student
        for secret in (self.streets[other], self.inscripciones[other].asegurado.curp, f"Unica{other}"):
            assert secret not in text
        if answer.status_code == 302:
            self.follow(answer.url, student)

    def follow(self, address: str, student: int) -> None:
        # The test client raises RedirectCycleError if the redirects form a loop.
        end = self.tabs[student][0].get(address, follow=True)
        assert end.status_code == 200, (address, end.status_code)

    @rule(student=student_numbers, tab=tab_numbers, step=st.sampled_from(SLUGS), reset=st.booleans())
    def read_step(self, student: int, tab: int, step: str, reset: bool) -> None:
        address = step_url(self.solicitudes[student], step) + ("?reset=1" if reset else "")
        self.check(self.tabs[student][tab].get(address), student)

    @rule(student=student_numbers, tab=tab_numbers, name=st.sampled_from(PAGE_NAMES))
    def read_page(self, student: int, tab: int, name: str) -> None:
        for solicitud in self.all_solicitudes[student]:
            self.check(self.tabs[student][tab].get(url(name, solicitud)), student)

    @rule(
        student=student_numbers,
        tab=tab_numbers,
        step=st.sampled_from(SLUGS[:5]),
        datos=st.sampled_from(INVALID_ANSWERS + VALID_ANSWERS + ADDRESSES),
        extra=st.sampled_from(INVALID_ANSWERS),
    )
    def post_anything(self, student: int, tab: int, step: str, datos: dict[str, str], extra: dict[str, str]) -> None:
        datos = extra | datos
        if "calle" in datos:
            datos["calle"] = self.streets[student]
        self.check(self.tabs[student][tab].post(step_url(self.solicitudes[student], step), datos), student)

    def answer_until(self, student: int, tab: int, until: str) -> None:
        """Post valid answers to all steps before the step `until`. «end» means all steps."""
        for step, datos in NSS_STEPS:
            if step == until:
                break
            filled = datos | ({"calle": self.streets[student]} if "calle" in datos else {})
            self.check(self.tabs[student][tab].post(step_url(self.solicitudes[student], step), filled), student)
        if until != "end":
            self.check(self.tabs[student][tab].get(step_url(self.solicitudes[student], until)), student)

    @rule(
        student=student_numbers,
        tab=tab_numbers,
        until=st.sampled_from(["codigo-postal", "domicilio", "domicilio", "revision"]),
    )
    def answer_up_to_a_step(self, student: int, tab: int, until: str) -> None:
        self.answer_until(student, tab, until)

    @rule(student=student_numbers, tab=tab_numbers, until=st.sampled_from(["revision", "revision", "end"]))
    def answer_up_to_the_end(self, student: int, tab: int, until: str) -> None:
        self.answer_until(student, tab, until)

    @rule(student=student_numbers, tab=tab_numbers, happens=st.sampled_from([False, False, True]))
    def say_not_my_data(self, student: int, tab: int, happens: bool) -> None:
        if happens:
            self.check(report_all_data(self.tabs[student][tab], self.solicitudes[student]), student)

    @rule(student=student_numbers)
    def open_another_solicitud(self, student: int) -> None:
        """Create one more Solicitud of the student.

        If the student's first Solicitud was already submitted, a new person replaces the student.
        """
        ended = Solicitud.objects.filter(pk=self.solicitudes[student].pk, estado__in=WITHOUT_OPEN_STEPS).exists()
        if ended:
            self.enrol(student)
        else:
            self.all_solicitudes[student].append(open_nss(self.inscripciones[student]))

    @rule(
        student=student_numbers,
        tab=tab_numbers,
        step=st.sampled_from(SLUGS),
        datos=st.sampled_from(ADDRESSES),
        post=st.booleans(),
    )
    def stranger_asks_for_a_step(self, student: int, tab: int, step: str, datos: dict[str, str], post: bool) -> None:
        address, other = step_url(self.solicitudes[student], step), self.tabs[1 - student][tab]
        answer = other.post(address, datos) if post else other.get(address)
        assert answer.status_code in (403, 404)
        assert self.inscripciones[student].asegurado.curp not in answer.content.decode()

    @rule(only_one=st.booleans())
    def workers_do_one_or_all_messages(self, only_one: bool) -> None:
        if only_one:
            mensaje = Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).order_by("?").first()
            assert mensaje is None or work_on(mensaje.pk), mensaje.last_error
        else:
            run_outbox()

    @rule(student=student_numbers, happens=st.sampled_from([False, False, True]))
    def campus_finds_a_data_fault(self, student: int, happens: bool) -> None:
        if not happens:
            return
        falla = FallaDato.objects.filter(asegurado=self.inscripciones[student].asegurado).update(abierta=True)
        if not falla:
            FallaDatoFactory(asegurado=self.inscripciones[student].asegurado)

    @rule(student=student_numbers)
    def campus_loads_a_corrected_roster(self, student: int) -> None:
        with transaction.atomic():
            FallaDato.objects.filter(asegurado=self.inscripciones[student].asegurado).update(abierta=False)
            padron_corregido.send(sender=WizardMachine)

    @rule(student=student_numbers)
    def campus_solves_incidents(self, student: int) -> None:
        pending = Incidencia.objects.filter(
            curp=self.inscripciones[student].asegurado.curp, causa=NO_SON_MIS_DATOS, estado__in=Incidencia.PENDIENTES
        )
        with transaction.atomic():
            for incidencia in pending:
                solve_incidencia(incidencia, actor="plantel")
            for solicitud in Solicitud.objects.filter(pk__in=[opened.pk for opened in self.all_solicitudes[student]]):
                reconsider(solicitud)

    @rule(cp=st.sampled_from(["44100", "44100", "45100"]))
    def catalogue_changes(self, cp: str) -> None:
        """Delete a postal code from the catalogue.

        If the catalogue does not contain the postal code, add the postal code instead.
        """
        if not CodigoPostal.objects.filter(cp=cp).delete()[0]:
            codigo = CodigoPostalFactory(cp=cp, municipio=MunicipioFactory(clave="120", nombre="Zapopan"))
            ColoniaFactory(codigo_postal=codigo, nombre="Centro")
            ColoniaFactory(codigo_postal=codigo, nombre="Colonia 1")
