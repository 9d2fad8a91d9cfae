import pytest

from padron.asegurados.importacion.perfil.personas import Renglon, is_misma, make_huella, settle_curp
from padron.asegurados.rules import Persona

CURP = "QUZX050309MJCNXMZ2"
XIMENA = Persona("Ximena", "Quintanar", "Zúñiga")
TADEO = Persona("Tadeo", "Bermúdez", "Ocaranza")
XAVIER = Persona("Xamir", "Quintanar", "Zúñiga")  # a twin: the same letters


def settle(*personas: Persona, guardada: Persona | None = None) -> list[int]:
    """The lines that are not stored."""
    renglones = [Renglon(linea, persona) for linea, persona in enumerate(personas, start=2)]
    return sorted(settle_curp(CURP, renglones, guardada))


@pytest.mark.parametrize(
    "otra",
    [
        Persona("XIMENA", "QUINTANAR", "ZUÑIGA"),
        Persona("Ximena", "Zúñiga", "Quintanar"),
        Persona("Ximena Guadalupe", "Quintanar", "Zúñiga"),
        Persona("Ximena", "Quintanar", ""),
        Persona("Ximena", "Quintanar", "Zu?iga"),
        Persona("X.", "Quintanar", "Zúñiga"),
    ],
)
def test_a_name_that_is_shorter_or_misspelt_is_the_same_person(otra: Persona) -> None:
    assert is_misma(XIMENA, otra)
    assert settle(XIMENA, otra) == []


@pytest.mark.parametrize(
    "otra", [TADEO, Persona("Tadeo", "Quintanar", "Zúñiga"), Persona("Ximena", "Bermúdez", "Zúñiga")]
)
def test_another_name_is_another_person(otra: Persona) -> None:
    assert not is_misma(XIMENA, otra)


def test_the_curp_is_the_persons_whose_name_gives_its_letters() -> None:
    assert settle(TADEO, XIMENA) == [2]
    assert settle(XIMENA, TADEO, XIMENA) == [3]


def test_twins_under_one_curp_are_both_refused_unless_one_is_on_record() -> None:
    assert settle(XIMENA, XAVIER) == [2, 3]
    assert settle(XIMENA, XAVIER, guardada=XAVIER) == [2]


def test_two_persons_whose_names_do_not_give_the_letters_are_both_refused() -> None:
    assert settle(TADEO, Persona("Saúl", "Perea", "")) == [2, 3]


def test_a_name_has_the_same_mark_in_whatever_order_and_case() -> None:
    assert make_huella("Ximena", "Quintanar", "Zúñiga") == make_huella("XIMENA", "ZUNIGA", "quintanar")
