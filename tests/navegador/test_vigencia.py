"""Each person whom the demonstration names for the vigencia: the answer, its constancia, and the one next action."""

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from django.utils.formats import date_format
from playwright.sync_api import expect

from imss_portal.demostracion.personas import PERSONAS
from tests.helpers.navegador import cover_pages, nss_walk
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.portal.twins import list_nombradas
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser
AVISADO = "Listo. Te escribiremos a tu correo el día que empiece tu vigencia."
SEMANAS = 4  # of the campuses of the demonstration
PLAZO = re.compile(r"Folio \S+\. Tendrás respuesta por correo a más tardar el \d+ de \w+\.")


def get_dia(escenario: str) -> str:
    """From when on the vigencia of somebody who entered lately can be asked for."""
    (hace,) = (persona.entro_hace for persona in PERSONAS if persona.escenario == escenario)
    dia = dt.date.today() + dt.timedelta(weeks=SEMANAS, days=-hace)  # noqa: DTZ011 (as the roster is made)
    return date_format(dia, r"j \d\e F \d\e Y").lower()


def ask_aviso(v: Visitante) -> None:
    v.press(cover_pages.AVISAME)
    v.read(AVISADO)


def report(v: Visitante) -> None:
    v.read("Esto enviaremos a tu plantel", v.persona["codigo"], v.persona["curp"], v.persona["correo"])
    v.press(cover_pages.REPORTAR)
    v.see("Ya avisamos a tu plantel")
    v.read("Plantel Oaxaca lo revisa.")
    expect(v.page.get_by_role("status").filter(has_text=PLAZO)).to_be_visible()
    assert "Plantel Oaxaca" in v.read_mail(nss_walk.AVISO)


@dataclass(frozen=True, kw_only=True)
class Escenario:
    """The NO, what the student does about it, and what their file says then."""

    no: cover_pages.No
    hace: tuple[nss_walk.Paso, ...] = ()
    sigue: str


ESCENARIOS = {
    "en_tramite": Escenario(
        no=cover_pages.No(
            titulo="Tu vigencia todavía no aparece",
            lee=(f"Puede tardar 4 semanas desde tu ingreso. Vuelve a consultar a partir del {get_dia('en_tramite')}.",),
            accion=cover_pages.AVISAME,
        ),
        hace=(ask_aviso,),
        sigue="Te escribiremos a tu correo el día que empiece tu vigencia.",
    ),
    "sin_reportar": Escenario(
        no=cover_pages.No(
            titulo="Ya pasaron 4 semanas y aún no apareces vigente",
            lee=("Repórtalo con Benito Supuesto, de Plantel Oaxaca.",),
            accion=cover_pages.REPORTAR,
        ),
        hace=(report,),
        sigue="Ya avisamos a tu plantel. Tendrás respuesta por correo a más tardar el",
    ),
    "baja": Escenario(
        no=cover_pages.No(
            titulo="No tienes servicio médico: tu escuela reportó tu baja",
            lee=("Si sigues estudiando, aclara tu situación en Plantel Oaxaca.", "Con quién hablar", "Benito Supuesto"),
        ),
        sigue="Si sigues estudiando, aclara tu situación en Plantel Oaxaca.",
    ),
}
# Who has the SI, or gives the cover up, goes on from there.
SIGUEN = {"vigente": "test_una_visita.py", "otra_cobertura": "test_renuncia.py"}


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize("nombre", [nombre for nombre in list_nombradas("vigencia") if nombre not in SIGUEN])
def test_a_no_tells_why_and_what_to_do(visitar, nombre, modo):
    escenario = ESCENARIOS[nombre]
    v = visitar(nss_walk.QUIENES[modo][nombre], **MODOS[modo])
    cover_pages.ask_vigencia(v, escenario.no)
    for paso in escenario.hace:
        paso(v)
    expect(v.page.get_by_role("button", name=cover_pages.ACCIONES)).to_have_count(0)
    cover_pages.go_to_expediente(v)
    expect(v.page.locator(".avance")).to_contain_text(escenario.sigue)
    cover_pages.count_documentos(v, 1)
