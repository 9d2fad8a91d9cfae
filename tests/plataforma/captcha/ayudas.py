"""Somebody in front of a captcha."""

from django import forms

from plataforma.captcha.forms import CaptchaForm
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.services import get_letras


class PreguntaForm(CaptchaForm):
    """A form that asks for something else as well."""

    nombre = forms.CharField()


def look(navegador: Navegador, *, seconds: float = 60) -> str:
    """Be shown an image; its letters, after so long a time."""
    navegador.mostrada = None
    letras = get_letras(navegador.show())
    navegador.llaves[-1] = navegador.llaves[-1]._replace(desde=navegador.llaves[-1].desde - seconds)
    navegador.mostrada = None
    return letras


def answer(navegador: Navegador, letras: str, **typed: str) -> PreguntaForm:
    """Send the form."""
    return PreguntaForm({"nombre": "Ana", "captcha": letras, **typed}, navegador=navegador)
