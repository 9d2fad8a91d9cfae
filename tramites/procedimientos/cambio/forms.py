"""The first step of a change of clinic."""

from django import forms

from padron.asegurados.models import Adscripcion
from tramites.wizard.forms import PasoForm

ELIGE = "Elige por qué quieres cambiar de clínica"


class MotivoForm(PasoForm):
    """Why the student wants another clinic or shift."""

    motivo = forms.ChoiceField(
        label="¿Por qué quieres cambiar?",
        choices=[(valor, etiqueta[:1].upper() + etiqueta[1:]) for valor, etiqueta in Adscripcion.Motivo.choices],
        widget=forms.RadioSelect,
        error_messages={"required": ELIGE, "invalid_choice": ELIGE},
    )
