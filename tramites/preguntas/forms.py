"""The base class of the step forms, and the fields of these forms.

`make_identidad` returns the step in which students confirm their data.
"""

from typing import Any

from django import forms

from padron.identificadores.telefono import LARGO_TELEFONO, TelefonoEquivocado, normalize_telefono
from tramites.preguntas.pasos import Respuestas, Step
from tramites.solicitud.models import Solicitud


class PasoForm(forms.Form):
    """The base class of the forms of wizard steps.

    A form can read the earlier answers and the Solicitud. A step with only a button, such as the review, uses PasoForm
    without fields.
    """

    def __init__(self, *args: Any, respuestas: Respuestas, solicitud: Solicitud, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.respuestas = respuestas
        self.solicitud = solicitud


class TextoField(forms.CharField):
    """A field for one line of text.

    It replaces white space and line ends by one space. It removes characters that cannot be printed, such as NUL.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Remove the HTML attribute `maxlength`. With this attribute, a browser ignores more letters and does not say
        # why. Without this attribute, the form shows an error message.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        return "".join(letter for letter in text if letter.isprintable()).strip()


class TelefonoField(TextoField):
    """A field for a telephone number.

    The cleaned value has ten digits, or is empty. Text that has only punctuation, such as «-», counts as empty. A
    required field needs the error message `required`.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        try:
            telefono = normalize_telefono(super().clean(value))
        except TelefonoEquivocado as error:
            raise forms.ValidationError(_explain(error)) from None
        if self.required and not telefono:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return telefono


def _explain(error: TelefonoEquivocado) -> str:
    if error.digitos is None:
        return f"Escribe solo los {LARGO_TELEFONO} números de tu teléfono"
    return f"Tu teléfono debe tener {LARGO_TELEFONO} números; escribiste {error.digitos}"


def make_identidad(template: str = "tramites/identidad.html") -> Step:
    """Return the step that shows the student's data and asks «¿Son tus datos?»."""
    return Step("identidad", PasoForm, "¿Son tus datos?", template=template)
