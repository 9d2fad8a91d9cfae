from django.apps import AppConfig


class ImssPortalConfig(AppConfig):
    name = "imss_portal"
    verbose_name = "portal"
