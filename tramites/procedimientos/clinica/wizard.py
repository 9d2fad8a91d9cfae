"""The clinic step, its map and the review, which the wizards of alta and cambio share."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from padron.identificadores.nss import agrupado
from tramites.preguntas.domicilio import CODIGO_POSTAL, DOMICILIO, ESTADO, Domicilio
from tramites.preguntas.forms import PasoForm
from tramites.preguntas.pasos import Step
from tramites.preguntas.wizard import BaseWizard
from tramites.procedimientos.clinica.cercanas import find_lugar, get_incidencia_lugar
from tramites.procedimientos.clinica.datos import CLINICA, REVISION, TELEFONOS, Eleccion
from tramites.procedimientos.clinica.forms import ClinicaForm
from tramites.procedimientos.clinica.rules import Lugar
from tramites.procedimientos.clinica.services import report_sin_lugar, settle_sin_lugar

MAS, AVISAR, MAPA = "mas", "avisar", "mapa"  # names of the buttons of the clinic step that store no answer
ELEGIDO: Final = ("cuantas", "lugar")  # query parameters that the clinic step and the map page pass to each other
CAMBIABLES: Final = (CODIGO_POSTAL, DOMICILIO, TELEFONOS, CLINICA)


def make_paso_clinica(form: type[ClinicaForm], title: str) -> Step:
    """Return the step that asks for clinic and shift.

    The wizard asks this step again if the student changes the postal code or the state (entidad federativa).
    """
    template, depends_on = "tramites/clinica/clinica.html", (CODIGO_POSTAL, ESTADO)
    return Step(CLINICA, form, title, template=template, depends_on=depends_on)


def make_revision(title: str, template: str) -> Step:
    """Return the review, which is the last step, with the title and the template of the procedure."""
    return Step(REVISION, PasoForm, title, template=template)


def write_elegido(elegido: Mapping[str, Any]) -> str:
    """Return a query string for the links between the clinic step and the map.

    It contains the number of clinics on the page, and the clinic and shift that the student has chosen.
    """
    known = ClinicaForm.read_cuantas(elegido.get("cuantas", "")), Lugar.parse(elegido.get("lugar", ""))
    return urlencode({name: str(value) for name, value in zip(ELEGIDO, known, strict=True) if value})


class ClinicaWizard(BaseWizard):
    """The base class of wizards that have the clinic step. A subclass sets `pasos`."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a step.

        If the student comes back from the map, the query string contains a clinic and a shift. The clinic step then
        shows this clinic and shift, and not the stored answer.
        """
        if kwargs["step"] != CLINICA or not any(self.request.GET.get(name) for name in ELEGIDO):
            return super().get(*args, **kwargs)
        self.storage.current_step = CLINICA
        return self._lead_back(self._holds) or self.render(self.get_form())

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["step"] != CLINICA or not {MAS, AVISAR, MAPA} & self.request.POST.keys():
            return super().post(*args, **kwargs)
        self.storage.current_step = CLINICA
        return self._lead_back(self._is_done) or self._help_to_choose()

    def _help_to_choose(self) -> HttpResponse:
        """Handle the buttons of the clinic step that store no answer.

        The buttons show more clinics, show the map, or open an incident about clinics without a free place. The student
        does not lose the choice of a clinic when the page shows more clinics or the map.
        """
        form: ClinicaForm = self.get_form(CLINICA)
        form.initial["cuantas"] = form.read_cuantas(self.request.POST.get("cuantas", ""))
        if AVISAR in self.request.POST:
            report_sin_lugar(self.solicitud, cuantas=form.initial["cuantas"])
            return redirect(self.get_step_url(CLINICA))
        if MAPA in self.request.POST:
            mapa = reverse("mapa_clinicas", kwargs={"tipo": self.solicitud.tipo, "uuid": self.solicitud.pk})
            return redirect(f"{mapa}?{write_elegido(self.request.POST)}")
        form.show_more(lugar=self.request.POST.get("lugar", ""))
        return self.render(form)

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """Return the stored answer of a step.

        At the clinic step, a clinic and shift in the query string replace the stored answer.
        """
        initial = super().get_form_initial(step)
        if self.request.method == "POST" or step != CLINICA:
            return initial
        return initial | {name: self.request.GET[name] for name in ELEGIDO if self.request.GET.get(name)}

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context_data(form, **kwargs)
        contexto["nss"] = agrupado(self.solicitud.get_asegurado().nss or "")
        if self.step.slug == CLINICA:
            contexto |= self._get_contexto_clinica()
        elif self.step.slug == REVISION:
            contexto |= self._get_contexto_revision()
        return contexto

    def _get_contexto_clinica(self) -> dict[str, Any]:
        perdido = self.storage.pasos.get(CLINICA, {}).get("perdido", "")
        return {
            "perdido": find_lugar(Lugar.parse(perdido)),
            "incidencia": get_incidencia_lugar(self.solicitud),
            "cambiar_cp": self.get_step_url(CODIGO_POSTAL),
        }

    def _get_contexto_revision(self) -> dict[str, Any]:
        respuestas = self.resolved.respuestas
        return {
            "domicilio": Domicilio.from_respuestas(respuestas),
            "telefonos": respuestas.get(TELEFONOS, {}),
            "eleccion": find_lugar(Lugar.parse(respuestas[CLINICA]["lugar"])),
            "cambiar": {slug.replace("-", "_"): self.get_step_url(slug) for slug in CAMBIABLES},
        }

    def get_eleccion(self) -> Eleccion:
        """Return the answers of the steps as an Eleccion (postal address, clinic and shift)."""
        return Eleccion.from_respuestas(self.resolved.respuestas)

    def get_datos(self) -> dict[str, Any]:
        return self.get_eleccion().to_json()

    def done(self, form_list: Sequence[Any], **kwargs: Any) -> HttpResponse:
        settle_sin_lugar(self.solicitud)
        return super().done(form_list, **kwargs)
