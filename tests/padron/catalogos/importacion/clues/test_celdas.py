import pytest

from padron.catalogos.estados import ESTADOS
from padron.catalogos.importacion.clues import celdas
from padron.catalogos.rules import Punto


@pytest.mark.parametrize(
    ("text", "cp"),
    [
        ("44100", "44100"),
        ("1000", "01000"),
        ("99999", ""),
        ("00000", ""),
        ("", ""),
        ("441000", ""),
        ("4410a", ""),
        ("٤٤١٠٠", ""),
    ],
)
def test_postal_codes(text: str, cp: str) -> None:
    assert celdas.read_cp(text) == cp


@pytest.mark.parametrize(
    ("text", "extension", "telefono"),
    [
        ("9515550117", "", "951 555 0117"),
        ("3355550117", "0", "33 5555 0117"),
        ("(55) 5555-0117", "61400", "55 5555 0117 ext. 61400"),
        ("9515550117", "=cmd", "951 555 0117"),
        ("0000000000", "12", ""),
        ("5550117", "", ""),
        ("", "", ""),
    ],
)
def test_telephones(text: str, extension: str, telefono: str) -> None:
    assert celdas.read_telefono(text, extension) == telefono


@pytest.mark.parametrize(
    ("latitud", "longitud"),
    [
        ("", ""),
        ("0", "0"),
        ("20.67", ""),
        ("20.67", "103.34"),
        ("-103.34", "20.67"),
        ("nan", "-103"),
        ("1e999", "-103"),
        ("norte", "sur"),
    ],
)
def test_places_that_are_none(latitud: str, longitud: str) -> None:
    assert celdas.read_punto(latitud, longitud) is None


def test_a_place() -> None:
    assert celdas.read_punto("20.67000049", "-103.3") == Punto(20.67, -103.3)


@pytest.mark.parametrize(
    ("text", "estado"),
    [
        ("OAXACA", "20"),
        ("MICHOACAN DE OCAMPO", "16"),
        ("VERACRUZ DE IGNACIO DE LA LLAVE", "30"),
        ("MEXICO", "15"),
        ("Estado de México", "15"),
        ("CIUDAD DE MEXICO", "09"),
        ("DISTRITO FEDERAL", "09"),
        ("Texas", None),
        ("", None),
    ],
)
def test_states(text: str, estado: str | None) -> None:
    assert celdas.read_estado(text) == estado


def test_every_state_is_read_in_capitals() -> None:
    assert [celdas.read_estado(nombre.upper()) for nombre in ESTADOS.values()] == list(ESTADOS)


def test_the_ooad_of_states_that_have_two_is_not_guessed() -> None:
    assert [clave for clave in ESTADOS if not celdas.get_ooad(clave)] == ["09", "15", "30"]
    assert celdas.get_ooad("14") == "Jalisco"


@pytest.mark.parametrize(
    ("nombre", "numero"),
    [
        ("UMF 7 DEL ENSAYO", 7),
        ("UNIDAD DE MEDICINA FAMILIAR NO. 120", 120),
        ("HGZ/MF 3", 3),
        ("UMF DEL ENSAYO", None),
        ("UMF 123456", None),
    ],
)
def test_the_number_of_a_clinic(nombre: str, numero: int | None) -> None:
    assert celdas.read_numero(nombre) == numero


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("UMF 1 OAXACA", "UMF 1 Oaxaca"),
        ("UMF/UMAA 52 SAN JUAN DEL RÍO", "UMF/UMAA 52 San Juan del Río"),
        ("HGZMF 2 FF.CC.", "HGZMF 2 FF.CC."),
        ("LA PAZ", "La Paz"),
        ("JUAN PABLO II", "Juan Pablo II"),
        ("TEXCOCO-LECHERÍA", "Texcoco-Lechería"),
        ("Calle de la Paz", "Calle de la Paz"),
        ("MZ.05 LOTE 3A", "MZ.05 Lote 3A"),
    ],
)
def test_capitals_become_a_name(text: str, written: str) -> None:
    assert celdas.write_nombre(text) == written


@pytest.mark.parametrize(
    ("parts", "direccion"),
    [
        (("CALLE", "INVENTADA", "12", ""), "Calle Inventada 12"),
        (("CALLE", "INVENTADA", "SIN NÚMERO", "SIN NUMERO"), "Calle Inventada, sin número"),
        (("AVENIDA", "DEL ENSAYO", "", "B"), "Avenida del Ensayo, sin número, interior B"),
        (("CALLE", "INVENTADA NO. 14", "14", ""), "Calle Inventada No. 14"),
        (("NO ESPECIFICADO", "", "", ""), ""),
    ],
)
def test_addresses(parts: tuple[str, str, str, str], direccion: str) -> None:
    names = ("tipo", "vialidad", "exterior", "interior")
    assert celdas.make_direccion(**dict(zip(names, parts, strict=True))) == direccion


@pytest.mark.parametrize(
    ("tipo", "nombre", "colonia"),
    [
        ("COLONIA", "CENTRO", "Centro"),
        ("BARRIO", "LA LUZ", "Barrio La Luz"),
        ("", "CENTRO", "Centro"),
        ("BARRIO", "NINGUNO", ""),
    ],
)
def test_colonias(tipo: str, nombre: str, colonia: str) -> None:
    assert celdas.make_colonia(tipo=tipo, nombre=nombre) == colonia


@pytest.mark.parametrize(("text", "cuantos"), [("4", 4), ("", 1), ("0", 1), ("-3", 1), ("5000", 99), ("dos", 1)])
def test_consulting_rooms(text: str, cuantos: int) -> None:
    assert celdas.read_consultorios(text) == cuantos
