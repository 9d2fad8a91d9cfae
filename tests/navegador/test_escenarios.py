"""Each person whom the demonstration names for the NSS, from the home page to where it ends, in two ways."""

from dataclasses import dataclass

import pytest

from tests.helpers.navegador import nss_walk
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.portal.twins import list_nombradas
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser


@dataclass(frozen=True, kw_only=True)
class Escenario:
    """What the person does once their link is opened, and where that ends."""

    hace: tuple[nss_walk.Paso, ...] = ()
    termina: str
    lee: tuple[str, ...] = ()
    nunca: tuple[str, ...] = ()
    comprueba: tuple[nss_walk.Paso, ...] = ()
    correo: str


def give_codigo(v: Visitante) -> None:
    """The student code opens, where the roster has no address; another one does not."""
    for codigo in ("NO-ES-ESTE", v.persona["codigo"]):
        v.see(nss_walk.CERRADO)
        v.write("Clave de registro o código de estudiante", codigo)
        v.press("Continuar con mi clave")
        if codigo != v.persona["codigo"]:
            v.read("Con esa clave tampoco podemos continuar. Te quedan 4 intentos")


def tell_campus(v: Visitante) -> None:
    v.see(nss_walk.CERRADO)
    v.choose("Plantel Oaxaca")
    v.press("Avisar a mi plantel")


CON_NSS = Escenario(termina=nss_walk.LISTO, comprueba=(nss_walk.check_nss,), correo=nss_walk.DOCUMENTOS)
SIN_NSS = Escenario(
    hace=nss_walk.ASIGNAR, termina=nss_walk.LISTO, comprueba=(nss_walk.check_nss,), correo=nss_walk.DOCUMENTOS
)
CERRADO = Escenario(
    hace=(tell_campus,), termina=nss_walk.CERRADO, lee=("Avisamos a Plantel Oaxaca.",), correo=nss_walk.AVISO
)
AL_PLANTEL, A_LA_OFICINA = "No vayas a la subdelegación", "Acude a la subdelegación"
ESCENARIOS = {
    "localizado": CON_NSS,
    "por_asignar": SIN_NSS,
    "inconsistente_plantel": Escenario(
        termina=nss_walk.INCIDENCIA, lee=(AL_PLANTEL,), nunca=(A_LA_OFICINA,), correo=nss_walk.AVISO
    ),
    "inconsistente_subdelegacion": Escenario(
        termina=nss_walk.INCIDENCIA, lee=(A_LA_OFICINA,), nunca=(AL_PLANTEL,), correo=nss_walk.AVISO
    ),
    "dos_correos": CON_NSS,
    "sin_correo": Escenario(
        hace=(give_codigo, *nss_walk.ASIGNAR),
        termina=nss_walk.LISTO,
        comprueba=(nss_walk.check_nss,),
        correo=nss_walk.DOCUMENTOS,
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
    v = visitar(nss_walk.QUIENES[modo][nombre], **MODOS[modo])
    nss_walk.enter(v, nss_walk.go_from_home)
    for paso in escenario.hace:
        paso(v)
    v.wait_for(escenario.termina)
    v.read(*escenario.lee)
    v.do_not_read(*escenario.nunca)
    for paso in escenario.comprueba:
        paso(v)
    v.read_mail(escenario.correo)
