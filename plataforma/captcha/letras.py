"""The letters of a captcha, and how they are called in Spanish. Pure: no Django, no drawing."""

import secrets
from typing import Final

# Both cases, without those that a bent drawing makes look like another: C c O o S s V v W w X x Z z I l J j, and
# K k P p U u Y y, whose two cases differ in size only.
ALFABETO: Final = "ABDEFGHLMNQRTabdefghimnqrt"
LARGO: Final = 5
NOMBRES: Final = {
    "a": "a",
    "b": "be",
    "d": "de",
    "e": "e",
    "f": "efe",
    "g": "ge",
    "h": "hache",
    "i": "i",
    "l": "ele",
    "m": "eme",
    "n": "ene",
    "q": "cu",
    "r": "erre",
    "t": "te",
}


def make_letras() -> str:
    """Return new letters that nobody can foresee."""
    return "".join(secrets.choice(ALFABETO) for _ in range(LARGO))


def spell(letras: str) -> str:
    """Return the letters as they are read aloud: «a mayúscula. be minúscula.»"""
    return " ".join(f"{NOMBRES[letra.lower()]} {'mayúscula' if letra.isupper() else 'minúscula'}." for letra in letras)
