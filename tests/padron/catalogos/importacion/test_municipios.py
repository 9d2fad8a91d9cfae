from pathlib import Path

import pytest

from padron.catalogos.importacion import load_codigos_postales, paquete
from padron.catalogos.importacion.asentamientos import Asentamiento
from padron.catalogos.models import Municipio
from padron.catalogos.selectors import get_municipios
from tests.helpers.factories import MunicipioFactory
from tests.helpers.padron.sepomex_files import FILAS, load, make_fila

pytestmark = pytest.mark.django_db


def test_one_without_code_is_found_by_its_name(tmp_path: Path) -> None:
    default = MunicipioFactory(clave="", nombre="GUADALAJARA")
    load(tmp_path, *FILAS)
    assert list(Municipio.objects.filter(pk=default.pk).values_list("nombre", "clave")) == [("Guadalajara", "039")]
    assert len(get_municipios("14")) == 2


def test_one_with_code_may_change_its_name(tmp_path: Path) -> None:
    before = MunicipioFactory(nombre="Villa de Antes")
    load(tmp_path, *FILAS)
    before.refresh_from_db()
    assert (before.nombre, before.orden) == ("Guadalajara", "guadalajara")


def test_two_of_one_name_have_their_codes(tmp_path: Path) -> None:
    rows = [make_fila(f"6800{n}", estado="20", clave=f"20{n}", municipio="San Juan Mixtepec") for n in (8, 9)]
    MunicipioFactory(estado="20", clave="", nombre="San Juan Mixtepec")
    for _ in range(2):
        load(tmp_path, *rows)
        assert [row.clave for row in get_municipios("20")] == ["208", "209"]


def test_a_source_without_codes_keeps_those_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, *FILAS)
    default = [Asentamiento(1, "44100", "Centro", "Colonia", "14", "", "Guadalajara", "")]
    monkeypatch.setattr(paquete, "read_asentamientos", lambda: iter(default))
    load_codigos_postales(actor="prueba")
    assert list(Municipio.objects.values_list("nombre", "clave")) == [("Guadalajara", "039")]
