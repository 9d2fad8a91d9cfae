from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentosConfig(AppConfig):
    name = "documentos"
    verbose_name = "documentos"

    def ready(self) -> None:
        from documentos import handlers, registro  # noqa: F401

        post_migrate.connect(registro.begin_registro, sender=self)
