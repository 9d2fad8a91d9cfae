from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SeguridadConfig(AppConfig):
    name = "plataforma.seguridad"
    verbose_name = "seguridad"

    def ready(self) -> None:
        from plataforma.seguridad.llave import remember_llave

        post_migrate.connect(remember_llave, sender=self)
