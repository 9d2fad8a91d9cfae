"""Helper functions of the captcha tests: show an image, send an answer, draw letters."""

from datetime import timedelta

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django import forms
from django.http import HttpRequest

from plataforma.captcha.forms import CaptchaForm
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_row


class PreguntaForm(CaptchaForm):
    """A form with a captcha and one more required field."""

    nombre = forms.CharField()


def look(navegador: Navegador, *, seconds: float = 60) -> str:
    """Show an image to the browser, as if it had been shown `seconds` ago. Return the letters of the image."""
    navegador.mostrada = None
    row = get_row(navegador.show())
    row.expiration -= timedelta(seconds=seconds)
    row.save()
    navegador.mostrada = None
    return str(row.challenge.strip())


def answer(navegador: Navegador, letras: str, **typed: str) -> PreguntaForm:
    """Return the form that the browser sends with the answer `letras`. `typed` replaces or adds other fields."""
    return PreguntaForm({"nombre": "Ana", "captcha": letras, **typed}, navegador=navegador)


def draw(letras: str, *, hashkey: str) -> bytes:
    """Return the PNG image of the letters `letras`. The same letters and `hashkey` always give the same image."""
    CaptchaStore.objects.get_or_create(hashkey=hashkey, defaults={"challenge": f"{letras} ", "response": letras})
    return bytes(captcha_image(HttpRequest(), hashkey).content)
