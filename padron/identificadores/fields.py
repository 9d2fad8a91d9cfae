"""Form fields that normalise, then validate, and say in the student's words what to look at."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from padron.identificadores import curp, nss
from padron.identificadores.errors import InvalidIdentificador
from padron.identificadores.texto import compact


class IdentificadorField(forms.CharField):
    """What CURP and NSS share. No `max_length`: a pasted value with spaces must not be cut short."""

    attrs: ClassVar[dict[str, str]] = {}

    def to_python(self, value: Any) -> str:
        """Return the compact identifier, or "" when nothing but separators was typed. Raises ValidationError."""
        text = compact("" if value in self.empty_values else str(value))
        if not text:
            return ""
        try:
            return self.validate_text(text)
        except InvalidIdentificador as error:
            params = {"escritos": len(text), "posicion": error.posicion}
            raise ValidationError(self.error_messages[error.code], code=error.code, params=params) from None

    def validate_text(self, text: str) -> str:
        """Return the identifier or raise InvalidIdentificador, whose code is a key of `default_error_messages`."""
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Add the attributes of this identifier to those of the text box."""
        return super().widget_attrs(widget) | self.attrs


class CURPField(IdentificadorField):
    """A CURP, cleaned to its 18 characters; «today» is the date on the clock of the portal's time zone."""

    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    default_error_messages = {
        "required": "Escribe tu CURP",
        "largo": "Tu CURP debe tener 18 letras y números; escribiste %(escritos)s",
        "formato": "Revisa el carácter %(posicion)s de tu CURP: quizá va una letra donde hay un número, o al revés. "
        "Escríbela sin Ñ ni acentos",
        "entidad": "Revisa los caracteres 12 y 13 de tu CURP: son las dos letras del estado donde naciste",
        "fecha": "Revisa los caracteres 5 a 10 de tu CURP: son el año, mes y día en que naciste",
        "futura": "Revisa los caracteres 5, 6 y 17 de tu CURP: con ellos, tu año de nacimiento aún no llega",
        "digito": "Revisa tu CURP: un carácter no coincide. Fíjate si confundiste la letra O con el número 0",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "CURP")
        kwargs.setdefault("help_text", "18 letras y números. Puedes pegarla.")
        super().__init__(**kwargs)

    def validate_text(self, text: str) -> str:
        """Return the CURP or raise InvalidIdentificador."""
        return curp.validate(text, hoy=timezone.localdate())


class NSSField(IdentificadorField):
    """An NSS, cleaned to its 11 digits."""

    attrs = {"autocomplete": "off", "inputmode": "numeric"}
    default_error_messages = {
        "required": "Escribe tu NSS",
        "largo": "Tu NSS debe tener 11 números; escribiste %(escritos)s",
        "formato": "Tu NSS lleva solo números. Fíjate si escribiste la letra O en lugar del número 0",
        "ceros": "Revisa tu NSS: los 11 números no pueden ser cero. Cópialo de tu tarjeta o de tu constancia",
        "digito": "Revisa tu NSS: un número no coincide. Compáralo con tu tarjeta o tu constancia",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NSS")
        kwargs.setdefault("help_text", "Tu NSS, no el de tu mamá o papá.")
        super().__init__(**kwargs)

    def validate_text(self, text: str) -> str:
        """Return the NSS or raise InvalidIdentificador."""
        return nss.validate(text)
