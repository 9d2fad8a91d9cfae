from django.apps import AppConfig


class AseguradosConfig(AppConfig):
    name = "padron.asegurados"
    verbose_name = "asegurados"
