"""What django-formtools lacks: steps that depend on answers, one address a step, answers kept in the database."""

from datetime import date
from itertools import takewhile
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from formtools.wizard.views import NamedUrlWizardView

from tramites.entrada.acceso import get_solicitud_for_session
from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.wizard.avance import get_step_url
from tramites.wizard.impedimento import Impedimento
from tramites.wizard.pasos import Respuestas, Step, get_applicable, get_counting, get_dependents, get_first_undone
from tramites.wizard.storage import SolicitudStorage, get_hechos


class BaseWizard(NamedUrlWizardView):  # type: ignore[misc]
    """A procedure's questions. A subclass gives `pasos` and `finish`.

    The step is what the address names; formtools' own fields (`current_step`, `wizard_goto_step`, `?reset`) and its
    `done/` mean nothing. A POST is one short transaction that holds the Solicitud's row: two tabs, a double click or
    «back» meet one after the other, and whoever comes after the end is shown the end.
    """

    pasos: ClassVar[tuple[Step, ...]]
    storage_name = "tramites.wizard.storage.SolicitudStorage"
    storage: SolicitudStorage

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        form_list = [(step.slug, step.form) for step in cls.pasos]
        # Asked of the view each time: formtools' own cache of conditions is dropped with each stored answer.
        conditions = {step.slug: _applies(step.slug) for step in cls.pasos}
        return super().as_view(form_list, url_name="paso", condition_dict=conditions, **initkwargs)

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        """Return what stands in the way of all steps today, or None. Asked before each step is shown or taken."""
        return None

    def finish(self) -> HttpResponse:
        """Accept the answers and lead on. Runs in the POST's transaction, with the row locked."""
        raise NotImplementedError

    @property
    def solicitud(self) -> Solicitud:
        """Return the Solicitud whose answers these are."""
        return self.storage.solicitud

    @property
    def respuestas(self) -> Respuestas:
        """Return the plain answers that count, by step."""
        return get_counting(self.pasos, self.storage.pasos)

    @property
    def applicable(self) -> tuple[Step, ...]:
        """Return the steps that apply to the answers as they are now."""
        return get_applicable(self.pasos, self.storage.pasos)

    @property
    def step(self) -> Step:
        """Return the step that the address names."""
        return next(step for step in self.pasos if step.slug == self.kwargs["step"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["step"] not in {step.slug for step in self.pasos}:
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
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._lead_back() or self._show(None)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if response := self._lead_back():
            return response
        self.storage.current_step = self.step.slug
        form = self.get_form(data=self.request.POST)
        if not form.is_valid():
            return self._show(form)
        self._store(form)
        undone = self._first_undone()
        if self.step is self.applicable[-1] is undone:
            return self.finish()
        return redirect(self.get_step_url(undone.slug))

    def _lead_back(self) -> HttpResponse | None:
        """Return the way to the first step not done, if the address names one that is not reached yet."""
        applicable = [step.slug for step in self.applicable]
        undone = self._first_undone().slug
        if self.step.slug in applicable[: applicable.index(undone) + 1]:
            return None
        return redirect(self.get_step_url(undone))

    def _first_undone(self) -> Step:
        """Return the first step to be answered: not done yet, or done and no longer right.

        What an answer was checked against may have changed since (another catalogue was loaded). Each answer is
        checked once more before a later step is shown or the end is reached, so that a step may rely on it.
        """
        hechos = get_hechos(self.solicitud)
        holding = [step.slug for step in takewhile(lambda step: self._holds(step, hechos), self.applicable)]
        return get_first_undone(self.applicable, holding)

    def _holds(self, step: Step, hechos: list[str]) -> bool:
        return step.slug in hechos and self._check_again(step).is_valid()

    def _check_again(self, step: Step) -> Any:
        return self.get_form(step.slug, data=self.storage.get_step_data(step.slug))

    def _show(self, form: Any) -> HttpResponse:
        self.storage.current_step = self.step.slug
        if form is None and self.step.slug in get_hechos(self.solicitud):
            form = self._check_again(self.step)  # an answer that does not hold any more says why
            form = None if form.is_valid() else form
        response: HttpResponse = self.render(form)
        # Drawn here, inside the transaction and in reach of its errors, not by the handler afterwards.
        return response.render() if hasattr(response, "render") else response

    def _store(self, form: Any) -> None:
        answers = dict(form.cleaned_data)
        changed = self.storage.pasos.get(self.step.slug) not in (None, answers)
        self.storage.set_step_data(self.step.slug, answers)
        self.__dict__.pop("_resolved_form_list", None)  # formtools' cache of which steps apply
        if changed:
            self.storage.ask_again(get_dependents(self.pasos, self.step.slug))

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> None:
        """Return no prefix: one form a page, and `name="cp"` is what browsers know how to fill in."""

    def get_form_initial(self, step: str) -> dict[str, Any]:
        return dict(self.storage.pasos.get(step, {}))

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        return {"respuestas": self.respuestas, "solicitud": self.solicitud}

    def get_template_names(self) -> list[str]:
        return [self.step.template]

    def get_step_url(self, step: str) -> str:
        return get_step_url(self.solicitud.tipo, self.solicitud.pk, step)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        applicable = self.applicable
        numero = applicable.index(self.step) + 1
        return {
            "form": form,
            "titulo": self.step.title,
            "solicitud": self.solicitud,
            "numero": numero,
            # Said only once it is known: a later answer may still add a step or take one away.
            "total": len(applicable) if self.is_total_known() else None,
            "atras": self.get_step_url(applicable[numero - 2].slug) if numero > 1 else None,
            **kwargs,
        }

    def is_total_known(self) -> bool:
        """Tell whether no answer to come can change the number of steps."""
        conditional = [index for index, step in enumerate(self.pasos) if step.applies is not Step.applies]
        last = max(conditional, default=-1)
        before = [step.slug for step in self.applicable if self.pasos.index(step) < last]
        return all(slug in get_hechos(self.solicitud) for slug in before)


def _applies(slug: str) -> Any:
    def condition(wizard: BaseWizard) -> bool:
        return slug in {step.slug for step in wizard.applicable}

    return condition
