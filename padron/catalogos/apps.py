from django.apps import AppConfig


class CatalogosConfig(AppConfig):
    name = "padron.catalogos"
    verbose_name = "catálogos"
