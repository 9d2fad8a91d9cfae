"""The forms that every procedure begins with."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing

from padron.identificadores.fields import CURPField

AVISO_VERSION = "2026-11"
MAX_CORREO = 254  # RFC 5321
MENSAJE_CORREO = "Escribe tu correo completo, como nombre@ejemplo.com"


class CorreoField(forms.EmailField):
    """An address, trimmed and in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": MENSAJE_CORREO, "invalid": MENSAJE_CORREO, "max_length": MENSAJE_CORREO},
            max_length=MAX_CORREO,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser that stops taking letters says nothing of it: a long address is answered in words instead.
        return {}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()


class PuertaForm(forms.Form):
    """The gate: who you are and where the link goes.

    `intento` is the id that the Solicitud will have, signed: the form sent twice begins one procedure.
    """

    curp = CURPField()
    correo = CorreoField(label="Correo electrónico", help_text="Usa el correo que registraste en tu escuela.")
    correo2 = CorreoField(label="Confirma tu correo", help_text="Escríbelo otra vez, o pégalo.")
    aviso = forms.BooleanField(
        label="He leído el aviso de privacidad",
        error_messages={"required": "Lee el aviso de privacidad y marca la casilla para continuar"},
    )
    intento = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        correo, correo2 = datos.get("correo"), datos.get("correo2")
        if correo and correo2 and correo != correo2:
            self.add_error("correo2", "Los dos correos no son iguales. Revisa letra por letra")
        return datos

    def get_id(self) -> UUID:
        """Return the id that the form was given when it was shown; another one if somebody changed it."""
        try:
            return UUID(signing.loads(self.cleaned_data["intento"], salt="intento"))
        except (signing.BadSignature, ValueError, TypeError):
            return uuid4()


def make_intento() -> str:
    """Return a new signed id for a gate form."""
    return signing.dumps(str(uuid4()), salt="intento")


class CodigoForm(forms.Form):
    """The six digits of the mail."""

    codigo = forms.CharField(
        label="Código de 6 números",
        error_messages={"required": "Escribe los 6 números que vienen en el correo"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "corto"}),
    )

    def clean_codigo(self) -> str:
        codigo = "".join(str(self.cleaned_data["codigo"])[:40].split()).replace("-", "")
        if not (codigo.isascii() and codigo.isdecimal() and len(codigo) == 6):
            raise forms.ValidationError("El código tiene 6 números. Cópialo del correo")
        return codigo
