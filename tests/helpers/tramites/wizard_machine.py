"""What students, tabs, strangers, campus and workers do; what must hold is another file's."""

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
from tests.fabricas import CodigoPostalFactory, ColoniaFactory, FallaDatoFactory, InscripcionFactory, MunicipioFactory
from tests.helpers.tramites.nss_steps import CON_CP, CP, DOMICILIO, ZAPOPAN, open_nss, step_url
from tests.helpers.tramites.student import Respuesta, log_in, run_outbox, url
from tramites.camino.seguimiento import reconsider
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.models import NO_SON_MIS_DATOS, Incidencia
from tramites.solicitud.incidencias.services import solve_incidencia
from tramites.solicitud.models import Solicitud

SLUGS = ["identidad", "codigo-postal", "estado", "domicilio", "revision", "done", "nada"]
PAGES = ["solicitud", "correo", "espera", "en_espera", "estado", "resultado", "incidencia", "cerrado"]
BAD = [
    {},
    {"cp": "4410"},
    {"cp": "45545"},
    {"estado": "99"},
    DOMICILIO | {"colonia": "nada"},
    DOMICILIO | {"calle": "\x00"},
    {"wizard_goto_step": "revision", "current_step": "revision"},
]
GOOD = [CP, {"cp": "45100"}, {"cp": "45545", "conservar": "on"}, {"estado": "14"}, {"estado": "20"}]
HOUSES = [DOMICILIO, DOMICILIO | {"colonia": "Colonia 1"}, DOMICILIO | {"colonia": "otra"}, ZAPOPAN]
counter = itertools.count(1)
NADA_QUE_HACER = (Estado.CONCLUIDA, Estado.POR_PROCESAR)

quien = st.sampled_from([0, 0, 1])  # the first student does more
pestana = st.integers(0, 1)


