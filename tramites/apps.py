from django.apps import AppConfig


class TramitesConfig(AppConfig):
    name = "tramites"
    verbose_name = "trámites"

    def ready(self) -> None:
        from padron.asegurados.signals import padron_corregido
        from tramites import correos, handlers  # noqa: F401 (register this room's mails and work)
        from tramites.cobertura import handlers as avisos

        padron_corregido.connect(handlers.on_padron_corregido)
        padron_corregido.connect(avisos.on_padron_corregido)
