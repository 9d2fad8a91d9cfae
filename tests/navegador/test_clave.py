"""A student whose e-mail address is wrong on the roster gets a claim key from the campus, and types it."""

import pytest

from tests.helpers.navegador import nss_walk
from tests.navegador.conftest import MODOS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("modo", MODOS)
def test_a_claim_key_of_the_campus_gives_access_after_a_wrong_key(visitar, portal, localizado, modo):
    padron = localizado["correo"]
    v = visitar(localizado | {"correo": f"otra.{padron}"}, **MODOS[modo])
    nss_walk.enter(v)
    v.see(nss_walk.CERRADO)
    v.write("Clave de registro", "AAAA-2222")
    v.press("Continuar con mi clave")
    v.read("Con esa clave tampoco podemos continuar. Te quedan 4 intentos")
    v.see(nss_walk.CERRADO)
    clave = portal.manage("clave_de_registro", localizado["curp"])[:9]
    v.write("Clave de registro", clave.lower())
    v.press("Continuar con mi clave")
    v.wait_for(nss_walk.LISTO)
    assert "Desde ahora te escribimos aquí." in v.read_mail("Cambió el correo de tus trámites")
    v.read_mail(nss_walk.DOCUMENTOS)
