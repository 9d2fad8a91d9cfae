"""«¿Tienes otro seguro médico?»: the page with the question, and the button that withdraws the answer."""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from padron.asegurados.manifestacion.rules import TEXTOS, VERSION
from padron.asegurados.models import Asegurado
from padron.asegurados.selectors import get_manifestacion
from padron.asegurados.services import NoSePregunta, NoSeRetira, state_sin_otro_seguro, withdraw_manifestacion
from plataforma.seguridad.decorators import personal
from plataforma.seguridad.sesion import get_titular
from tramites.preguntas.forms import TextoField

NO, SI = "no", "si"
ELIGE = "Elige «No» o «Sí»"


class ManifestacionForm(forms.Form):
    """Asks whether the student has another medical insurance. A minor who has none names mother, father or guardian."""

    otro_seguro = forms.ChoiceField(
        label="¿Tienes otro seguro médico?",
        choices=[(NO, f"No. {TEXTOS[VERSION]}."), (SI, "Sí, tengo otro.")],
        widget=forms.RadioSelect,
        error_messages={"required": ELIGE, "invalid_choice": ELIGE},
    )
    tutor = TextoField(
        label="Nombre completo de tu mamá, papá o tutor",
        help_text="Eres menor de edad. Escríbelo si no tienes otro seguro.",
        max_length=120,
        required=False,
        error_messages={"max_length": "Escríbelo en 120 letras o menos"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tutor.segun = True  # type: ignore[attr-defined]  # the answer above decides whether this field is required

    def __init__(self, *args: Any, is_menor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_menor:
            del self.fields["tutor"]

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        falta = "tutor" in self.fields and not datos.get("tutor") and "tutor" not in self.errors
        if datos.get("otro_seguro") == NO and falta:
            self.add_error("tutor", "Escribe el nombre de tu mamá, papá o tutor")
        return datos


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def manifestacion(request: HttpRequest) -> HttpResponse:
    """Ask the question, or store the answer. Without a session, redirect to the first form of the expediente."""
    asegurado, hoy = _find_asegurado(request), timezone.localdate()
    if asegurado is None:
        return redirect("empezar", tipo="expediente")
    estado = get_manifestacion(asegurado, hoy=hoy)
    if not estado.is_preguntada or estado.inscripcion is None:
        return redirect("expediente")
    form = ManifestacionForm(request.POST if request.method == "POST" else None, is_menor=estado.is_menor)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["otro_seguro"] == SI:
            return render(request, "tramites/manifestacion/otro_seguro.html", {"plantel": estado.inscripcion.plantel})
        with suppress(NoSePregunta):  # stated in another tab a moment ago
            state_sin_otro_seguro(asegurado=asegurado, tutor=form.cleaned_data.get("tutor", ""), hoy=hoy)
        return redirect("expediente")
    return render(request, "tramites/manifestacion/manifestacion.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def retirar(request: HttpRequest) -> HttpResponse:
    """Withdraw the statement. A GET changes nothing."""
    asegurado = _find_asegurado(request)
    if asegurado is not None and request.method == "POST":
        with suppress(NoSeRetira):  # the campus has reported the student in the meantime, and the page shows that
            withdraw_manifestacion(asegurado=asegurado, hoy=timezone.localdate())
    return redirect("expediente")


def _find_asegurado(request: HttpRequest) -> Asegurado | None:
    titular = get_titular(request)
    return Asegurado.objects.filter(titular=titular).first() if titular else None
