import pytest
from pytest_django import DjangoAssertNumQueries

from padron.catalogos.estados import ESTADOS, OTROS_ESTADOS
from padron.catalogos.models import FuenteCatalogo
from padron.catalogos.selectors import get_codigo_postal, get_colonias, get_fuente, get_municipios, get_series
from tests.helpers.factories import CodigoPostalFactory, ColoniaFactory, MunicipioFactory, SerieNSSFactory

pytestmark = pytest.mark.django_db


def test_thirty_two_states() -> None:
    assert list(ESTADOS) == [f"{n:02}" for n in range(1, 33)]
    assert OTROS_ESTADOS not in ESTADOS


def test_series_of_a_state_come_in_their_order() -> None:
    SerieNSSFactory(estado="14", serie="62", orden=2)
    SerieNSSFactory(estado="14", serie="61", orden=1)
    SerieNSSFactory(estado="19", serie="84", orden=1)
    SerieNSSFactory(estado=OTROS_ESTADOS, serie="97", orden=1)
    assert get_series(estado="14") == ["61", "62"]


def test_a_state_without_series_uses_those_of_the_others() -> None:
    SerieNSSFactory(estado="14", serie="61")
    SerieNSSFactory(estado=OTROS_ESTADOS, serie="97")
    assert get_series(estado="20") == ["97"]


def test_no_series_at_all() -> None:
    assert get_series(estado="20") == []


def test_a_postal_code_comes_with_its_municipio(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    CodigoPostalFactory(cp="44100")
    with django_assert_num_queries(1):
        codigo = get_codigo_postal("44100")
        assert codigo is not None
        assert (codigo.municipio.estado, codigo.municipio.nombre) == ("14", "Guadalajara")


@pytest.mark.parametrize("cp", ["45545", "4410", "", "44100 ", "ñ" * 99])
def test_an_unknown_postal_code_is_none(cp: str) -> None:
    CodigoPostalFactory(cp="44100")
    assert get_codigo_postal(cp) is None
    assert get_colonias(cp) == []


def test_colonias_are_in_spanish_order(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for nombre in ("Zona Centro", "Caña", "Álamos", "Canto", "Balcones"):
        ColoniaFactory(nombre=nombre)
    ColoniaFactory(nombre="Ajena", codigo_postal__cp="44200")
    with django_assert_num_queries(1):
        assert get_colonias("44100") == ["Álamos", "Balcones", "Canto", "Caña", "Zona Centro"]


def test_colonias_of_one_name_are_told_apart() -> None:
    for tipo in ("Ejido", "Poblado comunal", ""):
        ColoniaFactory(nombre="San Antonio", tipo=tipo)
    ColoniaFactory(nombre="El Salto", tipo="Pueblo")
    assert get_colonias("44100") == [
        "El Salto",
        "San Antonio",
        "San Antonio (ejido)",
        "San Antonio (poblado comunal)",
    ]


def test_municipios_of_a_state_by_name(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for clave, nombre in (("120", "Zapopan"), ("121", "Ánimas"), ("039", "Guadalajara")):
        MunicipioFactory(clave=clave, nombre=nombre)
    MunicipioFactory(estado="19", nombre="Monterrey")
    with django_assert_num_queries(1):
        assert [row.nombre for row in get_municipios("14")] == ["Ánimas", "Guadalajara", "Zapopan"]
    assert str(get_municipios("19")[0]) == "Monterrey, Nuevo León"


def test_a_renamed_row_changes_its_place() -> None:
    municipio = MunicipioFactory(nombre="Zapopan")
    municipio.nombre = "Ñandú"
    municipio.save()
    municipio.refresh_from_db()
    assert municipio.orden == "nzzandu"


def test_where_a_catalogue_came_from(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    catalogo = FuenteCatalogo.Catalogo.CODIGOS_POSTALES
    assert get_fuente(catalogo) is None
    FuenteCatalogo.objects.create(catalogo=catalogo, descripcion="una lista")
    with django_assert_num_queries(1):
        assert str(get_fuente(catalogo)) == "códigos postales: una lista"
