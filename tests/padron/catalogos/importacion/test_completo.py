"""Whole catalogues, on both databases."""

from pathlib import Path

import pytest

from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion import load_codigos_postales
from padron.catalogos.models import Colonia, Municipio
from padron.catalogos.selectors import get_codigo_postal, get_colonias
from tests.helpers.padron.memory_measure import import_measured
from tests.helpers.padron.sepomex_files import encode, make_muchas

pytestmark = pytest.mark.real
MAX_CRECIMIENTO = 80  # MB that a load of 155 000 rows may need


@pytest.mark.usefixtures("base_abierta")
def test_the_default_catalogue_then_the_official_one(base_url: str, tmp_path: Path) -> None:
    first = load_codigos_postales(actor="prueba")
    assert (first.filas, first.codigos_nuevos, first.colonias_nuevas) == (145_468, 32_236, 145_329)
    assert first.avisos == []
    assert set(Municipio.objects.values_list("estado", flat=True)) == set(ESTADOS)
    _check_ejemplos()
    again = load_codigos_postales(actor="prueba").as_dict()
    assert {name for name, number in again.items() if number} == {"filas", "repetidas"}
    path = tmp_path / "CPdescarga.txt"
    path.write_bytes(encode(*make_muchas()))
    crecimiento, said = import_measured("importar_sepomex", path, base_url=base_url)
    assert crecimiento < MAX_CRECIMIENTO
    (resumen,) = [line for line in said if not line.endswith(" filas…")]  # no notice
    assert resumen.startswith("155000 filas. ")
    assert "Colonias: 155000 nuevas, 145329 quitadas." in resumen
    assert Colonia.objects.count() == 155_000
    assert get_codigo_postal("44100") is None
    assert len(get_colonias("30999")) == 5


def _check_ejemplos() -> None:
    """Check the examples of docs/reglas.md, «Postal codes»."""
    lugares = {cp: str(codigo.municipio) for cp in ("44100", "04510") if (codigo := get_codigo_postal(cp))}
    assert lugares == {"44100": "Guadalajara, Jalisco", "04510": "Coyoacán, Ciudad de México"}
    assert get_colonias("44100") == ["Guadalajara Centro"]
    assert get_colonias("04510") == ["Universidad Nacional Autónoma de México"]  # its name for Ciudad Universitaria
    assert get_codigo_postal("45545") is None
    assert len(get_colonias("85203")) == len(set(get_colonias("85203"))) == 352
