"""Each person whom the demonstration names for the renuncia, from its page to the document that they sign."""

from dataclasses import dataclass

import pytest

from tests.helpers.navegador import clinic_pages, cover_pages, nss_walk
from tests.helpers.navegador.visitor import Visitante
from tests.helpers.portal.twins import list_nombradas
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser
TUTOR = "Aurora Inventada Cuevas"
CUBIERTO = cover_pages.No(
    titulo="No tienes este servicio médico: tu escuela registró que tienes otro",
    lee=("Si ya no lo tienes, pide a Plantel Monterrey que lo corrija.", "Con quién hablar"),
)


@dataclass(frozen=True, kw_only=True)
class Renuncia:
    """How the student comes, why, what the reason asks, who else signs, and what they do in the end."""

    llega: nss_walk.Paso
    motivo: str
    detalle: dict[str, str]
    tutor: str = ""
    plantel: str
    despues: tuple[nss_walk.Paso, ...] = ()


def come_from_the_vigencia(v: Visitante) -> None:
    """Its NO says that there is another cover; then the procedure's page, and no gate again."""
    cover_pages.ask_vigencia(v, CUBIERTO)
    v.page.goto("/tramites/renuncia/")
    v.look()
    nss_walk.continue_as(v)


def come(v: Visitante) -> None:
    clinic_pages.enter(v, "renuncia")


def swear(v: Visitante, tutor: str) -> None:
    """Not before the oath; a minor names who answers for them, and nobody else does."""
    v.press("Presentar mi renuncia")
    v.read("Marca la casilla para declarar que tus datos son ciertos")
    v.look()
    assert v.page.get_by_label("Nombre completo de tu mamá, papá o tutor").count() == bool(tutor)
    if tutor:
        v.write("Nombre completo de tu mamá, papá o tutor", tutor)
    v.choose("Declaro bajo protesta de decir verdad")
    v.press("Presentar mi renuncia")


def withdraw(v: Visitante) -> None:
    v.press("Retirar mi renuncia")
    v.see("Retiraste tu renuncia")
    v.read("Tu afiliación sigue igual.")
    cover_pages.count_documentos(v, 0)


RENUNCIAS = {
    "otra_cobertura": Renuncia(
        llega=come_from_the_vigencia,
        motivo="Tengo otro servicio médico",
        detalle={"Institución que te da servicio médico": "ISSSTE", "Tu número en esa institución": "TRAB-0001"},
        plantel="Plantel Monterrey",
    ),
    "menor_vigente": Renuncia(
        llega=come,
        motivo="No la necesito",
        detalle={"Explica por qué no la necesitas": "Tengo un seguro privado."},
        tutor=TUTOR,
        plantel="Plantel Guadalajara",
        despues=(withdraw,),
    ),
}


@pytest.mark.parametrize("modo", MODOS)
@pytest.mark.parametrize("nombre", list_nombradas("renuncia"))
def test_from_the_reason_to_the_document(visitar, nombre, modo):
    renuncia = RENUNCIAS[nombre]
    v = visitar(nss_walk.QUIENES[modo][nombre], **MODOS[modo])
    renuncia.llega(v)
    nss_walk.confirm_identity(v)
    v.see("¿Por qué renuncias?")
    v.choose(renuncia.motivo)
    v.press("Continuar")
    v.look()
    for label, text in renuncia.detalle.items():
        v.write(label, text)
    v.press("Continuar")
    v.see("Revisa tu renuncia")
    v.read(renuncia.motivo, *renuncia.detalle.values())
    swear(v, renuncia.tutor)
    v.wait_for("Falta que firmes y entregues tu renuncia")
    v.read("Dónde entregarla", renuncia.plantel, "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL")
    if renuncia.tutor:
        v.read(f"También lo firma {renuncia.tutor}.")
    cover_pages.count_documentos(v, 1)
    cover_pages.open_documentos(v)
    assert v.read_mail(nss_walk.DOCUMENTOS)
    for paso in renuncia.despues:
        paso(v)
