from django.apps import AppConfig


class ApoyoConfig(AppConfig):
    name = "tests.apoyo"
    verbose_name = "apoyo de las pruebas"

    def ready(self) -> None:
        from tests.apoyo import caidas, handlers, plantillas, reloj

        handlers.register_all()
        plantillas.register_all()
        caidas.connect_all()
        reloj.turn()
