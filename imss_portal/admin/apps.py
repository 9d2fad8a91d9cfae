from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class PersonalConfig(AdminConfig):
    default_site = "imss_portal.admin.sitio.Sitio"
    verbose_name = "personal"

    def ready(self) -> None:
        super().ready()
        from imss_portal.admin import cuentas  # noqa: F401 (describes Django's own models)

        user_logged_in.connect(_note_entrada)
        user_logged_out.connect(_note_salida)


def _note_entrada(user: Any, **_: object) -> None:
    _note("entrar", user)


def _note_salida(user: Any, **_: object) -> None:
    if user is not None:
        _note("salir", user)


def _note(accion: str, user: Any) -> None:
    from plataforma.seguridad.auditoria import audit
    from plataforma.seguridad.personal.modelos import ACTOR_MAX

    audit(accion, objeto=f"user:{user.pk}", actor=user.get_username()[:ACTOR_MAX])
