from plataforma.archivos.copia import Copia
from plataforma.archivos.delimitados import Renglon

RENGLONES = [Renglon(3, ["Peña", "", "a\nb", '"c", d', "\r"]), Renglon(7, ["", "x"]), Renglon(8, ["=1"])]


def test_a_copy_gives_the_same_rows_as_often_as_it_is_read() -> None:
    copia = Copia(iter(RENGLONES))
    assert [list(copia), list(copia)] == [RENGLONES, RENGLONES]
