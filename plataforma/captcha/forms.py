"""The base of forms that programs must not send."""

from typing import Any, Self, cast

from django import forms
from django.http import HttpRequest

from plataforma.captcha.fields import CaptchaField, TrampaField
from plataforma.captcha.navegador import Navegador

DE_NUEVO = "Presiona otra vez el botón. Lo que escribiste sigue aquí"


class CaptchaForm(forms.Form):
    """Letters, a trap and a minimum time. `navegador` is who asks; without it no letters are known.

    A valid form has the right letters, and they are still good: while another field is corrected they stay, with their
    image. Whoever acts on the form calls `use_captcha` first, in the same transaction.
    """

    captcha = CaptchaField()
    comentario = TrampaField()

    def __init__(self, *args: Any, navegador: Navegador | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.navegador = navegador or Navegador()
        self._captcha.bind(self.navegador)

    @classmethod
    def with_another(cls, request: HttpRequest, navegador: Navegador) -> Self:
        """Answer «Otra imagen» (a button named `otra`): all that was typed, not judged yet, and another image."""
        typed = {name: value for name, value in request.POST.items() if name not in {"captcha", "comentario"}}
        form = cls(initial=typed, navegador=navegador)
        form._captcha.widget.aviso = navegador.renew(request)
        return form

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("comentario") or self.navegador.is_rushed():
            self.add_error(None, DE_NUEVO)
        return datos

    def use_captcha(self) -> bool:
        """Use the letters of a valid form up. Where somebody did before, the field says so and this is False."""
        used = self.navegador.use(self.cleaned_data["captcha"])
        if not used:
            self.add_error("captcha", self._captcha.error_messages["invalid"])
        return used

    @property
    def _captcha(self) -> CaptchaField:
        return cast("CaptchaField", self.fields["captcha"])
