from padron.catalogos.rules import LARGO_ORDEN, get_orden


def test_names_are_ordered_as_in_spanish() -> None:
    names = ["Úrsulo", "zapata", "Oblatos", "Ñandú", "Casa", "Cañada", "Caña", "Canto", "Bosque", "Ángel", "Anáhuac"]
    expected = ["Anáhuac", "Ángel", "Bosque", "Canto", "Caña", "Cañada", "Casa", "Ñandú", "Oblatos", "Úrsulo", "zapata"]
    assert sorted(names, key=get_orden) == expected


def test_the_key_is_plain_whatever_the_name() -> None:
    assert get_orden("  San  Juan Mixtepec -Dto. 08 - ") == "san juan mixtepec dto 08"
    assert get_orden("Pin\u0303ata") == get_orden("Piñata") == "pinzzata"
    assert get_orden("Güémez") == "guemez"
    assert get_orden("日本«»") == ""
    assert len(get_orden("ñ" * 100)) == LARGO_ORDEN
