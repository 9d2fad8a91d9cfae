"""Remembers which images one browser was shown. Only the letters of these images are right answers in that browser.

A signed cookie contains the keys of the images. A hidden field, as the package has it, could be copied to another
browser. A session would write a row for each visit. An old copy of the cookie is useless, because the letters are
deleted after they are used.
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
from plataforma.seguridad.cookies import make_cookie_name
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, take
from plataforma.seguridad.origen import get_origen

ULTIMAS = 5  # number of images that can be open at the same time, one in each tab
VIDA = timedelta(minutes=settings.CAPTCHA_TIMEOUT)
MINIMO = timedelta(seconds=2)  # a person cannot read and type five letters faster
OTRAS = Limite("captcha.otra", 10, timedelta(minutes=1))
PRUEBA = "PRUEBA"


@dataclass
class Navegador:
    """The browser of one request, and the keys of the images that it was shown. `save` stores the keys in a cookie."""

    keys: list[str] = field(default_factory=list)
    mostrada: str | None = None  # the key of the image on the page that is being rendered
    row: Any = None  # the CaptchaStore whose letters were typed
    aviso: str = ""  # the message that the page shows beside the image

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the browser that sends the request. Without a valid cookie, it has no keys."""
        cookie = request.get_signed_cookie(_get_cookie_name(), "", max_age=VIDA) or ""
        return cls([key for key in cookie.split(".") if key])

    def save(self, response: HttpResponse) -> None:
        """Set the cookie with the keys, or delete the cookie if there are no keys."""
        name, value, secure = _get_cookie_name(), ".".join(self.keys), settings.SESSION_COOKIE_SECURE
        if self.keys:
            response.set_signed_cookie(name, value, max_age=VIDA, secure=secure, httponly=True, samesite="Lax")
        else:
            response.delete_cookie(name, samesite="Lax")

    def show(self) -> str:
        """Return the key of the image for this page.

        If the student typed the letters of an image correctly, it is the key of that image. Otherwise it is a new key.
        """
        if self.mostrada is None:
            self.mostrada = secrets.token_urlsafe(12)
            self.keys = [*self.keys, self.mostrada][-ULTIMAS:]
        return self.mostrada

    def renew(self, request: HttpRequest) -> None:
        """Make `show` return the key of a new image, or of the last image if this browser has asked for too many.

        The message `aviso` tells the student which of the two happened.
        """
        try:
            take(OTRAS, get_origen(request).navegador)
            self.aviso = "Imagen y audio nuevos." if find_programa() else "Imagen nueva. Escribe sus letras."
        except LimiteAlcanzado as error:
            self.mostrada = self.keys[-1] if self.keys else None
            hora = timezone.localtime(error.hasta)
            self.aviso = f"Pediste muchas imágenes. Pide otra a partir de las {hora:%H:%M}."

    def recognise(self, letras: str) -> bool:
        """Return whether this browser was shown an image with these letters.

        A wrong answer deletes the letters of all images of this browser.
        """
        if _is_prueba(letras):
            return True
        # Compare with `challenge`, because the package stores `response` in lower case.
        self.row = next((row for row in self._list_rows() if row.challenge.strip() == letras), None)
        if self.row is None:
            self._list_rows().delete()
            self.keys = []
            return False
        self.mostrada = next(key for key in self.keys if get_hashkey(key) == self.row.hashkey)
        return True

    def is_rushed(self) -> bool:
        """Return whether the letters that `recognise` found were typed faster than a person can type them."""
        return self.row is not None and timezone.now() < self.row.expiration - VIDA + MINIMO

    def use(self, letras: str) -> bool:
        """Use up the letters that `recognise` found. Return False if another request has already used them."""
        if self.row is None:
            return _is_prueba(letras)
        # One DELETE decides which request uses the letters. The package reads the row first, so that two requests at
        # the same moment could both use the letters.
        used: bool = self._list_rows().filter(pk=self.row.pk).delete()[0] == 1
        self.keys = [key for key in self.keys if key != self.mostrada]
        self.mostrada = self.row = None
        return used

    def _list_rows(self) -> Any:
        hashkeys = [get_hashkey(key) for key in self.keys]
        return CaptchaStore.objects.filter(hashkey__in=hashkeys, expiration__gt=timezone.now())


def _is_prueba(letras: str) -> bool:
    """Return whether this is the answer that browser tests type. Only the demonstration allows `CAPTCHA_PRUEBA`."""
    return bool(settings.CAPTCHA_PRUEBA) and letras == PRUEBA


def _get_cookie_name() -> str:
    return make_cookie_name("captcha")
