"""What staff correct by hand: judged anew, written down, and passed on."""

import datetime as dt

import pytest
from django.db import connection
from django.dispatch import receiver

from padron.asegurados.correccion import Correccion, accept_datos, correct_asegurado, correct_inscripcion
from padron.asegurados.formularios import AseguradoForm, InscripcionForm
from padron.asegurados.models import Asegurado, FallaDato
from padron.asegurados.signals import padron_corregido
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import HOY, AseguradoFactory, FallaDatoFactory, InscripcionFactory, make_curp

pytestmark = pytest.mark.django_db


@pytest.fixture
def senales() -> list[bool]:
    """What the rooms above were told: whether a transaction was open."""
    told: list[bool] = []

    @receiver(padron_corregido)
    def note(**_: object) -> None:
        told.append(connection.in_atomic_block)

    yield told
    padron_corregido.disconnect(note)


def correct(asegurado: Asegurado, **changes: str) -> Asegurado:
    names = {name: getattr(asegurado, name) for name in ("nombres", "primer_apellido", "segundo_apellido")}
    correct_asegurado(asegurado=asegurado, correccion=Correccion(**(names | changes)), hoy=HOY, actor="rosa")
    return Asegurado.objects.get(pk=asegurado.pk)


def open_causes(asegurado: Asegurado) -> set[str]:
    return set(asegurado.fallas.filter(abierta=True).values_list("causa", flat=True))


def test_a_name_that_does_not_fit_opens_a_fault_and_the_right_one_closes_it(senales: list[bool]) -> None:
    asegurado = AseguradoFactory()
    assert open_causes(correct(asegurado, primer_apellido="Otro")) == {"curp_nombre"}
    assert open_causes(correct(asegurado, primer_apellido="Quintanar")) == set()
    assert senales == [True, True]


def test_what_changes_nothing_writes_nothing(senales: list[bool]) -> None:
    correct(AseguradoFactory())
    assert senales == []
    assert not Auditoria.objects.exists()


def test_both_values_are_written_down_and_not_in_clear() -> None:
    asegurado = AseguradoFactory(con_nss=True)
    correct(asegurado, nss="61230600027")
    row = Auditoria.objects.get()
    assert (row.actor, row.accion, row.objeto) == ("rosa", "corregir asegurado", f"asegurado:{asegurado.titular}")
    assert row.valores["ahora"]["nss"] == "61230600027"
    with connection.cursor() as cursor:
        cursor.execute("SELECT valores FROM seguridad_auditoria")
        assert "61230600027" not in str(cursor.fetchall())


def test_a_new_number_counts_as_located_today() -> None:
    asegurado = correct(AseguradoFactory(), nss="61230600027")
    assert (asegurado.nss, asegurado.nss_padron, asegurado.origen_nss) == ("61230600027", "61230600027", "localizado")
    assert asegurado.fecha_nss == HOY


def test_a_number_assigned_meanwhile_is_not_lost() -> None:
    asegurado = AseguradoFactory()
    Asegurado.objects.update(nss="61230600027", origen_nss="asignado")
    assert correct(asegurado, nombres="Ximena Sol").nss == "61230600027"


def test_a_new_curp_brings_its_date_sex_and_entity() -> None:
    asegurado = AseguradoFactory()
    fecha = dt.date(2004, 5, 6)
    names = {"nombres": "Ximena", "primer_apellido": "Quintanar", "segundo_apellido": "Zúñiga"}
    curp = make_curp(**names, fecha=fecha, entidad="NL")
    FallaDatoFactory(asegurado=asegurado, causa="curp_fecha", detalle={"visto": "2000-01-01", "esperado": str(fecha)})
    FallaDatoFactory(asegurado=asegurado, causa="curp_entidad", detalle={"visto": "AS", "esperado": "JC"})
    corrected = correct(asegurado, curp=curp)
    assert (corrected.curp, corrected.fecha_nacimiento, corrected.entidad) == (curp, fecha, "NL")
    assert open_causes(corrected) == {"curp_entidad"}
    assert corrected.fallas.get(causa="curp_entidad").detalle == {"visto": "NL", "esperado": "JC"}


def test_the_other_of_two_with_one_number_is_free_as_well() -> None:
    one, other = AseguradoFactory(con_nss=True), AseguradoFactory()
    Asegurado.objects.filter(pk=other.pk).update(nss_padron=one.nss)
    assert open_causes(correct(one, nombres="Ximena Sol")) == {"nss_repetido"}
    assert open_causes(other) == {"nss_repetido"}
    correct(other, nss="61230600027")
    assert open_causes(one) == open_causes(other) == set()


def test_papers_close_what_they_can_settle_and_nothing_else(senales: list[bool]) -> None:
    asegurado = AseguradoFactory()
    for causa in ("curp_sexo", "nss_digito"):
        FallaDatoFactory(asegurado=asegurado, causa=causa)
    accept_datos(asegurado=asegurado, causa="curp_sexo", actor="rosa")
    accept_datos(asegurado=asegurado, causa="curp_sexo", actor="rosa")
    with pytest.raises(ValueError, match="nss_digito"):
        accept_datos(asegurado=asegurado, causa="nss_digito", actor="rosa")
    assert open_causes(asegurado) == {"nss_digito"}
    assert len(senales) == Auditoria.objects.count() == 1


def test_an_enrolment_is_corrected_field_by_field(senales: list[bool]) -> None:
    inscripcion = InscripcionFactory()
    other = InscripcionFactory(plantel=inscripcion.plantel)
    inscripcion.codigo, inscripcion.nivel = other.codigo, "not to be written"
    correct_inscripcion(inscripcion=inscripcion, campos=["codigo"], actor="rosa")
    inscripcion.refresh_from_db()
    assert inscripcion.nivel == "licenciatura"
    assert set(FallaDato.objects.filter(abierta=True).values_list("causa", flat=True)) == {"codigo_repetido"}
    assert senales == [True]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"curp_correcta": "PEGL050909MJCRMSZ"}, "18 letras y números; escribiste 17"),
        ({"nss_correcto": "04230500012"}, "un número no coincide"),
        ({"nombres": ""}, "Escribe este dato"),
    ],
)
def test_the_form_says_what_to_look_at(typed: dict[str, str], said: str) -> None:
    names = {"nombres": "Ximena", "primer_apellido": "Quintanar", "segundo_apellido": ""}
    form = AseguradoForm(names | typed, instance=AseguradoFactory())
    assert not form.is_valid()
    assert said in str(form.errors)


def test_nobody_gets_the_curp_or_the_number_of_another() -> None:
    other = AseguradoFactory(con_nss=True)
    names = {"nombres": "Ximena", "primer_apellido": "Quintanar", "segundo_apellido": ""}
    form = AseguradoForm(names | {"curp_correcta": other.curp, "nss_correcto": other.nss}, instance=AseguradoFactory())
    assert set(form.errors) == {"curp_correcta", "nss_correcto"}


def test_an_address_is_stored_as_it_is_compared_and_no_day_lies_ahead() -> None:
    inscripcion = InscripcionFactory()
    ahead = (dt.date.today() + dt.timedelta(days=2)).isoformat()  # noqa: DTZ011
    typed = {"correo": " Ana@Example.com", "estatus": "activo", "fecha_inscripcion": ahead}
    form = InscripcionForm(typed, instance=inscripcion)
    assert set(form.errors) == {"fecha_inscripcion"}
    assert form.cleaned_data["correo"] == "ana@example.com"
