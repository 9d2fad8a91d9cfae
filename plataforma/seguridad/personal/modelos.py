"""The two kinds of pages that staff have of a model: one to work with, one to read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst

from plataforma.seguridad.auditoria import audit
from plataforma.seguridad.models import Auditoria
from plataforma.seguridad.personal.busqueda import Exacto, search_exactos
from plataforma.seguridad.personal.enlaces import get_enlaces, make_enlace, object_url
from plataforma.seguridad.personal.paginador import TopePaginator
from plataforma.seguridad.personal.secretos import Secreto

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
    TabularBase = admin.TabularInline[Any, Any]
else:
    Base = admin.ModelAdmin
    TabularBase = admin.TabularInline

ACTOR_MAX = 80  # of Auditoria.actor


def get_actor(request: HttpRequest) -> str:
    """Return how the audit log names who asks."""
    return request.user.get_username()[:ACTOR_MAX]


class PersonalAdmin(Base):
    """Lists that never count a large table, a search by identifiers, links, values to show, and an audit row a change.

    `secretos` are the columns that are masked: lists name them `mascara_<campo>`, pages `ver_<campo>`.
    `exactos` are the identifiers that the search box knows, beside the words of `search_fields`.
    """

    paginator = TopePaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    save_as_continue = False
    secretos: Sequence[Secreto] = ()
    exactos: Sequence[Exacto] = ()

    def __init__(self, model: type[Any], admin_site: admin.AdminSite) -> None:
        for secreto in self.secretos:
            setattr(self, f"mascara_{secreto.campo}", secreto.column())
            setattr(self, f"ver_{secreto.campo}", secreto.field())
        super().__init__(model, admin_site)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(f"ver_{secreto.campo}" for secreto in self.secretos)]

    def get_objeto(self, obj: Any) -> str:
        """Return how the audit log names this object."""
        return f"{self.opts.model_name}:{obj.pk}"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found = search_exactos(queryset, search_term, self.exactos) if search_term.strip() else None
        return (found, False) if found is not None else super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        titulo = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": titulo, **(extra_context or {})})

    def get_preserved_filters(self, request: HttpRequest) -> str:
        """Return what leads back to the list as it was; a number that was searched for is not carried along."""
        filtros = QueryDict(super().get_preserved_filters(request), mutable=True)
        if "_changelist_filters" in filtros:
            lista = QueryDict(str(filtros["_changelist_filters"]), mutable=True)
            if any(char.isdigit() for char in str(lista.get(SEARCH_VAR, ""))):
                del lista[SEARCH_VAR]
            filtros["_changelist_filters"] = lista.urlencode()
        return filtros.urlencode()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        if obj is not None:
            historia = make_enlace("Auditoría", Auditoria.objects.all(), objeto=self.get_objeto(obj))
            context["title"] = capfirst(self.opts.verbose_name)
            context["enlaces"] = [*get_enlaces(obj), historia]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_mostrar"
        view = self.admin_site.admin_view(self.mostrar)
        return [path("<path:object_id>/mostrar/<slug:campo>/", view, name=name), *super().get_urls()]

    def mostrar(self, request: HttpRequest, object_id: str, campo: str) -> HttpResponse:
        """Show one masked value, once, and write down who saw it. Only a POST shows anything."""
        obj = self.get_object(request, unquote(object_id))
        secreto = next((secreto for secreto in self.secretos if secreto.campo == campo), None)
        if obj is None or secreto is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(object_url(obj))
        audit(f"mostrar {campo}", objeto=self.get_objeto(obj), actor=get_actor(request))
        contexto = {
            **self.admin_site.each_context(request),
            "title": secreto.titulo,
            "subtitle": str(obj),
            "opts": self.opts,
            "original": obj,
            "valores": secreto.list_valores(obj),
            "volver": object_url(obj),
        }
        return TemplateResponse(request, "admin/mostrar.html", contexto)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._audit(request, "agregar", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._audit(request, "cambiar", obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._audit(request, "eliminar", obj)
        return super().log_deletions(request, queryset)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        request.campos = list_cambiados(form)  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def _audit(self, request: HttpRequest, accion: str, obj: Model) -> None:
        campos = getattr(request, "campos", [])
        with transaction.atomic():
            audit(
                f"{accion} {self.opts.verbose_name}"[:60],
                objeto=self.get_objeto(obj),
                actor=get_actor(request),
                valores={"campos": campos} if campos else None,
            )


class LecturaAdmin(PersonalAdmin):
    """Pages of what is only read: history, or what other code alone writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LecturaInline(TabularBase):
    """Rows of another model on a page, to read and to go to."""

    extra = 0
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields or ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def list_cambiados(form: Form) -> list[str]:
    """Return the labels of the fields that the form changes; no values."""
    return [str(form.fields[name].label or name) for name in form.changed_data if name in form.fields]
