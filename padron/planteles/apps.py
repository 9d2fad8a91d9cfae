from django.apps import AppConfig


class PlantelesConfig(AppConfig):
    name = "padron.planteles"
    verbose_name = "planteles"
