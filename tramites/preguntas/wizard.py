"""The base wizard of all procedures, built on django-formtools (docs/reglas.md, «Wizard»).

This module adds five rules to formtools:
- Only the URL decides which step a request is about.
- A student who opens a later step is redirected to the first step that is not done.
- A step can depend on earlier answers.
- The answers are in the database.
- Each POST locks the row of the Solicitud.

The methods of formtools do the other work. For example, `render_done` validates every answer again.
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
    """The base class of the wizards. A subclass sets `pasos`.

    A subclass also defines `get_datos` if the Celery worker needs the answers. Each POST locks the row of the
    Solicitud. So two requests at the same moment, for example after a double click, are handled one after the other.
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
        """Return the answers that the Celery worker needs, as a dict for JSON.

        Returns None if the Celery worker needs no answers.
        """
        return None

    @property
    def solicitud(self) -> Solicitud:
        """Return the Solicitud that the answers belong to."""
        return self.storage.solicitud

    @cached_property
    def resolved(self) -> Resolved:
        """Return the steps that the wizard asks, and the answers to these steps.

        `process_step` deletes this cached value, because a new answer can change the steps.
        """
        return resolve_steps(self.pasos, self.storage.pasos)

    @property
    def step(self) -> Step:
        """Return the step that the URL names."""
        return next(step for step in self.pasos if step.slug == self.kwargs["step"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["step"] not in {step.slug for step in self.pasos}:  # 404 also for the URL `done/` of formtools
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
        # Render the template now, inside the transaction of a POST. Otherwise Django would render the template later,
        # and the decorators of the view could not handle an exception of the template.
        return response.render() if isinstance(response, SimpleTemplateResponse) else response

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.storage.current_step = kwargs["step"]
        response: HttpResponse = self._lead_back(self._holds) or super().get(*args, **kwargs)
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.storage.current_step = kwargs["step"]
        # Ignore the step names in the POST data, because only the URL names the step. Otherwise formtools could store
        # the answer under another step.
        posted = self.request.POST.copy()
        posted.pop("wizard_goto_step", None)
        posted[f"{self.prefix}-current_step"] = kwargs["step"]
        self.request.POST = posted
        response: HttpResponse = self._lead_back(self._is_done) or super().post(*args, **kwargs)
        return response

    def render(self, form: Any = None, **kwargs: Any) -> HttpResponse:
        """Show a step.

        After a POST, an earlier answer may no longer be valid. In this case, redirect to the step of this answer.
        """
        away = self._lead_back(self._holds) if self.request.method == "POST" else None
        response: HttpResponse = away or super().render(form, **kwargs)
        return response

    def _lead_back(self, is_settled: Callable[[Step], bool]) -> HttpResponse | None:
        """Return a redirect to the first earlier step that is not settled.

        `is_settled` decides whether a step is settled. Returns None if all earlier steps are settled. If the wizard
        does not ask the step in the URL at all, returns a redirect to the last step.
        """
        for step in self.resolved.pasos:
            if step == self.step:
                return None
            if not is_settled(step):
                return redirect(self.get_step_url(step.slug))
        return redirect(self.get_step_url(self.resolved.pasos[-1].slug))  # the wizard does not ask the step in the URL

    def _is_done(self, step: Step) -> bool:
        return step.slug in get_hechos(self.solicitud)

    def _holds(self, step: Step) -> bool:
        """Return whether the stored answer of a step is still valid.

        For example, a new catalogue may no longer contain the postal code.
        """
        data = self.storage.get_step_data(step.slug)
        return data is not None and bool(self.get_form(step.slug, data=data).is_valid())

    def process_step(self, form: Any) -> dict[str, Any]:
        """Return the answers of this step, which formtools then stores.

        If the student has changed the answer, the wizard will ask the steps that depend on this step again.
        """
        answers = dict(form.cleaned_data)
        if self.storage.pasos.get(self.step.slug) not in (None, answers):
            self.storage.expect_again(get_dependents(self.pasos, self.step.slug))
        self.__dict__.pop("resolved", None)
        return answers

    def process_step_files(self, form: Any) -> dict[str, Any]:
        """Return no files, because no step accepts files.

        The method of formtools would raise an exception if the request contained a file.
        """
        return {}

    def get_next_step(self, step: str | None = None) -> str:
        """Return the slug of the first step that is not done.

        For example, a student goes back to correct one answer. The next step is then the review, because all other
        steps are done.
        """
        return self.resolved.get_first_undone(get_hechos(self.solicitud)).slug

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        """Validate every answer again, and submit the Solicitud at once.

        The method of formtools would first redirect to its URL `done/`.
        """
        response: HttpResponse = super().render_done(form, **kwargs | {"step": self.done_step_name})
        return response

    def done(self, form_list: Sequence[Any], **kwargs: Any) -> HttpResponse:
        submit_solicitud(self.solicitud, datos=self.get_datos())
        return redirect(self.solicitud)

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> None:
        """Return no prefix, because each page has only one form.

        Browsers can fill in a field automatically if the field has a plain name, such as `cp`.
        """

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
        """Return whether the number of steps is certain.

        The number is not certain while a missing answer can still add or remove a step.
        """
        conditional = [index for index, step in enumerate(self.pasos) if step.is_conditional]
        last = max(conditional, default=-1)
        return all(self._is_done(step) for step in self.resolved.pasos if self.pasos.index(step) < last)


def _make_condition(step: Step) -> Callable[[BaseWizard], bool]:
    return lambda wizard: step in wizard.resolved.pasos
