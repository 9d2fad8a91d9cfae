"""Each person whom the demonstration names for the NSS, from the home page to where it ends, in two ways."""

from dataclasses import dataclass

import pytest

from tests.navegador import recorrido as r
from tests.navegador.conftest import MODOS
from tests.navegador.visitante import Visitante
from tests.portal.gemelas import list_nombradas

pytestmark = pytest.mark.browser


@dataclass(frozen=True, kw_only=True)
class Escenario:
    """What the person does once their link is opened, and where that ends."""

    hace: tuple[r.Paso, ...] = ()
    termina: str
    lee: tuple[str, ...] = ()
    nunca: tuple[str, ...] = ()
    comprueba: tuple[r.Paso, ...] = ()
    correo: str


def give_codigo(v: Visitante) -> None:
    """The student code opens, where the roster has no address; another one does not."""
    for codigo in ("NO-ES-ESTE", v.persona["codigo"]):
        v.see(r.CERRADO)
        v.write("Código de estudiante", codigo)
        v.press("Continuar con mi código")
        if codigo != v.persona["codigo"]:
            v.read("Con ese código tampoco podemos continuar")


def tell_campus(v: Visitante) -> None:
    v.see(r.CERRADO)
    v.select("Tu plantel", "Plantel Oaxaca")
    v.press("Avisar a mi plantel")


CON_NSS = Escenario(termina=r.LISTO, comprueba=(r.check_nss,), correo=r.DOCUMENTOS)
SIN_NSS = Escenario(hace=r.ASIGNAR, termina=r.LISTO, comprueba=(r.check_nss,), correo=r.DOCUMENTOS)
CERRADO = Escenario(hace=(tell_campus,), termina=r.CERRADO, lee=("Avisamos a Plantel Oaxaca.",), correo=r.AVISO)
AL_PLANTEL, A_LA_OFICINA = "No vayas a la subdelegación", "Acude a la subdelegación"
ESCENARIOS = {
    "localizado": CON_NSS,
    "por_asignar": SIN_NSS,
    "inconsistente_plantel": Escenario(termina=r.INCIDENCIA, lee=(AL_PLANTEL,), nunca=(A_LA_OFICINA,), correo=r.AVISO),
    "inconsistente_subdelegacion": Escenario(
        termina=r.INCIDENCIA, lee=(A_LA_OFICINA,), nunca=(AL_PLANTEL,), correo=r.AVISO
    ),
    "dos_correos": CON_NSS,
    "sin_correo": Escenario(
        hace=(give_codigo, *r.ASIGNAR), termina=r.LISTO, comprueba=(r.check_nss,), correo=r.DOCUMENTOS
    ),
    "otro_correo": CERRADO,
    "sin_padron": CERRADO,
    "menor": SIN_NSS,
    "correo_compartido": SIN_NSS,
    "correo_compartido_hermana": SIN_NSS,
}


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize("nombre", list_nombradas("nss"))
def test_from_home_to_the_end(visitar, nombre, modo):
    escenario = ESCENARIOS[nombre]
    v = visitar(r.QUIENES[modo][nombre], **MODOS[modo])
    r.enter(v, r.go_from_home)
    for paso in escenario.hace:
        paso(v)
    v.wait_for(escenario.termina)
    v.read(*escenario.lee)
    v.do_not_read(*escenario.nunca)
    for paso in escenario.comprueba:
        paso(v)
    v.read_mail(escenario.correo)
