from padron.identificadores.curp import decode
from padron.identificadores.mascaras import mask_curp

CURP = "QUZX050309MJCNXMZ2"


def test_T13_the_mask_of_a_curp_shows_only_the_letters_that_follow_from_the_name() -> None:
    assert mask_curp(CURP) == "QUZX••••"
    same_name = "QUZX910101HDFNXM92"
    assert decode(same_name) != decode(CURP)
    assert mask_curp(same_name) == mask_curp(CURP)
