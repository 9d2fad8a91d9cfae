from django.apps import AppConfig


class ImssPortalConfig(AppConfig):
    name = "imss_portal"
    verbose_name = "portal"

    def ready(self) -> None:
        from imss_portal.retencion import register_handlers

        register_handlers()
