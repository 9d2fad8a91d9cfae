from django.apps import AppConfig


class SeguridadConfig(AppConfig):
    name = "plataforma.seguridad"
    verbose_name = "seguridad"

    def ready(self) -> None:
        from plataforma.seguridad import checks  # noqa: F401 (registers them)
