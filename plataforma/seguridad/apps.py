from django.apps import AppConfig


class SeguridadConfig(AppConfig):
    name = "plataforma.seguridad"
    verbose_name = "seguridad"
