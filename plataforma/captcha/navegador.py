"""Which images a browser was shown. An answer counts for these and for no other.

They live in a signed cookie, not in the session: whoever only looks at the gate leaves no row behind, and the page has
no hidden field that an answer from elsewhere could be carried in. The cookie proves nothing but «these were shown
here»: letters are used up in the database, so that keeping an old cookie gains nothing.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, Self

from captcha.conf import settings as captcha_settings
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localtime

from plataforma.captcha import services
from plataforma.captcha.voz import find_programa
from plataforma.seguridad.limites import Limite, LimiteAlcanzado, take
from plataforma.seguridad.origen import get_origen

ULTIMAS = 5  # images that may be open at once, in as many tabs
MINIMO = 2  # seconds in which nobody reads five letters and types them
OTRAS = Limite("captcha.otra", 10, timedelta(minutes=1))
PRUEBA = "PRUEBA"
SALT = "captcha"


class Llave(NamedTuple):
    """The key of an image, and when it was given out (Unix time)."""

    key: str
    desde: float


@dataclass
class Navegador:
    """One browser during one request. `save` what became of it with the answer."""

    llaves: list[Llave] = field(default_factory=list)
    mostrada: Llave | None = None  # the image of the page that is being made
    aviso: str = ""  # the text beside the image

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the browser that asks; one that was shown nothing, if its cookie is not ours."""
        value = request.COOKIES.get(_cookie_name(), "")
        try:
            stored = signing.loads(value, salt=SALT, max_age=_lifetime())
        except signing.BadSignature:
            stored = []
        return cls([Llave(*llave) for llave in stored])

    def save(self, response: HttpResponse) -> None:
        """Leave the keys in the browser, or nothing if there are none."""
        if not self.llaves:
            response.delete_cookie(_cookie_name(), samesite="Lax")
            return
        response.set_cookie(
            _cookie_name(),
            signing.dumps(self.llaves, salt=SALT),
            max_age=_lifetime(),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def knows(self, key: str) -> bool:
        """Tell whether this browser was given the key."""
        return any(llave.key == key for llave in self.llaves)

    def show(self) -> str:
        """Return the key of this page's image: the one answered well, else a new one."""
        if self.mostrada is None:
            self.mostrada = Llave(secrets.token_urlsafe(12), round(timezone.now().timestamp(), 1))
            self.llaves = [*self.llaves, self.mostrada][-ULTIMAS:]
        return self.mostrada.key

    def renew(self, request: HttpRequest) -> None:
        """Make `show` return a new key, or the last key after too many requests. `aviso` tells the student which."""
        try:
            take(OTRAS, get_origen(request).navegador)
            self.aviso = "Imagen y audio nuevos." if find_programa() else "Imagen nueva. Escribe sus letras."
        except LimiteAlcanzado as error:
            self.mostrada = self.llaves[-1] if self.llaves else None
            self.aviso = f"Pediste muchas imágenes. Pide otra a partir de las {localtime(error.hasta):%H:%M}."

    def recognise(self, letras: str) -> bool:
        """Tell whether these letters were shown here. A wrong answer spoils all images: nobody guesses twice."""
        if is_prueba(letras):
            return True
        key = services.find_key([llave.key for llave in self.llaves], letras)
        self.mostrada = next((llave for llave in self.llaves if llave.key == key), None)
        if self.mostrada is None:
            services.forget([llave.key for llave in self.llaves])
            self.llaves = []
        return self.mostrada is not None

    def is_rushed(self) -> bool:
        """Tell whether the letters that `recognise` found were answered faster than a person types."""
        return self.mostrada is not None and timezone.now().timestamp() - self.mostrada.desde < MINIMO

    def use(self, letras: str) -> bool:
        """Use up the letters that `recognise` found; False if somebody did before."""
        if is_prueba(letras):
            return True
        used = self.mostrada is not None and services.use(self.mostrada.key, letras)
        self.llaves = [llave for llave in self.llaves if llave != self.mostrada]
        self.mostrada = None
        return used


def is_prueba(letras: str) -> bool:
    """Tell whether a browser test answers. Production does not start with `CAPTCHA_PRUEBA`."""
    return bool(settings.CAPTCHA_PRUEBA) and letras == PRUEBA


def _cookie_name() -> str:
    return "__Host-captcha" if settings.SESSION_COOKIE_SECURE else "captcha"


def _lifetime() -> int:
    return int(captcha_settings.CAPTCHA_TIMEOUT) * 60
