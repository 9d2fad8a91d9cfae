"""The images that were shown to one browser. Only their letters are right answers there.

A signed cookie holds the keys of the images. The package's hidden field could be copied to another browser, and a
session would write a row for each visit. An old copy of the cookie is useless, because used letters are deleted.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from captcha.models import CaptchaStore
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from plataforma.captcha.services import get_hashkey
from plataforma.captcha.voz import find_programa
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, take
from plataforma.seguridad.origen import get_origen

ULTIMAS = 5  # images that may be open at once, in as many tabs
VIDA = timedelta(minutes=settings.CAPTCHA_TIMEOUT)
MINIMO = timedelta(seconds=2)  # no person reads five letters and types them in less
OTRAS = Limite("captcha.otra", 10, timedelta(minutes=1))
PRUEBA = "PRUEBA"


@dataclass
class Navegador:
    """One browser during one request. `save` writes the keys into the response."""

    keys: list[str] = field(default_factory=list)
    mostrada: str | None = None  # the key of the image on the page that is being made
    row: Any = None  # the CaptchaStore whose letters were answered
    aviso: str = ""  # the text beside the image

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the browser that sends the request. Without a valid cookie it has no keys."""
        cookie = request.get_signed_cookie(_get_cookie_name(), "", max_age=VIDA) or ""
        return cls([key for key in cookie.split(".") if key])

    def save(self, response: HttpResponse) -> None:
        """Set the cookie, or delete it if there are no keys."""
        name, value, secure = _get_cookie_name(), ".".join(self.keys), settings.SESSION_COOKIE_SECURE
        if self.keys:
            response.set_signed_cookie(name, value, max_age=VIDA, secure=secure, httponly=True, samesite="Lax")
        else:
            response.delete_cookie(name, samesite="Lax")

    def show(self) -> str:
        """Return the key of this page's image: the image that was answered correctly, else a new one."""
        if self.mostrada is None:
            self.mostrada = secrets.token_urlsafe(12)
            self.keys = [*self.keys, self.mostrada][-ULTIMAS:]
        return self.mostrada

    def renew(self, request: HttpRequest) -> None:
        """Make `show` return a new key, or the last key after too many requests. `aviso` tells the student which."""
        try:
            take(OTRAS, get_origen(request).navegador)
            self.aviso = "Imagen y audio nuevos." if find_programa() else "Imagen nueva. Escribe sus letras."
        except LimiteAlcanzado as error:
            self.mostrada = self.keys[-1] if self.keys else None
            hora = timezone.localtime(error.hasta)
            self.aviso = f"Pediste muchas imágenes. Pide otra a partir de las {hora:%H:%M}."

    def recognise(self, letras: str) -> bool:
        """Tell whether an image with these letters was shown. A wrong answer deletes the letters of all images."""
        if _is_prueba(letras):
            return True
        # `challenge`, because the package stores `response` in lower case.
        self.row = next((row for row in self._list_rows() if row.challenge.strip() == letras), None)
        if self.row is None:
            self._list_rows().delete()
            self.keys = []
            return False
        self.mostrada = next(key for key in self.keys if get_hashkey(key) == self.row.hashkey)
        return True

    def is_rushed(self) -> bool:
        """Tell whether the letters that `recognise` found were typed faster than a person can."""
        return self.row is not None and timezone.now() < self.row.expiration - VIDA + MINIMO

    def use(self, letras: str) -> bool:
        """Use up the letters that `recognise` found. Return False if another request did before."""
        if self.row is None:
            return _is_prueba(letras)
        # One DELETE decides. The package reads the row first, so two concurrent requests could both use it.
        used: bool = self._list_rows().filter(pk=self.row.pk).delete()[0] == 1
        self.keys = [key for key in self.keys if key != self.mostrada]
        self.mostrada = self.row = None
        return used

    def _list_rows(self) -> Any:
        hashkeys = [get_hashkey(key) for key in self.keys]
        return CaptchaStore.objects.filter(hashkey__in=hashkeys, expiration__gt=timezone.now())


def _is_prueba(letras: str) -> bool:
    """Tell whether this is the answer of a browser test. Production does not start with `CAPTCHA_PRUEBA`."""
    return bool(settings.CAPTCHA_PRUEBA) and letras == PRUEBA


def _get_cookie_name() -> str:
    return "__Host-captcha" if settings.SESSION_COOKIE_SECURE else "captcha"
