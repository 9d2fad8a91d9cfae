"""The forms of the alta and cambio wizards."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from django import forms
from django.utils.choices import CallableChoiceIterator

from padron.asegurados.models import Adscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.catalogos.selectors import RADIO_KM, ClinicaCercana
from tramites.preguntas.domicilio import CODIGO_POSTAL
from tramites.preguntas.forms import PasoForm, TelefonoField
from tramites.procedimientos.clinica.cercanas import Cercanas, OpcionTurno, find_lugar, get_cercanas
from tramites.procedimientos.clinica.rules import Lugar, describe_distancia

MAS: Final = 5  # number of clinics at first, and number that each click on «Ver más clínicas» adds
TODAS: Final = 100  # maximum number of clinics on the page
LARGO_CUANTAS: Final = 4  # digits at most; the pages of this site never send more
AJENA: Final = "Elige una clínica y un turno de la lista"
ELIGE_MOTIVO: Final = "Elige por qué quieres cambiar de clínica"
DISTANCIA: Final = "Distancia aproximada, en línea recta desde el centro de tu código postal."


class MotivoForm(PasoForm):
    """Asks why the student wants another clinic or shift. The cambio uses it."""

    motivo = forms.ChoiceField(
        label="¿Por qué quieres cambiar?",
        choices=[(valor, etiqueta[:1].upper() + etiqueta[1:]) for valor, etiqueta in Adscripcion.Motivo.choices],
        widget=forms.RadioSelect,
        error_messages={"required": ELIGE_MOTIVO, "invalid_choice": ELIGE_MOTIVO},
    )


class TelefonosForm(PasoForm):
    """Asks for the student's telephone numbers. Both fields may stay empty. The alta uses it."""

    celular = TelefonoField(label="Celular", required=False, help_text="10 números.")
    telefono = TelefonoField(
        label="Teléfono de casa", required=False, help_text="10 números, con la clave de tu ciudad."
    )


class LugarSelect(forms.RadioSelect):
    """Radio buttons for the shifts of the clinics, grouped by clinic.

    The label of a radio button is an OpcionTurno. A radio button is disabled if its OpcionTurno has a `nota`.
    """

    template_name = "tramites/clinica/lugares.html"

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if label.nota:
            option["attrs"]["disabled"] = True
            option["attrs"]["checked"] = option["selected"] = False
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        grouped = groupby(options, key=lambda option: option["label"].cercana)
        return {**context, "clinicas": [_describe(cercana, list(turnos)) for cercana, turnos in grouped]}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the HTML id of a radio button.

        Without `index`, return the id of the first radio button that is not disabled. The error summary of the page
        links to this radio button.
        """
        if index is not None:
            return str(super().id_for_label(id_, index))
        turnos: Iterator[Any] = (turno for _, turno in self.choices)
        free = (number for number, turno in enumerate(turnos) if not turno.nota)
        return f"{id_}_{next(free, 0)}"


def _describe(cercana: ClinicaCercana, turnos: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the data that the page shows for one clinic.

    `notas` describes the disabled shifts. A screen reader reads `notas` together with the name of the clinic, because a
    keyboard user cannot reach a disabled shift.
    """
    notas = [f"{turno['label'].etiqueta}: {turno['label'].nota.lower()}" for turno in turnos if turno["label"].nota]
    return {
        "clinica": cercana.clinica,
        "distancia": describe_distancia(cercana.distancia_km),
        "notas": ". ".join(notas),
        "turnos": turnos,
    }


