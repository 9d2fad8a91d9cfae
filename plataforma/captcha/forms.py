"""The base class of forms that programs (bots) must not be able to send."""

from typing import Any, Self

from captcha import fields
from django import forms
from django.http import HttpRequest
from django.urls import reverse

from plataforma.captcha.navegador import Navegador
from plataforma.captcha.voz import find_programa

ESCUCHA = "Puedes escucharlas: sigue la voz más fuerte. "
DE_NUEVO = "Presiona otra vez el botón. Lo que escribiste sigue aquí"


class CaptchaWidget(fields.CaptchaTextInput):  # type: ignore[misc]
    """Shows the image, the audio, the button «Otra imagen», the box for the answer, and a link to the help."""

    template_name = "componentes/captcha.html"
    use_fieldset = False

    def __init__(self, navegador: Navegador) -> None:
        super().__init__()
        self.navegador = navegador
        self.widgets_names = ["_key", ""]  # so the name of the box is `captcha`; the template omits the hidden key

    def fetch_captcha_store(self, name: str, value: Any, attrs: Any = None, generator: Any = None) -> None:
        # The package shows a new image each time. Here, if only another field is wrong, the page keeps the image and
        # the right answer.
        self._value = [None, value[1] if self.navegador.row else ""]
        self._key = self.navegador.show()

    def image_url(self) -> str:
        return reverse("captcha_imagen", args=[self._key])

    def audio_url(self) -> str | None:
        return reverse("captcha_audio", args=[self._key]) if find_programa() else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "aviso": self.navegador.aviso}


class CaptchaField(fields.CaptchaField):  # type: ignore[misc]
    """Asks for the letters of an image that this browser was shown, or of its audio if espeak-ng is installed."""

    def __init__(self, navegador: Navegador) -> None:
        self.navegador = navegador
        voz = find_programa() is not None
        label = f"Escribe las letras de la imagen{' o del audio' if voz else ''}"
        invalid = f"Las letras no coinciden. Escribe {'o escucha ' if voz else ''}las nuevas"
        super().__init__(
            widget=CaptchaWidget(navegador),
            label=label,
            help_text=f"{ESCUCHA if voz else ''}Distingue mayúsculas y minúsculas.",
            error_messages={"required": label, "invalid": invalid},
        )

    def clean(self, value: list[str | None]) -> str:
        # The `clean` of the package is not used: it ignores case, and it deletes the letters even if another field is
        # wrong.
        letras = "".join((value[1] or "").split())
        if not letras:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if not self.navegador.recognise(letras):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return letras


class TrampaWidget(forms.TextInput):
    """A trap: a text box that people cannot see or reach, and that programs (bots) fill in."""

    template_name = "componentes/trampa.html"
    is_hidden = True  # rendered with the hidden fields; its HTML type is `text`, because programs skip `hidden`


class CaptchaForm(forms.Form):
    """A form with a captcha, a trap and a minimum time before it is sent. `navegador` is the browser of the request.

    Validation does not use up the letters, so that the student can correct another field without a second captcha. A
    view that acts on a valid form first calls `use_captcha`, in the same transaction.
    """

    captcha = CaptchaField(Navegador())  # only sets the position of the field; `__init__` replaces it
    comentario = forms.Field(required=False, widget=TrampaWidget)

    def __init__(self, *args: Any, navegador: Navegador | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.navegador = navegador or Navegador()
        self.fields["captcha"] = CaptchaField(self.navegador)

    @classmethod
    def with_another(cls, request: HttpRequest, navegador: Navegador) -> Self:
        """Return the form after the button «Otra imagen» (named `otra`): same values, no errors, and a new image."""
        typed = {name: value for name, value in request.POST.items() if name not in {"captcha", "comentario"}}
        navegador.renew(request)
        return cls(initial=typed, navegador=navegador)

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("comentario") or self.navegador.is_rushed():
            self.add_error(None, DE_NUEVO)
        return datos

    def use_captcha(self) -> bool:
        """Use up the letters of a valid form. If they were used before, add an error to the field and return False."""
        used = self.navegador.use(self.cleaned_data["captcha"])
        if not used:
            self.add_error("captcha", self.fields["captcha"].error_messages["invalid"])
        return used
