"""Two at once, on databases where transactions commit: SQLite in a file, and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_letras
from tests.plataforma.captcha.ayudas import answer, look


def test_T8_the_same_answer_at_once_passes_once(base_con_captcha: str) -> None:
    navegador = Navegador()
    letras = look(navegador)
    barrier = Barrier(8)

    def send() -> bool:
        try:
            form = answer(Navegador(list(navegador.llaves)), letras)
            assert form.is_valid()
            barrier.wait(timeout=30)
            return form.use_captcha()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = [future.result() for future in [pool.submit(send) for _ in range(8)]]
    assert results.count(True) == 1


def test_T8_two_who_look_at_once_see_the_same_letters(base_con_captcha: str) -> None:
    key = Navegador().show()

    def see(_: int) -> str:
        try:
            return get_letras(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(see, range(6)))) == 1
