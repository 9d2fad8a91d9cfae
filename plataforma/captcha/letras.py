"""The letters of a captcha, and their names in Spanish. Pure: no Django, no drawing."""

import secrets
from typing import Final

# Letters that are still different after the image is bent. C c O o S s V v W w X x Z z I l J j are left out because
# they look like other letters. K k P p U u Y y are left out because the capital and the small letter differ only in
# size.
ALFABETO: Final = "ABDEFGHLMNQRTabdefghimnqrt"
LARGO: Final = 5
# The Spanish names «be», «de», «ge», «te» and «e» sound similar. So each letter is read with a word that begins with
# it.
CASOS: Final = ("mayúscula", "minúscula")
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
    """Return new random letters twice: the text that the package draws, and the text that the student types.

    The setting CAPTCHA_CHALLENGE_FUNCT names this function.
    """
    letras = "".join(secrets.choice(ALFABETO) for _ in range(LARGO))
    # If no letter is tall, the package cuts off the right end of the text. With this space, it cuts off only the space.
    return f"{letras} ", letras


def spell(letras: str) -> list[str]:
    """Return the words that are read aloud for these letters: «a de árbol», «mayúscula», «be de burro», «minúscula»."""
    return [word for letra in letras for word in (NOMBRES[letra.lower()], CASOS[letra.islower()])]
