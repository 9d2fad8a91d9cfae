from plataforma.captcha.letras import ALFABETO, LARGO, NOMBRES, make_challenge, spell


def test_T8_no_letter_looks_like_another() -> None:
    assert not set(ALFABETO) & set("CcOoSsVvWwXxZzIl10JjKkPpUuYy")
    assert len(ALFABETO) == len(set(ALFABETO)) == 26
    assert any(letra.isupper() for letra in ALFABETO)
    assert any(letra.islower() for letra in ALFABETO)


def test_T8_letters_are_new_each_time() -> None:
    made = {make_challenge()[1] for _ in range(200)}
    assert len(made) >= 199  # two alike are one chance in six hundred, three in a million
    assert {len(letras) for letras in made} == {LARGO}
    assert set("".join(made)) == set(ALFABETO)


def test_T8_the_drawn_letters_are_the_typed_letters_and_a_space() -> None:
    drawn, typed = make_challenge()
    assert drawn == f"{typed} "


def test_T8_letters_are_spelled_in_order_with_their_case() -> None:
    assert spell("AbQqh") == (
        "a de árbol, mayúscula. be de burro, minúscula. cu de queso, mayúscula. cu de queso, minúscula. "
        "hache de hilo, minúscula."
    )


def test_T8_every_letter_has_a_name_of_its_own() -> None:
    assert set(NOMBRES) == {letra.lower() for letra in ALFABETO}
    assert len(set(NOMBRES.values())) == len(NOMBRES)


def test_T8_names_that_rhyme_are_told_apart_by_a_word_that_begins_with_the_letter() -> None:
    words = {letra: name.rpartition(" ")[2] for letra, name in NOMBRES.items()}
    assert all(word.replace("á", "a").startswith(letra) for letra, word in words.items())
    assert len({word[-3:] for word in words.values()}) == len(words), "no two words end alike"
