"""A register of all Mexico, and what the portal does with it, on both databases."""

from pathlib import Path

import pytest

from padron.catalogos.clinicas_ficticias import load_clinicas_ficticias
from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion import import_clues
from padron.catalogos.models import Clinica
from padron.catalogos.selectors import get_clinicas_cercanas
from padron.catalogos.services import SinLugar, release_lugar, take_lugar
from tests.helpers.factories import CodigoPostalFactory
from tests.helpers.padron.clues_books import Fila, encode_csv, make_fila, make_horario, write_libro
from tests.helpers.padron.memory_measure import import_measured

pytestmark = pytest.mark.real
MAX_CRECIMIENTO = 120  # MB that 64 000 units may need


def make_unidades(total: int) -> list[Fila]:
    """Units in all states, one in forty a family clinic."""
    estados = [nombre.upper() for nombre in ESTADOS.values()]
    return [
        make_fila(
            f"ZZTST{n:06}",
            ENTIDAD=estados[n % 32],
            MUNICIPIO=f"MUNICIPIO {n % 2500}",
            CODIGO_POSTAL=f"{1000 + n % 30_000:05}",
            CLAVE_DE_TIPOLOGIA="UMF" if n % 40 == 0 else "UMR",
            LATITUD=f"{16 + n % 1000 / 100:.4f}",
            LONGITUD=f"-{97 + n % 1100 / 100:.4f}",
        )
        for n in range(total)
    ]


@pytest.mark.usefixtures("base_abierta")
def test_from_the_file_to_a_place(tmp_path: Path) -> None:
    municipio = CodigoPostalFactory(cp="44100").municipio
    unidades = [make_fila(f"JCIMS{n:06}", LATITUD=f"{20.67 + n / 100}") for n in range(8)]
    path = write_libro(
        tmp_path / "clues.xlsx", unidades, [make_horario(fila["CLUES"], "08:00", "20:00") for fila in unidades]
    )
    assert import_clues(archivo=path, actor="prueba").nuevas == 8
    assert import_clues(archivo=path, actor="prueba").sin_cambio == 8
    got = get_clinicas_cercanas(cp="44100", cuantas=3)
    assert [round(one.distancia_km or 0, 1) for one in got] == [0.6, 0.6, 1.7]
    assert [one.clinica.clave for one in get_clinicas_cercanas(cp="45999", municipio=municipio, desde=7)] == [
        "JCIMS000007"
    ]
    assert [one.distancia_km for one in get_clinicas_cercanas(cp="45999")] == [None] * 5
    room = take_lugar(clinica=got[0].clinica, turno="vespertino")
    assert room.ocupados == 1
    release_lugar(consultorio=room)
    with pytest.raises(SinLugar):
        take_lugar(clinica=got[0].clinica, turno="nocturno")
    assert load_clinicas_ficticias() == 60
    assert Clinica.objects.count() == 68


def test_memory_is_bounded(base_url: str, tmp_path: Path) -> None:
    path = tmp_path / "clues.csv"
    path.write_bytes(encode_csv(make_unidades(64_000)))
    crecimiento, said = import_measured("importar_clues", path, base_url=base_url)
    assert "Clínicas: 1600 nuevas" in "\n".join(said)
    assert crecimiento < MAX_CRECIMIENTO