class ClinicaForm(PasoForm):
    """Asks for a clinic and one of its shifts. `cuantas` is the number of clinics that the page shows."""

    lugar = forms.CharField(
        help_text=DISTANCIA,
        widget=LugarSelect,
        error_messages={"required": "Elige una clínica y un turno", "null_characters_not_allowed": AJENA},
    )
    cuantas = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        self.initial = {**self.initial, "cuantas": self.read_cuantas(given.get("cuantas", ""))}
        lugar = self.fields["lugar"]
        lugar.label = f"Clínicas cercanas al código postal {self.respuestas[CODIGO_POSTAL]['cp']}"
        # Load the list of clinics only when the page shows the form. The wizard also uses the form to validate a stored
        # answer, and this validation needs no list.
        lugar.widget.choices = CallableChoiceIterator(self._list_choices)

    @cached_property
    def cercanas(self) -> Cercanas:
        """Return the clinics that the page offers, from the postal code in the answers."""
        return get_cercanas(self.respuestas, cuantas=self.initial["cuantas"])

    @property
    def radio(self) -> str:
        """Return the maximum distance of a clinic that counts as near, such as «50 km»."""
        return f"{RADIO_KM} km"

    @property
    def has_more(self) -> bool:
        """True if the button «Ver más clínicas» would show more clinics."""
        return self.cercanas.has_more and self._cuantas_con_mas <= TODAS

    @property
    def _cuantas_con_mas(self) -> int:
        return int(self.initial["cuantas"]) + MAS

    @property
    def primera_nueva(self) -> int:
        """Return the number of the first clinic that «Ver más clínicas» would add.

        The clinics on the page are numbered from 1.
        """
        return len(self.cercanas.clinicas) + 1

    def show_more(self, lugar: str) -> None:
        """Show five more clinics. The student's choice (`lugar`) stays selected."""
        self.initial = {**self.initial, "cuantas": min(self._cuantas_con_mas, TODAS), "lugar": lugar}

    def clean_lugar(self) -> str:
        lugar = Lugar.parse(self.cleaned_data["lugar"])
        elegido = find_lugar(lugar)
        if elegido is None:
            raise forms.ValidationError(AJENA)
        if not elegido.clinica.en_operacion:
            raise forms.ValidationError("Esa clínica ya no da servicio. Elige otra.")
        if not elegido.turno.has_lugar:
            raise forms.ValidationError("Ese turno ya no tiene lugares. Elige otro.")
        return str(lugar)

    def clean_cuantas(self) -> int:
        return int(self.initial["cuantas"])

    def get_nota(self, turno: OpcionTurno) -> str:
        """Return why a shift cannot be chosen, or an empty text if it can be chosen."""
        return "" if turno.turno.has_lugar else "Sin lugares"

    @staticmethod
    def read_cuantas(value: Any) -> int:
        """Read the number of clinics on the page from a value that the browser sent.

        A browser can send any value. If the value is not a whole number from MAS to TODAS, the function returns MAS.
        """
        text = str(value)
        known = text.isascii() and text.isdecimal() and len(text) < LARGO_CUANTAS and MAS <= int(text) <= TODAS
        return int(text) if known else MAS

    def _list_choices(self) -> Iterator[tuple[str, OpcionTurno]]:
        for cercana in self.cercanas.clinicas:
            for ofrecido in cercana.turnos:
                turno = OpcionTurno(cercana, ofrecido)
                yield str(turno.lugar), OpcionTurno(cercana, ofrecido, self.get_nota(turno))


class OtraClinicaForm(ClinicaForm):
    """A ClinicaForm for the cambio. The student cannot choose their present clinic and shift."""

    @cached_property
    def actual(self) -> Adscripcion | None:
        """Return the student's present clinic and shift, or None."""
        return get_adscripcion(self.solicitud.get_asegurado())

    def clean_lugar(self) -> str:
        lugar = super().clean_lugar()
        elegido = find_lugar(Lugar.parse(lugar))
        if elegido and elegido.is_at(self.actual):
            raise forms.ValidationError("Ya estás en esa clínica y ese turno: no hay nada que cambiar. Elige otro.")
        return lugar

    def get_nota(self, turno: OpcionTurno) -> str:
        if self.actual and self.actual.is_at(clinica=turno.cercana.clinica, turno=turno.turno.nombre):
            return "Tu turno actual"
        return super().get_nota(turno)