class Recorrido(RuleBasedStateMachine):
    """Two students with two browsers each; each writes a street name of her own. Whoever is no owner is a stranger."""

    @initialize()
    def begin(self) -> None:
        for cp in ("44100", "45100"):
            if not CodigoPostal.objects.filter(cp=cp).exists():
                self.catalogue_changes(cp)
        self.inscripciones: dict[int, Inscripcion] = {}
        self.solicitudes: dict[int, Solicitud] = {}
        self.runs: dict[int, list[Solicitud]] = {}
        self.tabs: dict[int, list[Client]] = {}
        self.streets = {0: f"Calle{next(counter)}x", 1: f"Calle{next(counter)}x"}
        self.nss: dict[int, str] = {}
        for who in (0, 1):
            self.enrol(who)

    def enrol(self, who: int) -> None:
        """A student of this name, with a Solicitud and two browsers."""
        self.inscripciones[who] = InscripcionFactory(asegurado__nombres=f"Unica{who}")
        self.solicitudes[who] = open_nss(self.inscripciones[who])
        self.runs[who] = [self.solicitudes[who]]
        self.tabs[who] = [Client(), Client()]
        for tab in self.tabs[who]:
            log_in(tab, self.solicitudes[who].titular)

    def check(self, answer: Respuesta, who: int) -> None:
        """An answer of ours, about her alone."""
        assert answer.status_code in (200, 302, 404, 405), answer.status_code
        text = answer.content.decode()
        other = 1 - who
        for secret in (self.streets[other], self.inscripciones[other].asegurado.curp, f"Unica{other}"):
            assert secret not in text
        if answer.status_code == 302:
            self.follow(answer.url, who)

    def follow(self, address: str, who: int) -> None:
        end = self.tabs[who][0].get(address, follow=True)  # raises where it goes round in circles
        assert end.status_code == 200, (address, end.status_code)

    @rule(who=quien, tab=pestana, step=st.sampled_from(SLUGS), reset=st.booleans())
    def read_step(self, who: int, tab: int, step: str, reset: bool) -> None:
        address = step_url(self.solicitudes[who], step) + ("?reset=1" if reset else "")
        self.check(self.tabs[who][tab].get(address), who)

    @rule(who=quien, tab=pestana, name=st.sampled_from(PAGES))
    def read_page(self, who: int, tab: int, name: str) -> None:
        for run in self.runs[who]:
            self.check(self.tabs[who][tab].get(url(name, run)), who)

    @rule(
        who=quien,
        tab=pestana,
        step=st.sampled_from(SLUGS[:5]),
        datos=st.sampled_from(BAD + GOOD + HOUSES),
        extra=st.sampled_from(BAD),
    )
    def post_anything(self, who: int, tab: int, step: str, datos: dict[str, str], extra: dict[str, str]) -> None:
        datos = extra | datos
        if "calle" in datos:
            datos["calle"] = self.streets[who]
        self.check(self.tabs[who][tab].post(step_url(self.solicitudes[who], step), datos), who)

    def go_on(self, who: int, tab: int, until: str) -> None:
        """Answer as one should, from the first step to the one before `until`."""
        for step, datos in CON_CP:
            if step == until:
                break
            hers = datos | ({"calle": self.streets[who]} if "calle" in datos else {})
            self.check(self.tabs[who][tab].post(step_url(self.solicitudes[who], step), hers), who)
        if until != "end":
            self.check(self.tabs[who][tab].get(step_url(self.solicitudes[who], until)), who)

    @rule(who=quien, tab=pestana, until=st.sampled_from(["codigo-postal", "domicilio", "domicilio", "revision"]))
    def to_a_step(self, who: int, tab: int, until: str) -> None:
        self.go_on(who, tab, until)

    @rule(who=quien, tab=pestana, until=st.sampled_from(["revision", "revision", "end"]))
    def to_the_end(self, who: int, tab: int, until: str) -> None:
        self.go_on(who, tab, until)

    @rule(who=quien, tab=pestana, sure=st.sampled_from([False, False, True]))
    def not_my_data(self, who: int, tab: int, sure: bool) -> None:
        if sure:
            self.check(self.tabs[who][tab].post(url("no_son_mis_datos", self.solicitudes[who])), who)

    @rule(who=quien)
    def begin_again(self, who: int) -> None:
        """A second run of the same student goes on with the first; who has ended makes room for somebody else."""
        ended = Solicitud.objects.filter(pk=self.solicitudes[who].pk, estado__in=NADA_QUE_HACER).exists()
        if ended:
            self.enrol(who)
        else:
            self.runs[who].append(open_nss(self.inscripciones[who]))

    @rule(who=quien, tab=pestana, step=st.sampled_from(SLUGS), datos=st.sampled_from(HOUSES), post=st.booleans())
    def stranger(self, who: int, tab: int, step: str, datos: dict[str, str], post: bool) -> None:
        address, other = step_url(self.solicitudes[who], step), self.tabs[1 - who][tab]
        answer = other.post(address, datos) if post else other.get(address)
        assert answer.status_code in (403, 404)
        assert self.inscripciones[who].asegurado.curp not in answer.content.decode()

    @rule(one=st.booleans())
    def worker(self, one: bool) -> None:
        if one:
            mensaje = Mensaje.objects.filter(state=Mensaje.Estado.PENDIENTE).order_by("?").first()
            assert mensaje is None or work_on(mensaje.pk), mensaje.last_error
        else:
            run_outbox()

    @rule(who=quien, sure=st.sampled_from([False, False, True]))
    def campus_finds_a_fault(self, who: int, sure: bool) -> None:
        if not sure:
            return
        falla = FallaDato.objects.filter(asegurado=self.inscripciones[who].asegurado).update(abierta=True)
        if not falla:
            FallaDatoFactory(asegurado=self.inscripciones[who].asegurado)

    @rule(who=quien)
    def campus_loads_a_corrected_roster(self, who: int) -> None:
        with transaction.atomic():
            FallaDato.objects.filter(asegurado=self.inscripciones[who].asegurado).update(abierta=False)
            padron_corregido.send(sender=Recorrido)

    @rule(who=quien)
    def campus_answers(self, who: int) -> None:
        pending = Incidencia.objects.filter(
            curp=self.inscripciones[who].asegurado.curp, causa=NO_SON_MIS_DATOS, estado__in=Incidencia.PENDIENTES
        )
        with transaction.atomic():
            for incidencia in pending:
                solve_incidencia(incidencia, actor="plantel")
            for solicitud in Solicitud.objects.filter(pk__in=[run.pk for run in self.runs[who]]):
                reconsider(solicitud)

    @rule(cp=st.sampled_from(["44100", "44100", "45100"]))
    def catalogue_changes(self, cp: str) -> None:
        """A postal code goes, or comes back."""
        if not CodigoPostal.objects.filter(cp=cp).delete()[0]:
            codigo = CodigoPostalFactory(cp=cp, municipio=MunicipioFactory(clave="120", nombre="Zapopan"))
            ColoniaFactory(codigo_postal=codigo, nombre="Centro")
            ColoniaFactory(codigo_postal=codigo, nombre="Colonia 1")
