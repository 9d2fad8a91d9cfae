"""The base form of a step, the text field that steps use, and the step that shows the student's data."""

from typing import Any

from django import forms

from tramites.preguntas.pasos import Respuestas, Step
from tramites.solicitud.models import Solicitud


class PasoForm(forms.Form):
    """The form of a step. It may read the earlier answers and the Solicitud. Without fields it only confirms."""

    def __init__(self, *args: Any, respuestas: Respuestas, solicitud: Solicitud, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.respuestas = respuestas
        self.solicitud = solicitud


class TextoField(forms.CharField):
    """One line of text. Characters that cannot be printed (NUL, line ends, direction marks) are removed silently."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # With `maxlength` a browser stops accepting letters and does not say why. The form answers in words instead.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        return "".join(letter for letter in text if letter.isprintable()).strip()


def make_identidad(template: str = "tramites/identidad.html") -> Step:
    """Return the step in which students confirm that the data shown are theirs."""
    return Step("identidad", PasoForm, "¿Son tus datos?", template=template)
