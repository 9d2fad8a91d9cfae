import pytest
from hypothesis import given
from hypothesis import strategies as st

from tramites.solicitud.acceso import mask_correo


@pytest.mark.parametrize(
    ("correo", "masked"),
    [
        ("mariana@gmail.com", "ma•••@gmail.com"),
        ("ana@gmail.com", "a•••@gmail.com"),
        ("a@gmail.com", "a•••@gmail.com"),
        ("anas@gmail.com", "an•••@gmail.com"),
    ],
)
def test_a_masked_email_address_shows_at_most_two_letters_before_the_at_sign(correo: str, masked: str) -> None:
    assert mask_correo(correo) == masked


@given(name=st.text("abcxyz.0123", min_size=2, max_size=60))
def test_a_masked_email_address_shows_at_most_half_of_the_letters_before_the_at_sign(name: str) -> None:
    shown = mask_correo(f"{name}@example.com").removesuffix("•••@example.com")
    assert name.startswith(shown)
    assert len(shown) <= len(name) / 2
