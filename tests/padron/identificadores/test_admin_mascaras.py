import pytest

from padron.identificadores.mascaras import mask_curp, mask_nss


def test_a_curp_keeps_neither_birth_date_nor_sex_nor_entity() -> None:
    assert mask_curp("QUZX050309MJCNXMZ2") == "QUZX••••Z2"


@pytest.mark.parametrize(("nss", "shown"), [("04230500011", "••••0011"), ("0423", "••••"), ("12345678", "••••")])
def test_a_number_keeps_its_last_four_and_a_fragment_nothing(nss: str, shown: str) -> None:
    assert mask_nss(nss) == shown
