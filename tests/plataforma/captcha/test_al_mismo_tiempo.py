"""Tests of concurrent captcha requests, with real commits in a SQLite file and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from plataforma.captcha.navegador import Navegador
from plataforma.captcha.views import imagen
from tests.helpers.plataforma.captcha import answer, look
from tests.helpers.waiting import LIMITE


def test_T8_only_one_of_eight_concurrent_requests_can_use_the_same_answer(base_con_captcha: str) -> None:
    navegador = Navegador()
    letras = look(navegador)
    barrier = Barrier(8)

    def send() -> bool:
        try:
            form = answer(Navegador(list(navegador.keys)), letras)
            assert form.is_valid()
            barrier.wait(timeout=LIMITE)
            return form.use_captcha()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = [future.result() for future in [pool.submit(send) for _ in range(8)]]
    assert results.count(True) == 1


def test_T8_concurrent_requests_for_the_same_key_get_the_same_image(base_con_captcha: str, rf: RequestFactory) -> None:
    navegador, response = Navegador(), HttpResponse()
    key = navegador.show()
    navegador.save(response)

    def see(_: int) -> Any:
        request = rf.get("/")
        request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
        try:
            return imagen(request, key=key).content
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(see, range(18)))) == 1
