"""The frozen data of a document survives being stored."""

import json

import pytest

from documentos.contexts import TIPOS, Contexto
from tests.documentos.casos import CASOS
from tests.documentos.fabricas import make_datos


@pytest.mark.parametrize("datos", CASOS.values(), ids=CASOS)
def test_from_json_undoes_to_json(datos: Contexto) -> None:
    stored = json.loads(json.dumps(datos.to_json()))
    assert TIPOS[datos.tipo].from_json(stored) == datos


def test_what_is_missing_is_not_invented() -> None:
    stored = make_datos().to_json()
    del stored["entidad"]
    with pytest.raises(KeyError):
        TIPOS["nss"].from_json(stored)


@pytest.mark.parametrize("clase", TIPOS.values())
def test_each_field_of_the_cadena_exists_and_is_labelled(clase: type[Contexto]) -> None:
    names = set(clase.__dataclass_fields__)
    assert set(clase.cadena) <= names
    assert clase.get_leyenda_cadena().startswith("versión|folio|tipo|fecha|emisor|CURP|NSS|")
