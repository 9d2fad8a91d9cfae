import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from padron.catalogos.importacion import paquete
from padron.catalogos.importacion.asentamientos import Asentamiento
from padron.catalogos.management.commands import importar_sepomex
from padron.catalogos.models import CodigoPostal, FuenteCatalogo
from padron.catalogos.selectors import get_colonias
from tests.helpers.factories import CodigoPostalFactory
from tests.helpers.padron.sepomex_files import FILAS, encode

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    path = tmp_path / "CPdescarga.txt"
    path.write_bytes(encode(*FILAS))
    return path


def run(*args: object) -> list[str]:
    out = io.StringIO()
    call_command(*map(str, args), stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


class TestImportarSepomex:
    def test_it_tells_what_changed(self, archivo: Path) -> None:
        said = run("importar_sepomex", archivo)
        assert said[0].startswith("No vienen códigos de: Aguascalientes")
        assert said[1:] == [
            "4 filas. Códigos postales: 3 nuevos, 0 cambiados, 0 quitados, 0 conservados porque están en uso. "
            "Colonias: 4 nuevas, 0 quitadas. Filas repetidas: 0."
        ]

    def test_a_simulation_says_so(self, archivo: Path) -> None:
        assert run("importar_sepomex", archivo, "--simular")[-1] == "Fue una simulación: no se guardó nada."
        assert not CodigoPostal.objects.exists()
        assert not FuenteCatalogo.objects.exists()

    def test_the_date_of_the_source(self, archivo: Path) -> None:
        run("importar_sepomex", archivo, "--fecha", "2026-10-01")
        assert str(FuenteCatalogo.objects.get().fecha) == "2026-10-01"

    def test_an_unreadable_file_is_one_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"^Eso es una carpeta, no un archivo\.$"):
            run("importar_sepomex", tmp_path)

    def test_a_database_that_gives_up_is_one_sentence(self, archivo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(**_kwargs: object) -> None:
            raise OperationalError("database is locked")

        monkeypatch.setattr(importar_sepomex, "import_sepomex", fail)
        with pytest.raises(CommandError, match="no se guardó nada: database is locked"):
            run("importar_sepomex", archivo)

    def test_it_shows_that_it_moves(self, archivo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importar_sepomex, "CADA", 3)
        err = io.StringIO()
        call_command("importar_sepomex", str(archivo), stdout=io.StringIO(), stderr=err)
        assert err.getvalue() == "4 filas…\n"


class TestCargarCodigosPostales:
    @pytest.fixture(autouse=True)
    def _pocos(self, monkeypatch: pytest.MonkeyPatch) -> None:
        few = [Asentamiento(1, "44100", "Guadalajara Centro", "Colonia", "14", "", "Guadalajara", "Guadalajara")]
        monkeypatch.setattr(paquete, "read_asentamientos", lambda: iter(few))

    def test_an_empty_catalogue_is_filled(self) -> None:
        assert run("cargar_codigos_postales")[0].startswith("1 filas. Códigos postales: 1 nuevos")
        assert FuenteCatalogo.objects.get().descripcion.startswith("postalcodes-mexico 0.")

    def test_another_one_stays_and_costs_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        CodigoPostalFactory(cp="01000")
        with django_assert_num_queries(1):
            assert run("cargar_codigos_postales")[0].startswith("Ya hay un catálogo de códigos postales")
        assert get_colonias("44100") == []

    def test_unless_told_otherwise(self) -> None:
        CodigoPostalFactory(cp="01000")
        run("cargar_codigos_postales", "--reemplazar")
        assert list(CodigoPostal.objects.values_list("pk", flat=True)) == ["44100"]
