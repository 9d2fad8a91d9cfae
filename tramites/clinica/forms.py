"""The forms of the steps that alta and cambio share."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.choices import CallableChoiceIterator

from padron.asegurados.models import Adscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.catalogos.selectors import RADIO_KM
from tramites.clinica.rules import LARGO_TELEFONO, Lugar, TelefonoEquivocado, normalize_telefono
from tramites.clinica.selectors import Cercanas, Turno, find_eleccion, get_cercanas
from tramites.clinica.widgets import LugarSelect
from tramites.domicilio.datos import CODIGO_POSTAL
from tramites.domicilio.forms import TextoField
from tramites.wizard.forms import PasoForm

MAS: Final = 5  # clinics shown at first, and added by each «Ver más clínicas»
TODAS: Final = 100  # nobody reads on so far
LARGO_CUANTAS: Final = 4  # digits; a longer number is nobody's
AJENA: Final = "Elige una clínica y un turno de la lista"
DISTANCIA: Final = "Distancia aproximada, en línea recta desde el centro de tu código postal."


class TelefonoField(TextoField):
    """Ten digits, however they were typed; empty where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return normalize_telefono(super().clean(value))
        except TelefonoEquivocado as error:
            raise forms.ValidationError(_explain(error)) from None


def _explain(error: TelefonoEquivocado) -> str:
    if error.digitos is None:
        return f"Escribe solo los {LARGO_TELEFONO} números de tu teléfono"
    return f"Tu teléfono debe tener {LARGO_TELEFONO} números; escribiste {error.digitos}"


class TelefonosForm(PasoForm):
    """How the clinic may reach the student; both may stay empty."""

    celular = TelefonoField(label="Celular", help_text="10 números.")
    telefono = TelefonoField(label="Teléfono de casa", help_text="10 números, con la clave de tu ciudad.")


class ClinicaForm(PasoForm):
    """A clinic and one of its shifts. `cuantas` is how many clinics the page shows."""

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
        # Asked for when the page is drawn: an answer that is merely checked again needs no list.
        lugar.widget.choices = CallableChoiceIterator(self._list_choices)

    @cached_property
    def cercanas(self) -> Cercanas:
        """Return the clinics that the page shows."""
        return get_cercanas(self.respuestas, cuantas=self.initial["cuantas"])

    @property
    def radio(self) -> str:
        """Return up to how far a clinic is near."""
        return f"{RADIO_KM} km"

    @property
    def has_more(self) -> bool:
        """Tell whether «Ver más clínicas» would show more."""
        return self.cercanas.has_more and self._siguientes <= TODAS

    @property
    def _siguientes(self) -> int:
        return int(self.initial["cuantas"]) + MAS

    @property
    def primera_nueva(self) -> int:
        """Return the number of the first clinic that «Ver más clínicas» will add."""
        return len(self.cercanas.clinicas) + 1

    def show_more(self, lugar: str) -> None:
        """Show five clinics more, with what is chosen already."""
        self.initial = {**self.initial, "cuantas": min(self._siguientes, TODAS), "lugar": lugar}

    def clean_lugar(self) -> str:
        lugar = Lugar.parse(self.cleaned_data["lugar"])
        eleccion = find_eleccion(lugar)
        if eleccion is None:
            raise forms.ValidationError(AJENA)
        if not eleccion.clinica.en_operacion:
            raise forms.ValidationError("Esa clínica ya no da servicio. Elige otra.")
        if not eleccion.turno.has_lugar:
            raise forms.ValidationError("Ese turno ya no tiene lugares. Elige otro.")
        return str(lugar)

    def clean_cuantas(self) -> int:
        return int(self.initial["cuantas"])

    def get_nota(self, turno: Turno) -> str:
        """Return why a shift cannot be chosen, or ""."""
        return "" if turno.turno.has_lugar else "Sin lugares"

    @staticmethod
    def read_cuantas(value: Any) -> int:
        """Return how many clinics were shown. It travels through the browser: what no page sent counts as the first."""
        text = str(value)
        known = text.isascii() and text.isdecimal() and len(text) < LARGO_CUANTAS and MAS <= int(text) <= TODAS
        return int(text) if known else MAS

    def _list_choices(self) -> Iterator[tuple[str, Turno]]:
        for cercana in self.cercanas.clinicas:
            for ofrecido in cercana.turnos:
                turno = Turno(cercana, ofrecido)
                yield str(turno.lugar), Turno(cercana, ofrecido, self.get_nota(turno))


class OtraClinicaForm(ClinicaForm):
    """The same for a student who has a clinic: where they are is shown, and is no change."""

    @cached_property
    def actual(self) -> Adscripcion | None:
        """Return the present clinic."""
        return get_adscripcion(self.solicitud.get_asegurado())

    def clean_lugar(self) -> str:
        lugar = super().clean_lugar()
        eleccion = find_eleccion(Lugar.parse(lugar))
        if eleccion and eleccion.is_at(self.actual):
            raise forms.ValidationError("Ya estás en esa clínica y ese turno: no hay nada que cambiar. Elige otro.")
        return lugar

    def get_nota(self, turno: Turno) -> str:
        if self.actual and self.actual.is_at(clinica=turno.cercana.clinica, turno=turno.turno.nombre):
            return "Tu turno actual"
        return super().get_nota(turno)
