"""Getting in: a password, so many tries by user and network, and only who may see everything (T12)."""

from datetime import timedelta
from typing import Any, Final

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.limites import Limite, restore, take_all
from plataforma.seguridad.origen import get_origen

# By user and network: a stranger elsewhere locks nobody out. By network alone: one list of names, one password.
INTENTOS: Final = Limite("entrada_personal", 5, timedelta(minutes=15))
MAX_USUARIO: Final = 150  # characters of a user name
INTENTOS_RED: Final = Limite("entrada_personal_red", 60, timedelta(hours=1))


class EntradaForm(AdminAuthenticationForm):
    """The login. Lets LimiteAlcanzado pass: `LimitesMiddleware` answers with the 429 page."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "El usuario o la contraseña no coinciden. Revisa mayúsculas y minúsculas.",
    }

    def clean(self) -> dict[str, Any]:
        """Count the try before the password is looked at, so that many at once are counted as well.

        A failed try is audited. After the limit, there are no more tries and no more audit rows.
        """
        usuario = str(self.cleaned_data.get("username", "")).strip().lower()
        red = get_origen(self.request).red if self.request else ""
        pares = [(INTENTOS, f"{usuario}|{red}")]
        if red:  # a trusted network counts as none
            pares.append((INTENTOS_RED, red))
        take_all(*pares)
        try:
            datos: dict[str, Any] = super().clean()
        except ValidationError:
            valores = {"usuario": usuario[:MAX_USUARIO], "red": red}
            audit("entrada fallida", objeto="personal", actor="sin identificar", valores=valores)
            raise
        restore(INTENTOS, f"{usuario}|{red}")
        return datos

    def confirm_login_allowed(self, user: Any) -> None:
        """Refuse whom the site would not let in, in the words of a wrong password: nobody learns which it was."""
        super().confirm_login_allowed(user)
        if not user.is_superuser:
            raise ValidationError(self.error_messages["invalid_login"], code="invalid_login")
