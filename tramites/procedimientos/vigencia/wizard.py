"""The question of the vigencia, and what stands in its way."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from tramites.cobertura.requisitos import need_nss
from tramites.models import Solicitud
from tramites.procedimientos.vigencia.pasos import PASOS
from tramites.procedimientos.vigencia.rules import is_otro_nss
from tramites.services import submit_solicitud
from tramites.wizard.base import BaseWizard
from tramites.wizard.impedimento import Impedimento


class VigenciaWizard(BaseWizard):
    """Identity."""

    pasos = PASOS

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        """Return that the NSS is another's, or that there is none. The right one is not given away here."""
        if is_otro_nss(escrito=solicitud.nss_escrito, registrado=solicitud.get_asegurado().nss):
            return Impedimento("tramites/vigencia/no_coincide.html")
        return need_nss(solicitud)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(form, **kwargs), "asegurado": self.solicitud.get_asegurado()}

    def finish(self) -> HttpResponse:
        submit_solicitud(self.solicitud)
        return redirect(self.solicitud)
