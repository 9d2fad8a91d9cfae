"""The base class of the step forms, their text field, and the step in which students confirm their data."""

from typing import Any

from django import forms

from tramites.preguntas.pasos import Respuestas, Step
from tramites.solicitud.models import Solicitud


class PasoForm(forms.Form):
    """The base class of the step forms. A form can read the earlier answers and the Solicitud.

    A PasoForm without fields makes a step with only a button, such as a review.
    """

    def __init__(self, *args: Any, respuestas: Respuestas, solicitud: Solicitud, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.respuestas = respuestas
        self.solicitud = solicitud


class TextoField(forms.CharField):
    """A field for one line of text. It cleans the text without an error message.

    White space, also line ends, becomes one space. Characters that cannot be printed (NUL, direction marks) are
    removed.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # With `maxlength`, a browser stops accepting letters and does not say why. Without it, the form shows an error
        # message.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        return "".join(letter for letter in text if letter.isprintable()).strip()


def make_identidad(template: str = "tramites/identidad.html") -> Step:
    """Return the step that shows the student's data and asks «¿Son tus datos?»."""
    return Step("identidad", PasoForm, "¿Son tus datos?", template=template)
