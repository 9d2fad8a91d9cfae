from plataforma.captcha.letras import ALFABETO, LARGO, NOMBRES, make_challenge, spell


def test_T8_the_alphabet_has_no_letters_that_look_alike() -> None:
    assert not set(ALFABETO) & set("CcOoSsVvWwXxZzIl10JjKkPpUuYy")
    assert len(ALFABETO) == len(set(ALFABETO)) == 26
    assert any(letra.isupper() for letra in ALFABETO)
    assert any(letra.islower() for letra in ALFABETO)


def test_T8_make_challenge_returns_five_new_random_letters_each_time() -> None:
    made = {make_challenge()[1] for _ in range(200)}
    assert len(made) >= 199  # in 200 challenges, one duplicate has a probability of 1 in 600
    assert {len(letras) for letras in made} == {LARGO}
    assert set("".join(made)) == set(ALFABETO)


def test_T8_the_text_to_draw_is_the_answer_to_type_with_a_space_at_the_end() -> None:
    drawn, typed = make_challenge()
    assert drawn == f"{typed} "


def test_T8_spell_returns_the_name_and_the_case_of_each_letter_in_order() -> None:
    words = ["a de árbol", "mayúscula", "be de burro", "minúscula", "cu de queso", "mayúscula", "cu de queso"]
    assert spell("AbQqh") == [*words, "minúscula", "hache de hilo", "minúscula"]


def test_T8_each_letter_of_the_alphabet_has_a_different_spanish_name() -> None:
    assert set(NOMBRES) == {letra.lower() for letra in ALFABETO}
    assert len(set(NOMBRES.values())) == len(NOMBRES)


def test_T8_each_letter_name_has_an_example_word_and_no_two_example_words_rhyme() -> None:
    words = {letra: name.rpartition(" ")[2] for letra, name in NOMBRES.items()}
    assert all(word.replace("á", "a").startswith(letra) for letra, word in words.items())
    assert len({word[-3:] for word in words.values()}) == len(words), "no two words end alike"
