"""A person or a program in front of a captcha."""

from datetime import timedelta

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django import forms
from django.http import HttpRequest

from plataforma.captcha.forms import CaptchaForm
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_row


class PreguntaForm(CaptchaForm):
    """A form that asks for something else as well."""

    nombre = forms.CharField()


def look(navegador: Navegador, *, seconds: float = 60) -> str:
    """Show an image to the browser, as if that was `seconds` ago. Return the letters of the image."""
    navegador.mostrada = None
    row = get_row(navegador.show())
    row.expiration -= timedelta(seconds=seconds)
    row.save()
    navegador.mostrada = None
    return str(row.challenge.strip())


def answer(navegador: Navegador, letras: str, **typed: str) -> PreguntaForm:
    """Send the form."""
    return PreguntaForm({"nombre": "Ana", "captcha": letras, **typed}, navegador=navegador)


def draw(letras: str, *, hashkey: str) -> bytes:
    """Return the PNG of these letters."""
    CaptchaStore.objects.get_or_create(hashkey=hashkey, defaults={"challenge": f"{letras} ", "response": letras})
    return bytes(captcha_image(HttpRequest(), hashkey).content)
