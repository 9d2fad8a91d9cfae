import io
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command

from imss_portal.demostracion.carga import load_demostracion
from imss_portal.demostracion.personas import PERSONAS, Persona
from padron.asegurados.models import Asegurado, FallaDato, Inscripcion
from padron.asegurados.selectors import get_asegurado_by_curp, get_fallas_abiertas, opens, opens_with_codigo
from padron.asegurados.services import assign_nss, bind_correo
from padron.planteles.models import Institucion, Plantel
from tests.helpers.factories import HOY

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("demo", *args, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def get(escenario: str) -> tuple[Persona, Asegurado]:
    persona = next(persona for persona in PERSONAS if persona.escenario == escenario)
    asegurado = get_asegurado_by_curp(persona.curp)
    assert asegurado is not None
    return persona, asegurado


def test_it_loads_three_hundred_students_of_three_campuses() -> None:
    run()
    assert Institucion.objects.get().nombre == "Universidad de Demostración"
    assert Asegurado.objects.count() == Inscripcion.objects.count() == 300
    assert sorted(Plantel.objects.values_list("ruta_inconsistencias", flat=True)) == [
        *("plantel", "plantel", "subdelegacion"),
    ]


def test_again_it_changes_nothing_and_months_later_only_who_entered_lately() -> None:
    with time_machine.travel("2026-11-20T18:00:00Z"):
        run()
    before = list(Inscripcion.objects.order_by("pk").values())
    with time_machine.travel("2026-11-20T23:00:00Z"):
        assert run() == "Demostración: 0 alumnos nuevos, 300 ya estaban.\n"
    assert before == list(Inscripcion.objects.order_by("pk").values())
    with time_machine.travel("2027-03-02T18:00:00Z"):
        assert run() == "Demostración: 0 alumnos nuevos, 300 ya estaban.\n"
    after = list(Inscripcion.objects.order_by("pk").values())
    assert len(after) == 300
    changed = {new["asegurado_id"] for old, new in zip(before, after, strict=True) if old != new}
    recientes = [persona.curp for persona in PERSONAS if persona.entro_hace is not None]
    assert changed == set(Asegurado.objects.filter(curp__in=recientes).values_list("pk", flat=True))


def test_what_staff_changed_of_a_campus_stays() -> None:
    load_demostracion(total=0, hoy=HOY)
    Plantel.objects.filter(clave="GDL").update(dias_acuse=9)
    load_demostracion(total=0, hoy=HOY)
    assert Plantel.objects.get(clave="GDL").dias_acuse == 9


def test_one_of_the_three_campuses_of_the_demonstration_asks_for_paper() -> None:
    load_demostracion(total=0, hoy=HOY)
    assert sorted(Plantel.objects.values_list("recibe_en_papel", flat=True)) == [False, False, True]


def test_the_list_is_json_lines_and_nothing_else() -> None:
    lines = [json.loads(line) for line in run("--listar").splitlines()]
    assert lines == [persona.as_linea() for persona in PERSONAS]
    assert not Asegurado.objects.exists()


def test_none_of_it_exists_in_production(settings: pytest.FixtureRequest) -> None:
    settings.MODO_DEMOSTRACION = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="MODO_DEMOSTRACION=1"):
        run()


def test_each_scenario_is_what_it_says() -> None:
    load_demostracion(total=30, hoy=HOY)
    persona, asegurado = get("localizado")
    assert asegurado.nss == persona.nss != ""
    assert not get_fallas_abiertas(asegurado)

    persona, asegurado = get("por_asignar")
    assert asegurado.nss is None
    assert opens(asegurado=asegurado, correo=persona.correo)
    assert assign_nss(asegurado=asegurado, estado="14", hoy=HOY).startswith("6126")

    for escenario, causa, ruta in (
        ("inconsistente_plantel", "curp_nombre", "plantel"),
        ("inconsistente_subdelegacion", "nss_digito", "subdelegacion"),
    ):
        _, asegurado = get(escenario)
        assert [falla.causa for falla in get_fallas_abiertas(asegurado)] == [causa]
        assert asegurado.inscripciones.get().plantel.ruta_inconsistencias == ruta

    assert set(FallaDato.objects.values_list("causa", flat=True)) <= {"curp_nombre", "nss_digito"}


def test_the_addresses_of_the_scenarios() -> None:
    load_demostracion(total=30, hoy=HOY)
    persona, asegurado = get("dos_correos")
    assert persona.correo_padron
    assert opens(asegurado=asegurado, correo=persona.correo)
    assert opens(asegurado=asegurado, correo=persona.correo_padron)

    assert not Plantel.objects.filter(codigo_abre=False).exists()
    persona, asegurado = get("sin_correo")
    assert not opens(asegurado=asegurado, correo=persona.correo)
    assert opens_with_codigo(asegurado=asegurado, codigo=persona.codigo)

    persona, asegurado = get("otro_correo")
    assert not opens(asegurado=asegurado, correo=persona.correo)
    assert not opens_with_codigo(asegurado=asegurado, codigo=persona.codigo)

    for escenario in ("correo_compartido", "correo_compartido_hermana"):
        persona, asegurado = get(escenario)
        assert opens(asegurado=asegurado, correo=persona.correo)
        assert bind_correo(asegurado=asegurado, correo=persona.correo)


def test_who_is_on_no_roster_and_who_is_a_minor() -> None:
    load_demostracion(total=30, hoy=HOY)
    assert get_asegurado_by_curp("GARB040909HTSRXRZ5") is None
    _, asegurado = get("menor")
    assert asegurado.fecha_nacimiento.year + 18 > HOY.year
