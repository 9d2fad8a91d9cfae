"""The outbox: what waits, what was done, what nobody could do; and who is alive to do it."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from plataforma.bandeja.handlers import QUEUES, list_kinds
from plataforma.bandeja.models import Latido, Mensaje
from plataforma.bandeja.services import replay
from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.personal.filtros import make_filtro
from plataforma.seguridad.personal.modelos import LecturaAdmin, get_actor


@admin.register(Mensaje)
class MensajeAdmin(LecturaAdmin):
    list_display = ("kind", "queue", "state", "attempts", "created_at", "available_at", "last_error")
    list_filter = (
        "state",
        make_filtro("cola", "queue", lambda: [(queue, queue) for queue in QUEUES]),
        make_filtro("clase", "kind", lambda: [(kind, kind) for kind in list_kinds()]),
        "created_at",
    )
    search_fields = ("dedup_key__exact",)
    search_help_text = "Busca por la clave única completa."
    ordering = ("-pk",)
    sortable_by = ()
    actions = ("retry",)

    @admin.action(description="Volver a intentar los muertos")
    def retry(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Give the dead ones of these a fresh set of attempts."""
        vivos = 0
        for mensaje in queryset:
            with transaction.atomic():
                if replay(mensaje):
                    vivos += 1
                    audit("volver a intentar", objeto=self.get_objeto(mensaje), actor=get_actor(request))
        if vivos:
            self.message_user(request, f"Se volverán a intentar: {vivos}.", messages.SUCCESS)
        else:
            self.message_user(request, "Ninguno de los elegidos estaba muerto.", messages.WARNING)


@admin.register(Latido)
class LatidoAdmin(LecturaAdmin):
    list_display = ("nombre", "momento")
    fields = ("nombre", "momento")
