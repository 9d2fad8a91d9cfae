"""The letters as a form field, and a field that only programs fill."""

from typing import Any

from django import forms

from plataforma.captcha.dibujo import ALTO_EN_PAGINA, ANCHO_EN_PAGINA
from plataforma.captcha.letras import LARGO
from plataforma.captcha.navegador import Navegador
from plataforma.captcha.voz import find_programa


class CaptchaWidget(forms.TextInput):
    """Image, audio, «Otra imagen», the box for the answer, and where to find a person who helps."""

    template_name = "componentes/captcha.html"
    navegador: Navegador
    aviso = ""  # what is said beside the image

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        imagen = {"key": self.navegador.show(), "ancho": ANCHO_EN_PAGINA, "alto": ALTO_EN_PAGINA, "letras": LARGO}
        extra = {"imagen": imagen, "con_audio": find_programa() is not None, "aviso": self.aviso}
        return super().get_context(name, value, attrs) | extra


class CaptchaField(forms.CharField):
    """Five letters of an image that this browser was shown. CaptchaForm tells it which browser."""

    widget: CaptchaWidget  # of an instance

    def __init__(self) -> None:
        super().__init__(widget=CaptchaWidget)
        self.bind(Navegador())

    def bind(self, navegador: Navegador) -> None:
        """Ask the letters of this browser, in words that name the audio where there is one."""
        self.navegador = self.widget.navegador = navegador
        voz = find_programa() is not None
        self.label = f"Escribe las letras de la imagen{' o del audio' if voz else ''}"
        self.help_text = f"{'Puedes escucharlas. ' if voz else ''}Distingue mayúsculas y minúsculas."
        invalid = f"Las letras no coinciden. Escribe {'o escucha ' if voz else ''}las nuevas"
        self.error_messages = {"required": self.label, "invalid": invalid}

    def clean(self, value: Any) -> str:
        letras = "".join(str(value or "").split())
        if not letras:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if not self.navegador.recognise(letras):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return letras

    def bound_data(self, data: Any, initial: Any) -> Any:
        # A good answer stays, with its image, while another field is corrected. The image of any other went.
        return data if self.navegador.mostrada else ""


class TrampaWidget(forms.TextInput):
    """A box outside the page: people neither see nor reach it."""

    template_name = "componentes/trampa.html"

    @property
    def is_hidden(self) -> bool:
        return True  # drawn with the hidden fields, although not of type «hidden», which programs skip


class TrampaField(forms.CharField):
    """What a program fills because it has a name. It comes back empty: a browser may have filled it by itself."""

    def __init__(self) -> None:
        super().__init__(label="Deja este espacio vacío", required=False, widget=TrampaWidget)

    def clean(self, value: Any) -> str:
        return str(value or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        return ""
