"""Django's own models in the staff's words: users, groups, and what was done in these pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest

from plataforma.seguridad.personal.modelos import LecturaAdmin, PersonalAdmin

ACCIONES = {"add": "agregar", "change": "cambiar", "delete": "eliminar", "view": "ver"}


class PermisoField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Permissions in Spanish: the database keeps Django's English names."""

    def label_from_instance(self, obj: Any) -> str:
        accion, _, _ = obj.codename.partition("_")
        return f"{obj.content_type.name}: {ACCIONES.get(accion, obj.name)}"


class PermisosMixin:
    """Draws every field of permissions with PermisoField."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Permission:
            kwargs |= {
                "queryset": Permission.objects.select_related("content_type").order_by("content_type", "codename"),
                "form_class": PermisoField,
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UsuarioAdmin(PermisosMixin, UserAdmin, PersonalAdmin):  # type: ignore[type-arg]
    """The staff themselves."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "groups")


@admin.register(Group)
class GrupoAdmin(PermisosMixin, GroupAdmin, PersonalAdmin):  # type: ignore[misc]
    """Roles, for the day that staff have a scope of their own."""


@admin.register(LogEntry)
class CambioAdmin(LecturaAdmin):
    """What was done in these pages, as Django notes it. The audit log knows more, and cannot be changed."""

    list_display = ("action_time", "user", "hecho", "content_type", "object_repr")
    list_filter = ("action_flag", "action_time")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "user__username")
    fields = ("action_time", "user", "hecho", "content_type", "object_repr", "detalle")
    sortable_by = ()

    @admin.display(description="acción")
    def hecho(self, obj: LogEntry) -> str:
        return obj.get_action_flag_display()

    @admin.display(description="qué cambió")
    def detalle(self, obj: LogEntry) -> str:
        return obj.get_change_message() or "–"
