"""The base of the forms of a wizard's steps."""

from typing import Any

from django import forms

from tramites.models import Solicitud
from tramites.wizard.pasos import Respuestas


class PasoForm(forms.Form):
    """A step's form; it may look at the earlier answers and at the Solicitud. With no fields it is a confirmation."""

    def __init__(self, *args: Any, respuestas: Respuestas, solicitud: Solicitud, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.respuestas = respuestas
        self.solicitud = solicitud
