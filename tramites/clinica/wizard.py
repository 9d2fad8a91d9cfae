"""What the wizards of alta and cambio share: the clinic step and the review."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from padron.identificadores.nss import agrupado
from tramites.clinica.datos import CLINICA, REVISION, TELEFONOS, Eleccion
from tramites.clinica.forms import ClinicaForm
from tramites.clinica.rules import Lugar
from tramites.clinica.selectors import find_eleccion, get_incidencia_lugar
from tramites.clinica.services import report_sin_lugar, settle_sin_lugar
from tramites.domicilio.datos import CODIGO_POSTAL, DOMICILIO, Domicilio
from tramites.services import submit_solicitud
from tramites.wizard.base import BaseWizard

MAS, AVISAR, MAPA = "mas", "avisar", "mapa"  # the buttons of the clinic step that do not go on
ELEGIDO: Final = ("cuantas", "lugar")  # what the map keeps for the way back
CAMBIABLES: Final = (CODIGO_POSTAL, DOMICILIO, TELEFONOS, CLINICA)


def write_elegido(elegido: Mapping[str, Any]) -> str:
    """Return the query by which step and map hand each other how many clinics are shown and which is chosen."""
    known = ClinicaForm.read_cuantas(elegido.get("cuantas", "")), Lugar.parse(elegido.get("lugar", ""))
    return urlencode({name: str(value) for name, value in zip(ELEGIDO, known, strict=True) if value})


class ClinicaWizard(BaseWizard):
    """A wizard one of whose steps is the clinic. A subclass gives `pasos`."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step.slug == CLINICA and {MAS, AVISAR, MAPA} & self.request.POST.keys():
            return self._lead_back() or self._help_to_choose()
        return super().post(*args, **kwargs)

    def _help_to_choose(self) -> HttpResponse:
        """Show more clinics or the map, or tell the campus that there is no place; what is chosen already stays."""
        self.storage.current_step = CLINICA
        form: ClinicaForm = self.get_form(CLINICA)
        form.initial["cuantas"] = form.read_cuantas(self.request.POST.get("cuantas", ""))
        if AVISAR in self.request.POST:
            report_sin_lugar(self.solicitud, cuantas=form.initial["cuantas"])
            return redirect(self.get_step_url(CLINICA))
        if MAPA in self.request.POST:
            return redirect(self._get_mapa(self.request.POST))
        form.show_more(lugar=self.request.POST.get("lugar", ""))
        return self._show(form)

    def _get_mapa(self, elegido: Mapping[str, Any]) -> str:
        """Return the address of the map, with what is needed to come back to the same list."""
        mapa = reverse("mapa_clinicas", kwargs={"tipo": self.solicitud.tipo, "uuid": self.solicitud.pk})
        return f"{mapa}?{write_elegido(elegido)}"

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return what was stored; at the clinic step, what was chosen before the map was opened goes before it."""
        initial = super().get_form_initial(step)
        if self.request.method == "POST" or step != CLINICA:
            return initial
        return initial | {name: self.request.GET[name] for name in ELEGIDO if self.request.GET.get(name)}

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form, **kwargs)
        asegurado = self.solicitud.get_asegurado()
        context |= {"asegurado": asegurado, "nss": agrupado(asegurado.nss or "")}
        if self.step.slug == CLINICA:
            context |= self._get_contexto_clinica()
        elif self.step.slug == REVISION:
            context |= self._get_contexto_revision()
        return context

    def _get_contexto_clinica(self) -> dict[str, Any]:
        perdido = self.storage.pasos.get(CLINICA, {}).get("perdido", "")
        return {
            "perdido": find_eleccion(Lugar.parse(perdido)),
            "incidencia": get_incidencia_lugar(self.solicitud),
        }

    def _get_contexto_revision(self) -> dict[str, Any]:
        return {
            "domicilio": Domicilio.from_respuestas(self.respuestas),
            "telefonos": self.respuestas.get(TELEFONOS, {}),
            "eleccion": find_eleccion(Lugar.parse(self.respuestas[CLINICA]["lugar"])),
            "cambiar": {slug.replace("-", "_"): self.get_step_url(slug) for slug in CAMBIABLES},
        }

    def get_eleccion(self) -> Eleccion:
        """Return what the steps asked for."""
        return Eleccion.from_respuestas(self.respuestas)

    def finish(self) -> HttpResponse:
        settle_sin_lugar(self.solicitud)
        submit_solicitud(self.solicitud, datos=self.get_eleccion().to_json())
        return redirect(self.solicitud)
