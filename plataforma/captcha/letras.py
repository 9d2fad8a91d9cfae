"""The letters of a captcha, and their names in Spanish. Pure: no Django, no drawing."""

import secrets
from typing import Final

# Both cases, without those that a bent drawing makes look like another: C c O o S s V v W w X x Z z I l J j, and
# K k P p U u Y y, whose two cases differ in size only.
ALFABETO: Final = "ABDEFGHLMNQRTabdefghimnqrt"
LARGO: Final = 5
# «Be», «de», «ge», «te» and «e» sound alike, so each letter has a word that begins with it.
NOMBRES: Final = {
    "a": "a de árbol",
    "b": "be de burro",
    "d": "de de dado",
    "e": "e de elote",
    "f": "efe de foco",
    "g": "ge de gato",
    "h": "hache de hilo",
    "i": "i de isla",
    "l": "ele de luna",
    "m": "eme de mano",
    "n": "ene de nube",
    "q": "cu de queso",
    "r": "erre de rana",
    "t": "te de tomate",
}


def make_challenge() -> tuple[str, str]:
    """Return new letters: what the package draws, and what the student types (setting CAPTCHA_CHALLENGE_FUNCT)."""
    letras = "".join(secrets.choice(ALFABETO) for _ in range(LARGO))
    # The package cuts off the right end of a text without tall letters. It cuts off this space instead.
    return f"{letras} ", letras


def spell(letras: str) -> str:
    """Return the letters as they are read aloud: «a de árbol, mayúscula. be de burro, minúscula.»"""
    return " ".join(f"{NOMBRES[letra.lower()]}, {'mayúscula' if letra.isupper() else 'minúscula'}." for letra in letras)
