"""The questions of a renuncia, and what stands in their way."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from tramites.models import Renuncia, Solicitud
from tramites.procedimientos.renuncia.datos import COBERTURA, EXPLICACION, MOTIVO, DatosRenunciados
from tramites.procedimientos.renuncia.pasos import PASOS, has_otra_cobertura
from tramites.services import submit_solicitud
from tramites.wizard.base import BaseWizard
from tramites.wizard.impedimento import Impedimento


class RenunciaWizard(BaseWizard):
    """Identity, reason, what the reason asks, oath."""

    pasos = PASOS

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        """Return that a renuncia lies at the campus already."""
        presentada = Renuncia.objects.filter(asegurado=solicitud.get_asegurado(), estado=Renuncia.Estado.PRESENTADA)
        renuncia = presentada.select_related("solicitud", "plantel").first()
        return Impedimento("tramites/renuncia/ya_presentada.html", {"renuncia": renuncia}) if renuncia else None

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form, **kwargs)
        context["asegurado"] = self.solicitud.get_asegurado()
        if self.step is PASOS[-1]:
            context["datos"] = DatosRenunciados.from_respuestas(self.respuestas)
            detalle = COBERTURA if has_otra_cobertura(self.respuestas) else EXPLICACION
            context["cambiar_motivo"] = self.get_step_url(MOTIVO)
            context["cambiar_detalle"] = self.get_step_url(detalle)
        return context

    def finish(self) -> HttpResponse:
        submit_solicitud(self.solicitud, datos=DatosRenunciados.from_respuestas(self.respuestas).to_json())
        return redirect(self.solicitud)
