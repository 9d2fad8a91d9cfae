from django.apps import AppConfig


class TramitesConfig(AppConfig):
    name = "tramites"
    verbose_name = "trámites"

    def ready(self) -> None:
        from padron.asegurados.signals import padron_corregido
        from tramites.camino import correos, handlers  # noqa: F401 (importing `correos` registers the mails)

        padron_corregido.connect(handlers.on_padron_corregido)
