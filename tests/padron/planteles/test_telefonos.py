import pytest

from padron.planteles.telefonos import make_tel


@pytest.mark.parametrize(
    ("telefono", "url"),
    [
        ("33 5555 0101", "tel:+523355550101"),
        ("(33) 5555-0101", "tel:+523355550101"),
        ("+52 33 5555 0101", "tel:+523355550101"),
        ("01 33 5555 0101", "tel:+523355550101"),
        ("33 5555 0101 ext. 12", "tel:+523355550101,12"),
        ("33 5555 0101, extensión 1234", "tel:+523355550101,1234"),
        ("33 5555 0101 x12", "tel:+523355550101,12"),
        ("33 5555 0101 / 33 5555 0102", "tel:+523355550101"),
        ("33 5555 0101 y 33 5555 0102", "tel:+523355550101"),
        ("Tel. 911", "tel:911"),
        ("Sin teléfono", ""),
        ("", ""),
    ],
)
def test_the_tel_url_has_only_what_a_phone_can_dial(telefono: str, url: str) -> None:
    assert make_tel(telefono) == url
