"""The base wizard of all procedures, built on django-formtools (docs/reglas.md, «Wizard»).

This module adds to formtools: the URL alone decides which step a request is about, the student is redirected to the
first step that is not done, steps can depend on earlier answers, the answers are in the database, and each POST locks
the row of the Solicitud. For everything else it uses or extends the methods of formtools: `get`, `post`,
`process_step`, `render_next_step`, `render_done` (which validates every answer again) and `done`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone
from formtools.wizard.views import NamedUrlWizardView

from tramites.preguntas.pasos import Impedimento, Resolved, Step, get_dependents, resolve_steps
from tramites.preguntas.storage import SolicitudStorage, get_hechos, get_respuestas
from tramites.solicitud.acceso import get_solicitud_for_session
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud
from tramites.solicitud.services import submit_solicitud


def get_step_url(solicitud: Solicitud, slug: str) -> str:
    """Return the URL of a step."""
    return reverse("paso", args=[solicitud.tipo, solicitud.pk, slug])


def get_current_step_url(solicitud: Solicitud, pasos: Sequence[Step]) -> str:
    """Return the URL of the first step that is not done, or of the last step if all are done."""
    undone = resolve_steps(pasos, get_respuestas(solicitud)).get_first_undone(get_hechos(solicitud))
    return get_step_url(solicitud, undone.slug)


class BaseWizard(NamedUrlWizardView):  # type: ignore[misc]
    """The base class of the wizards. A subclass sets `pasos`, and `get_datos` if the worker needs the answers.

    Each POST is one short transaction that locks the row of the Solicitud. So requests from two tabs, a double click or
    «back» are handled one after the other. After one request has submitted the Solicitud, the others are redirected to
    the page of the Solicitud.
    """

    pasos: ClassVar[tuple[Step, ...]]
    storage_name = "tramites.preguntas.storage.SolicitudStorage"
    storage: SolicitudStorage

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        form_list = [(step.slug, step.form) for step in cls.pasos]
        conditions = {step.slug: _make_condition(step) for step in cls.pasos if step.is_conditional}
        return super().as_view(form_list, url_name="paso", condition_dict=conditions, **initkwargs)

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        """Return the reason why the wizard cannot show any step today, or None.

        The wizard calls this before it shows or stores a step.
        """
        return None

    def get_datos(self) -> dict[str, Any] | None:
        """Return the answers that the worker needs, as a dict that can be stored as JSON, or None."""
        return None

    @property
    def solicitud(self) -> Solicitud:
        """Return the Solicitud that the answers belong to."""
        return self.storage.solicitud

    @cached_property
    def resolved(self) -> Resolved:
        """Return the steps that apply, and the answers of these steps. `process_step` deletes this cached value."""
        return resolve_steps(self.pasos, self.storage.pasos)

    @property
    def step(self) -> Step:
        """Return the step that the URL names."""
        return next(step for step in self.pasos if step.slug == self.kwargs["step"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["step"] not in {step.slug for step in self.pasos}:  # so the URL `done/` of formtools is a 404
            raise Http404
        if request.method != "POST":
            return self._dispatch_with_row(request, *args, **kwargs)
        with transaction.atomic():
            return self._dispatch_with_row(request, *args, **kwargs)

    def _dispatch_with_row(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        solicitud = get_solicitud_for_session(request, kwargs["tipo"], kwargs["uuid"], lock=request.method == "POST")
        if solicitud.estado != Estado.CONFIRMADA or self.get_impedimento(solicitud, timezone.localdate()):
            return redirect(solicitud)
        request.solicitud = solicitud  # type: ignore[attr-defined]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        # Render the template now. Django would render it later, outside the transaction and outside the decorators of
        # the view, which handle errors.
        return response.render() if isinstance(response, SimpleTemplateResponse) else response

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.storage.current_step = kwargs["step"]
        response: HttpResponse = self._lead_back(self._holds) or super().get(*args, **kwargs)
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.storage.current_step = kwargs["step"]
        # The URL names the step. Ignore step names in the POST data, because they could store the answer under another
        # step.
        posted = self.request.POST.copy()
        posted.pop("wizard_goto_step", None)
        posted[f"{self.prefix}-current_step"] = kwargs["step"]
        self.request.POST = posted
        response: HttpResponse = self._lead_back(self._is_done) or super().post(*args, **kwargs)
        return response

    def render(self, form: Any = None, **kwargs: Any) -> HttpResponse:
        """Show a step. After a POST, if an earlier answer is no longer valid, redirect to the step of that answer."""
        away = self._lead_back(self._holds) if self.request.method == "POST" else None
        response: HttpResponse = away or super().render(form, **kwargs)
        return response

    def _lead_back(self, is_settled: Callable[[Step], bool]) -> HttpResponse | None:
        """Return a redirect to the first step before the current step for which `is_settled` returns False.

        Returns None if there is no such step. But if the step in the URL does not apply, the redirect leads to the last
        step that applies.
        """
        for step in self.resolved.pasos:
            if step == self.step:
                return None
            if not is_settled(step):
                return redirect(self.get_step_url(step.slug))
        return redirect(self.get_step_url(self.resolved.pasos[-1].slug))  # the step in the URL does not apply

    def _is_done(self, step: Step) -> bool:
        return step.slug in get_hechos(self.solicitud)

    def _holds(self, step: Step) -> bool:
        """Return whether the stored answer of a step is still valid. A newly loaded catalogue can make it invalid."""
        data = self.storage.get_step_data(step.slug)
        return data is not None and bool(self.get_form(step.slug, data=data).is_valid())

    def process_step(self, form: Any) -> dict[str, Any]:
        """Return the plain answers of this step, to store them.

        If the answers differ from the stored answers, the wizard will ask the steps that depend on this step again.
        """
        answers = dict(form.cleaned_data)
        if self.storage.pasos.get(self.step.slug) not in (None, answers):
            self.storage.expect_again(get_dependents(self.pasos, self.step.slug))
        self.__dict__.pop("resolved", None)
        return answers

    def process_step_files(self, form: Any) -> dict[str, Any]:
        """Return no files, because no step accepts files. formtools would raise an error if a request had a file."""
        return {}

    def get_next_step(self, step: str | None = None) -> str:
        """Return the slug of the first step that is not done.

        If the student has gone back and corrected one answer, the next step can be the review, because all other steps
        are done.
        """
        return self.resolved.get_first_undone(get_hechos(self.solicitud)).slug

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        """Validate every answer again and finish at once. formtools alone would first redirect to its URL `done/`."""
        response: HttpResponse = super().render_done(form, **kwargs | {"step": self.done_step_name})
        return response

    def done(self, form_list: Sequence[Any], **kwargs: Any) -> HttpResponse:
        submit_solicitud(self.solicitud, datos=self.get_datos())
        return redirect(self.solicitud)

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> None:
        """Return no prefix: each page has only one form, and browsers can autofill a plain field name such as `cp`."""

    def get_form_initial(self, step: str) -> dict[str, Any]:
        return dict(self.storage.pasos.get(step, {}))

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        return {"respuestas": self.resolved.respuestas, "solicitud": self.solicitud}

    def get_template_names(self) -> list[str]:
        return [self.step.template]

    def get_step_url(self, step: str) -> str:
        return get_step_url(self.solicitud, step)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        applicable = self.resolved.pasos
        numero = applicable.index(self.step) + 1
        return {
            **super().get_context_data(form, **kwargs),
            "titulo": self.step.title,
            "solicitud": self.solicitud,
            "asegurado": self.solicitud.get_asegurado(),
            "numero": numero,
            "total": len(applicable) if self.is_total_known() else None,
            "atras": self.get_step_url(applicable[numero - 2].slug) if numero > 1 else None,
        }

    def is_total_known(self) -> bool:
        """Return whether the number of steps is certain: no answer that is still missing can add or remove a step."""
        conditional = [index for index, step in enumerate(self.pasos) if step.is_conditional]
        last = max(conditional, default=-1)
        return all(self._is_done(step) for step in self.resolved.pasos if self.pasos.index(step) < last)


def _make_condition(step: Step) -> Callable[[BaseWizard], bool]:
    return lambda wizard: step in wizard.resolved.pasos
