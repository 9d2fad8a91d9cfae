"""The questions of the NSS procedure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from padron.asegurados.selectors import is_asignacion_inmediata
from tramites.domicilio.datos import CODIGO_POSTAL, DOMICILIO, Domicilio
from tramites.procedimientos.nss.pasos import PASOS
from tramites.services import submit_solicitud
from tramites.wizard.base import BaseWizard


class NSSWizard(BaseWizard):
    """Identity, address, review."""

    pasos = PASOS

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form, **kwargs)
        if self.step is PASOS[-1]:
            context["domicilio"] = Domicilio.from_respuestas(self.respuestas)
            context["cambiar_domicilio"] = self.get_step_url(DOMICILIO)
            context["cambiar_cp"] = self.get_step_url(CODIGO_POSTAL)
            context["inmediato"] = is_asignacion_inmediata()
        return {**context, "asegurado": self.solicitud.get_asegurado()}

    def finish(self) -> HttpResponse:
        submit_solicitud(self.solicitud, datos=Domicilio.from_respuestas(self.respuestas).to_json())
        return redirect(self.solicitud)
