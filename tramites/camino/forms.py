"""The first form of a procedure, and the forms of two other pages.

The two pages are «Revisa tu correo», and the page of a closed Solicitud.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID, uuid4

from django import forms
from django.core import signing

from padron.identificadores.fields import CURPField, NSSField
from padron.planteles.models import Plantel
from plataforma.captcha.forms import CaptchaForm
from plataforma.seguridad.buzones import suggest_correo
from plataforma.seguridad.derivacion import derive

AVISO_VERSION = "2026-11-21"  # version of the privacy notice; imss_portal/contenido/avisos.py has its text
MAX_CORREO = 254  # maximum number of characters (RFC 5321)
MENSAJE_CORREO = "Escribe tu correo completo, como nombre@ejemplo.com"
MENSAJE_CORREO2 = "Escribe otra vez tu correo completo"


class CorreoField(forms.EmailField):
    """A field for an e-mail address.

    The cleaned value has no spaces around it, and is in lower case. Every error shows the message `mensaje`.
    """

    def __init__(self, *, mensaje: str = MENSAJE_CORREO, **kwargs: Any) -> None:
        self.mensaje = mensaje
        super().__init__(
            error_messages={"required": mensaje},
            max_length=MAX_CORREO,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No HTML attribute `maxlength`, because a browser would ignore more letters and not say why.
        return {}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).lower()

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except forms.ValidationError:  # one error message, even if several validators fail
            raise forms.ValidationError(self.mensaje, code="invalid") from None


class DosCorreosForm(forms.Form):
    """Asks for an e-mail address, which the student types twice."""

    correo = CorreoField(label="Correo electrónico", help_text="Usa el correo que registraste en tu escuela.")
    correo2 = CorreoField(
        label="Confirma tu correo",
        help_text="Escríbelo otra vez, o pégalo.",
        # another message than the message of `correo`, because the error summary lists both messages
        mensaje=MENSAJE_CORREO2,
    )

    # If the e-mail address looks like a typing error, the page asks the student which address is right. One button is
    # for the typed address, and one for the suggested address. The button sends the chosen address in this field.
    correo_es = forms.Field(widget=forms.HiddenInput, required=False)
    escrito = sugerencia = elegido = ""

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        correo, correo2 = datos.get("correo"), datos.get("correo2")
        if correo and correo2 and correo != correo2:
            self.add_error("correo2", "Los dos correos no son iguales. Revisa letra por letra")
        elif correo and (suggested := suggest_correo(correo)):
            self._settle(datos, suggested)
        return datos

    def _settle(self, datos: dict[str, Any], suggested: str) -> None:
        """Use the e-mail address that the student chose with a button.

        If the student has not chosen yet, ask whether the typed or the suggested e-mail address is right.
        """
        chosen = datos.get("correo_es")
        if chosen not in (suggested, datos["correo"]):
            self.escrito, self.sugerencia = datos["correo"], suggested
            self.add_error("correo", f"¿Quisiste escribir {suggested}?")
        else:
            datos["correo"] = chosen
            self._keep(chosen)

    def _keep(self, chosen: str) -> None:
        """Show the chosen e-mail address, and do not ask again, if another field makes the student send the form again.

        For example, the letters of the image may be missing.
        """
        self.elegido = chosen
        data: Any = self.data
        data = data.copy()  # the data of a request cannot be changed
        for name in ("correo", "correo2"):
            data[self.add_prefix(name)] = chosen
        self.data = data


class CorreccionConCaptchaForm(DosCorreosForm, CaptchaForm):
    """Asks for an e-mail address and for the letters of an image."""

    field_order = ("correo", "correo2", "captcha")


class PuertaForm(DosCorreosForm, CaptchaForm):
    """The first form of a procedure. It asks who the student is, and for an e-mail address.

    `intento` is a signed random value, and the id of the Solicitud is derived from `intento` and the typed data. So a
    form that is sent twice starts one Solicitud. If the student goes back and corrects the form, another Solicitud
    starts.
    """

    field_order: tuple[str, ...] = ("curp", "correo", "correo2", "captcha", "aviso")

    curp = CURPField()
    aviso = forms.BooleanField(
        label="He leído el aviso de privacidad",
        error_messages={"required": "Lee el aviso de privacidad y marca la casilla para continuar"},
    )
    # This hidden field accepts every value without an error message, because the student could not correct the value.
    intento = forms.Field(widget=forms.HiddenInput, required=False)

    def get_id(self, tipo: str) -> UUID:
        """Return the id of the new Solicitud.

        The id is derived from `intento` and from the typed data. If this site did not sign `intento`, the id is random.
        """
        try:
            intento = str(signing.loads(self.cleaned_data["intento"] or "", salt="intento"))
        except signing.BadSignature:
            return uuid4()
        typed = (self.cleaned_data["curp"], self.nss_escrito, self.cleaned_data["correo"])
        return UUID(bytes=derive("solicitud", intento, tipo, *typed)[:16], version=4)

    @property
    def nss_escrito(self) -> str:
        """Return the NSS that the student typed. It is empty if the form does not ask for the NSS."""
        return str(self.cleaned_data.get("nss", ""))


class PuertaConNSSForm(PuertaForm):
    """The first form with one more field, the NSS. The vigencia uses it."""

    field_order = ("curp", "nss", "correo", "correo2", "captcha", "aviso")

    nss = NSSField()


def make_intento() -> str:
    """Return a new value `intento` for a first form that nobody has sent yet."""
    return signing.dumps(str(uuid4()), salt="intento")


class CodigoForm(forms.Form):
    """Asks for the six-digit code of the mail."""

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


class ClaveForm(forms.Form):
    """Asks for the claim key that the campus gave to the student. Some campuses accept the student code instead."""

    clave = forms.CharField(
        label="Clave de registro",
        error_messages={"required": "Escribe tu clave de registro"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "corto"}
        ),
    )

    def __init__(self, *args: Any, con_codigo: bool = False, **kwargs: Any) -> None:
        """`con_codigo` is true if some campus accepts the student code."""
        super().__init__(*args, **kwargs)
        if con_codigo:
            self.fields["clave"].label = "Clave de registro o código de estudiante"
            self.fields["clave"].help_text = "El código viene en tu credencial. No todos los planteles lo aceptan."

    def clean_clave(self) -> str:
        return "".join(str(self.cleaned_data["clave"])[:60].split())


@dataclass(frozen=True)
class OpcionPlantel:
    """A campus as an option card (componentes/opcion.html)."""

    titulo: str
    lineas: tuple[str, ...]


class AvisoForm(forms.Form):
    """The form «Avisar a mi plantel», in which the student chooses a campus.

    The portal then opens an incident at this campus, because the e-mail address gives no access to the student's data.
    """

    plantel = forms.ModelChoiceField(
        label="Tu plantel",
        queryset=Plantel.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Elige tu plantel", "invalid_choice": "Elige un plantel de la lista"},
    )

    def offer(self, planteles: Sequence[Plantel]) -> Self:
        """Show only these campuses. If there is one, it is chosen. Any campus is still a valid answer."""
        choices = [(plantel.pk, OpcionPlantel(plantel.nombre, (plantel.direccion,))) for plantel in planteles]
        self.fields["plantel"].widget.choices = choices
        if len(planteles) == 1:
            self.initial["plantel"] = planteles[0].pk
        return self
