"""The frozen data of a document survives being stored."""

import dataclasses
import json
from operator import attrgetter

import pytest

from documentos.contexts import TIPOS, Contexto, DatosVigencia
from tests.helpers.documentos.cases import CASOS, ORDINARIOS, SIN_VIGENCIA
from tests.helpers.documentos.factories import EMITIDO, make_datos
from tests.helpers.documentos.samples import DOMICILIO, make


@pytest.mark.parametrize("datos", CASOS.values(), ids=CASOS)
def test_from_json_undoes_to_json(datos: Contexto) -> None:
    stored = json.loads(json.dumps(datos.to_json()))
    assert TIPOS[datos.tipo].from_json(stored) == datos


def test_what_is_missing_is_not_invented() -> None:
    stored = make_datos().to_json()
    del stored["entidad"]
    with pytest.raises(KeyError):
        TIPOS["nss"].from_json(stored)


@pytest.mark.parametrize("tipo", TIPOS)
def test_each_field_of_the_cadena_exists_and_is_labelled(tipo: str) -> None:
    datos = ORDINARIOS[tipo]
    for campo in datos.cadena:
        assert attrgetter(campo)(datos) is not None
    assert datos.get_leyenda_cadena().startswith("versión|folio|tipo|fecha|emisor|CURP|NSS|")
    assert len(set(datos.cadena.values())) == len(datos.cadena)


@pytest.mark.parametrize("datos", CASOS.values(), ids=CASOS)
def test_the_cadena_can_be_rebuilt_from_what_is_printed(datos: Contexto) -> None:
    """One value for each label, in its order, whatever is empty."""
    cadena = datos.make_cadena(folio="RE-7K3M-92QX", emitido=EMITIDO).removeprefix("||").removesuffix("||").split("|")
    labels = datos.get_leyenda_cadena().split("|")
    assert len(cadena) == len(labels)
    said = dict(zip(labels, cadena, strict=True))
    assert (said["tipo"], said["CURP"], said["NSS"]) == (datos.tipo, datos.curp, datos.nss)


@pytest.mark.parametrize("attribute", ["tipo", "titulo", "archivo", "plantilla"])
def test_no_two_types_share_a_name(attribute: str) -> None:
    assert len({getattr(clase, attribute) for clase in TIPOS.values()}) == len(TIPOS)


@pytest.mark.parametrize("missing", ["vigente_al", "inicio_vigencia"])
def test_a_cover_without_its_days_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="a cover has a day"):
        make(DatosVigencia, **{missing: None})


def test_what_the_constancia_says_is_sealed() -> None:
    si, no = (datos.make_cadena(folio="RE-7K3M-92QX", emitido=EMITIDO) for datos in (make(DatosVigencia), SIN_VIGENCIA))
    assert "|SI|2026-11-20|UMF 52|Matutino|12|1F2005ES|" in si
    assert "|NO|||||1F2005ES||||" in no


@pytest.mark.parametrize(("exterior", "interior", "linea"), [("5", "", "Olmo 5"), ("5", "B", "Olmo 5, interior B")])
def test_an_address_without_an_interior_number_does_not_name_one(exterior: str, interior: str, linea: str) -> None:
    domicilio = dataclasses.replace(DOMICILIO, calle="Olmo", exterior=exterior, interior=interior)
    assert domicilio.calle_y_numero == linea
