"""The scenarios of vigencia, alta and cambio are what they say, today and later."""

import datetime as dt

import pytest

from imss_portal.demostracion.carga import load_demostracion
from imss_portal.demostracion.personas import PERSONAS
from padron.asegurados.models import Adscripcion, Asegurado
from padron.asegurados.selectors import get_adscripcion, get_asegurado_by_curp, get_vigencia
from padron.asegurados.services import SinLugar, adscribir, cambiar_clinica
from padron.asegurados.vigencia.rules import NoVigente, Vigencia
from padron.catalogos.selectors import get_clinica, get_clinicas_cercanas
from tests.helpers.factories import HOY

pytestmark = pytest.mark.django_db
VIGENTES = ("localizado", "vigente", "con_clinica", "foraneo", "menor_vigente", "clinica_llena")
NEGADAS = ("en_tramite", "sin_reportar", "baja", "otra_cobertura")
DIAS = (HOY, HOY + dt.timedelta(days=1), HOY + dt.timedelta(days=200))


def get(escenario: str) -> Asegurado:
    persona = next(persona for persona in PERSONAS if persona.escenario == escenario)
    asegurado = get_asegurado_by_curp(persona.curp)
    assert asegurado is not None
    assert asegurado.nss == persona.nss != "", "the number that the gate of vigencia asks for"
    return asegurado


def ask(escenario: str, hoy: dt.date) -> Vigencia:
    return get_vigencia(get(escenario), hoy=hoy)


def get_motivo(escenario: str, hoy: dt.date) -> str:
    vigencia = ask(escenario, hoy)
    assert isinstance(vigencia, NoVigente)
    return vigencia.motivo


def test_each_is_covered_or_not_for_its_reason_whenever_the_portal_starts() -> None:
    for hoy in DIAS:
        load_demostracion(total=40, hoy=hoy)
        assert all(ask(escenario, hoy).is_vigente for escenario in VIGENTES)
        assert tuple(get_motivo(escenario, hoy) for escenario in NEGADAS) == NEGADAS
        en_tramite = ask("en_tramite", hoy)
        assert isinstance(en_tramite, NoVigente)
        assert en_tramite.consultar_desde == hoy + dt.timedelta(days=14)


def test_one_has_a_clinic_and_keeps_the_one_they_change_to() -> None:
    load_demostracion(total=40, hoy=HOY)
    asegurado = get("con_clinica")
    adscripcion = get_adscripcion(asegurado)
    assert adscripcion is not None
    assert (Adscripcion.objects.count(), adscripcion.clinica.clave) == (1, "DEMOS000901")
    segunda = get_clinica("DEMOS000902")
    assert segunda is not None
    cambiar_clinica(asegurado=asegurado, clinica=segunda, turno="matutino", motivo="otro", hoy=HOY)
    load_demostracion(total=40, hoy=HOY + dt.timedelta(days=1))
    adscripcion = get_adscripcion(asegurado)
    assert adscripcion is not None
    assert adscripcion.clinica == segunda


def test_one_lives_where_the_afternoon_is_full() -> None:
    load_demostracion(total=40, hoy=HOY)
    asegurado = get("clinica_llena")
    persona = next(persona for persona in PERSONAS if persona.escenario == "clinica_llena")
    assert "44160" in persona.explicacion
    primera = get_clinicas_cercanas(cp="44160", cuantas=1)[0]
    assert {turno.nombre: turno.has_lugar for turno in primera.turnos} == {"matutino": True, "vespertino": False}
    with pytest.raises(SinLugar):
        adscribir(asegurado=asegurado, clinica=primera.clinica, turno="vespertino", hoy=HOY)


def test_a_minor_is_one_and_the_foraneo_comes_from_another_state() -> None:
    load_demostracion(total=40, hoy=HOY)
    nacimiento = get("menor_vigente").fecha_nacimiento
    assert nacimiento.replace(year=nacimiento.year + 18) > HOY
    foraneo = get("foraneo")
    assert (foraneo.entidad, foraneo.inscripciones.get().plantel.clave) == ("CS", "GDL")


def test_the_others_are_in_every_state_of_cover() -> None:
    load_demostracion(total=300, hoy=HOY)
    named = {persona.curp for persona in PERSONAS}
    motivos: dict[str, int] = {}
    for asegurado in Asegurado.objects.exclude(curp__in=named):
        vigencia = get_vigencia(asegurado, hoy=HOY)
        motivo = vigencia.motivo.value if isinstance(vigencia, NoVigente) else "vigente"
        motivos[motivo] = motivos.get(motivo, 0) + 1
    assert set(motivos) == {"vigente", *NEGADAS}
    assert min(motivos.values()) >= 4
    assert motivos["vigente"] >= 80
