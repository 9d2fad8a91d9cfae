from django.apps import AppConfig


class ApoyoConfig(AppConfig):
    name = "tests.helpers.app"
    label = "apoyo"
    verbose_name = "apoyo de las pruebas"

    def ready(self) -> None:
        from tests.helpers.app import clock, handlers, kills, mails

        handlers.register_all()
        mails.register_all()
        kills.connect_all()
        clock.turn()
