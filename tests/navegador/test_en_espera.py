"""Where the portal has no number to give: the campus obtains it, or a series is used up."""

import datetime as dt
from collections.abc import Iterator

import pytest

from padron.identificadores import nss as nss_rules
from tests.helpers.navegador import nss_walk
from tests.helpers.portal.live_portal import PortalVivo, start_portal
from tests.helpers.portal.roster import correct_padron
from tests.helpers.portal.twins import NOMBRADAS
from tests.navegador.conftest import MODOS, SEGUIDO

pytestmark = pytest.mark.browser
EN_ESPERA = "Tu plantel tramita tu NSS ante el IMSS"
POR_ASIGNAR = (NOMBRADAS["por_asignar"], NOMBRADAS["menor"])
AGOTADA = """
from padron.asegurados.models import ConsecutivoNSS
clave = {{"serie": "{serie}", "anio_registro": {hoy:%y}, "anio_nacimiento": {nacimiento}}}
ConsecutivoNSS.objects.update_or_create(**clave, defaults={{"ultimo": 9999}})
"""


def make_nss(curp: str) -> str:
    """A number that nobody has, for whoever was born in that year."""
    return nss_rules.make(serie="61", anio_registro=2025, anio_nacimiento=int(curp[4:6]), consecutivo=77)


@pytest.fixture
def portal_del_plantel(nuevo_var_dir) -> Iterator[PortalVivo]:
    with start_portal(nuevo_var_dir(), REGISTRO="plantel", **SEGUIDO) as vivo:
        yield vivo


def test_the_campus_obtains_the_number(visitar, portal_del_plantel, tmp_path):
    """On the phone and by keyboard; then the roster brings both numbers."""
    numbers = {persona["curp"]: make_nss(persona["curp"]) for persona in POR_ASIGNAR}
    waiting = []
    for modo, persona in zip(MODOS.values(), POR_ASIGNAR, strict=True):
        v = visitar(persona | {"nss": numbers[persona["curp"]]}, en=portal_del_plantel, **modo)
        nss_walk.enter(v)
        for paso in nss_walk.PREGUNTAS:
            paso(v)
        v.see(nss_walk.REVISION)
        v.press("Pedir mi NSS a mi plantel")
        v.wait_for(EN_ESPERA)
        v.read("No tienes que hacer nada más.", "Respuesta de tu plantel, a más tardar")
        waiting.append(v)
    correct_padron(portal_del_plantel, tmp_path / "padron.csv", {curp: {"nss": n} for curp, n in numbers.items()})
    for v in waiting:
        v.read_mail(nss_walk.DOCUMENTOS)
        v.page.reload()
        v.see(nss_walk.LISTO)
        nss_walk.check_nss(v)


def test_F21_the_series_of_a_state_is_used_up(visitar, portal, por_asignar):
    """That of Oaxaca, for whoever was born in that year: no other test gives an address there."""
    portal.shell(AGOTADA.format(serie="73", hoy=dt.date.today(), nacimiento=int(por_asignar["curp"][4:6])))  # noqa: DTZ011
    v = visitar(por_asignar, **MODOS["teclado"])
    nss_walk.enter(v)
    nss_walk.confirm_identity(v)
    nss_walk.write_cp(v, "68000", "Oaxaca")
    v.choose("Oaxaca")
    v.write("Calle", "Avenida Inventada")
    v.write("Número exterior", "20")
    v.press("Continuar")
    v.see(nss_walk.REVISION)
    v.press("Asignar mi NSS")
    v.wait_for(nss_walk.INCIDENCIA)
    v.read("Por ahora no hay números disponibles para tu estado.", "No tienes que hacer nada más")
    v.do_not_read("subdelegación")
    assert "Avisamos a Plantel" in v.read_mail(nss_walk.AVISO)
