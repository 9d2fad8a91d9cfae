"""The forms of the renuncia wizard."""

from typing import Any

from django import forms
from django.utils import timezone

from padron.identificadores.edad import is_menor
from tramites.preguntas.forms import PasoForm, TextoField
from tramites.procedimientos.renuncia.models import Renuncia


class MotivoForm(PasoForm):
    """Asks why the student does not want the affiliation: another medical service, or no need."""

    motivo = forms.ChoiceField(
        label="¿Por qué renuncias?",
        choices=Renuncia.Motivo.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elige una razón", "invalid_choice": "Elige una razón de la lista"},
    )


class CoberturaForm(PasoForm):
    """Asks which other institution provides medical service to the student.

    The form also asks for the student's membership number in this institution.
    """

    institucion = TextoField(
        label="Institución que te da servicio médico",
        help_text="Por ejemplo, ISSSTE, SEDENA o IMSS por el trabajo de tu mamá o papá.",
        max_length=100,
        error_messages={"required": "Escribe la institución", "max_length": "Escríbela en 100 letras o menos"},
    )
    numero = TextoField(
        label="Tu número en esa institución",
        help_text="Viene en tu carnet o credencial.",
        max_length=40,
        error_messages={"required": "Escribe tu número", "max_length": "Escríbelo en 40 letras o menos"},
    )


class ExplicacionForm(PasoForm):
    """Asks the student to explain why they do not need the affiliation."""

    explicacion = TextoField(
        label="Explica por qué no la necesitas",
        help_text="En una o dos frases.",
        max_length=300,
        error_messages={"required": "Explica por qué no la necesitas", "max_length": "Escríbelo en 300 letras o menos"},
    )


class RevisionForm(PasoForm):
    """Asks the student to declare under oath that the data are true.

    A student under 18 also types the name of mother, father or guardian.
    """

    tutor = TextoField(
        label="Nombre completo de tu mamá, papá o tutor",
        help_text="Eres menor de edad: esa persona también firma el documento.",
        max_length=120,
        error_messages={
            "required": "Escribe el nombre de tu mamá, papá o tutor",
            "max_length": "Escríbelo en 120 letras o menos",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    declaro = forms.BooleanField(
        label="Declaro bajo protesta de decir verdad que estos datos son ciertos",
        error_messages={"required": "Marca la casilla para declarar que tus datos son ciertos"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nacimiento = self.solicitud.get_asegurado().fecha_nacimiento
        if not is_menor(nacimiento=nacimiento, hoy=timezone.localdate()):
            del self.fields["tutor"]
