import pytest

from padron.asegurados.importacion.perfil.sexo import read_sexo, settle_sexo_m

VISTOS = {
    "H and M": ({("H", "H"): 50, ("M", "M"): 50}, "M"),
    "F and M": ({("M", "H"): 50, ("F", "M"): 50}, "H"),
    "F and M in small letters": ({("m", "H"): 5, ("f", "M"): 5}, "H"),
    "F and M with some errors": ({("M", "H"): 50, ("M", "M"): 3, ("F", "M"): 50}, "H"),
    "M alone, of women": ({("M", "M"): 3}, "M"),
    "M alone, of men": ({("M", "H"): 3}, "H"),
    "M alone, of men with one error": ({("M", "H"): 30, ("M", "M"): 1}, "H"),
    "M alone, of both": ({("M", "H"): 3, ("M", "M"): 3}, ""),
    "H, F and M": ({("H", "H"): 5, ("F", "M"): 5, ("M", "M"): 5}, ""),
    "H and M, against the CURPs": ({("H", "M"): 5, ("M", "H"): 5}, ""),
    "F and M, against the CURPs": ({("F", "H"): 5, ("M", "M"): 5}, ""),
    "nothing": ({}, ""),
}


@pytest.mark.parametrize(("vistos", "sexo"), VISTOS.values(), ids=VISTOS)
def test_the_column_and_the_curps_settle_what_M_means(vistos: dict[tuple[str, str], int], sexo: str) -> None:
    assert settle_sexo_m(vistos) == sexo


@pytest.mark.parametrize(
    ("text", "sexo"),
    [
        ("H", "H"),
        ("F", "M"),
        ("x", "X"),
        ("Masculino", "H"),
        ("FEMENINO", "M"),
        ("Mujer", "M"),
        ("1", None),
        ("?", None),
    ],
)
def test_the_other_letters_and_words_mean_one_sex(text: str, sexo: str | None) -> None:
    assert {read_sexo(text, sexo_m) for sexo_m in ("H", "M", "")} == {sexo}


def test_an_ambiguous_M_is_no_sex() -> None:
    assert [read_sexo("M", sexo_m) for sexo_m in ("H", "M", "")] == ["H", "M", None]
