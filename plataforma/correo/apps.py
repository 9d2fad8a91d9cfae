from django.apps import AppConfig


class CorreoConfig(AppConfig):
    name = "plataforma.correo"
    verbose_name = "correo"

    def ready(self) -> None:
        from plataforma.correo import handlers  # noqa: F401 (registers what this room does for the outbox)
