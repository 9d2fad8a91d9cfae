"""Institution and campuses: contacts, and the policies that each campus sets."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from padron.planteles.models import Ciclo, Institucion, Plantel
from plataforma.seguridad.personal.modelos import PersonalAdmin

CONTACTO = ("responsable", "correo", "telefono", "horario", "direccion")


@admin.register(Institucion)
class InstitucionAdmin(PersonalAdmin):
    list_display = ("nombre", "siglas", "registro_patronal", "correo", "telefono")
    search_fields = ("nombre", "siglas")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # its campuses and their students hang on it


@admin.register(Ciclo)
class CicloAdmin(PersonalAdmin):
    list_display = ("clave", "institucion", "inicio", "fin")
    list_filter = ("institucion",)
    list_select_related = ("institucion",)
    search_fields = ("clave",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # enrolments name it


@admin.register(Plantel)
class PlantelAdmin(PersonalAdmin):
    """A new policy appears by itself: what is no contact and no identity is one."""

    list_display = ("nombre", "clave", "responsable", "correo", "telefono", "ruta_inconsistencias")
    list_filter = ("institucion", "ruta_inconsistencias")
    list_select_related = ("institucion",)
    search_fields = ("nombre", "clave__iexact", "responsable")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        identidad = ("nombre", "clave", "institucion")
        politicas = [name for name in self.get_fields(request, obj) if name not in (*identidad, *CONTACTO)]
        return [
            (None, {"fields": identidad}),
            ("Contacto que ven los alumnos", {"fields": CONTACTO}),
            ("Políticas", {"fields": politicas}),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
