from django.apps import AppConfig


class BandejaConfig(AppConfig):
    name = "plataforma.bandeja"
    verbose_name = "bandeja de salida"
