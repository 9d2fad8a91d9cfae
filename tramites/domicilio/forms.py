"""The forms that ask for an address."""

from typing import Any

from django import forms

from padron.catalogos.estados import ESTADOS
from padron.catalogos.selectors import get_codigo_postal, get_colonias, get_municipios
from tramites.domicilio.datos import CODIGO_POSTAL, ESTADO
from tramites.wizard.forms import PasoForm

LARGO_CP = 5
MAX_RADIO = 7  # colonias that are shown all at once; more are a list to open
OTRA = "otra"


class TextoField(forms.CharField):
    """A line of text: what no printer shows (NUL, line ends, marks of direction) is taken out, not complained of."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A browser that stops taking letters says nothing of it: long text is answered in words instead.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        return "".join(letter for letter in text if letter.isprintable()).strip()


class CodigoPostalForm(PasoForm):
    """The postal code; one that the catalogue does not know can be kept."""

    cp = TextoField(
        label="Código postal",
        help_text="¿Estudias lejos de casa? Usa el domicilio donde vives mientras estudias.",
        error_messages={"required": "Escribe los 5 números de tu código postal"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    conservar = forms.BooleanField(required=False, label="Mi código postal está bien: capturar mi dirección completa")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desconocido = bool(self.initial.get("conservar"))

    def clean_cp(self) -> str:
        cp = str(self.cleaned_data["cp"]).replace(" ", "")
        if not (cp.isascii() and cp.isdecimal() and len(cp) == LARGO_CP):
            raise forms.ValidationError("Escribe los 5 números de tu código postal")
        return cp

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        cp = datos.get("cp")
        if cp and get_codigo_postal(cp) is None:
            self.desconocido = True
            if not datos.get("conservar"):
                texto = f"No encontramos el código postal {cp}. Revísalo o captura tu dirección completa"
                self.add_error("cp", texto)
        else:
            datos["conservar"] = False
        return datos


class EstadoForm(PasoForm):
    """The state, where the postal code does not tell it."""

    estado = forms.ChoiceField(
        label="Estado",
        choices=[("", "Elige tu estado"), *sorted(ESTADOS.items(), key=lambda estado: estado[1])],
        error_messages={"required": "Elige el estado donde vives", "invalid_choice": "Elige el estado donde vives"},
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
    )


class DomicilioForm(PasoForm):
    """Colonia, street and numbers; with an unknown postal code also the municipio."""

    municipio = forms.ChoiceField(
        label="Municipio o alcaldía",
        error_messages={"required": "Elige tu municipio o alcaldía", "invalid_choice": "Elige uno de la lista"},
        widget=forms.Select(attrs={"autocomplete": "address-level2"}),
    )
    colonia = forms.ChoiceField(
        label="Colonia", error_messages={"required": "Elige tu colonia", "invalid_choice": "Elige una de la lista"}
    )
    otra_colonia = TextoField(
        label="Nombre de tu colonia",
        required=False,
        error_messages={"max_length": "Escribe el nombre en 100 letras o menos"},
        max_length=100,
    )
    calle = TextoField(
        label="Calle",
        max_length=100,
        error_messages={"required": "Escribe tu calle", "max_length": "Escribe la calle en 100 letras o menos"},
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    exterior = TextoField(
        label="Número exterior",
        help_text="Si no tiene, escribe S/N.",
        max_length=20,
        error_messages={"required": "Escribe el número exterior", "max_length": "Escríbelo en 20 letras o menos"},
    )
    interior = TextoField(
        label="Número interior",
        required=False,
        max_length=20,
        error_messages={"max_length": "Escríbelo en 20 letras o menos"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codigo = get_codigo_postal(self.respuestas[CODIGO_POSTAL]["cp"])
        if self.codigo is None:
            self._ask_for_all()
        else:
            self._offer_colonias(get_colonias(self.codigo.cp))

    def _ask_for_all(self) -> None:
        estado = self.respuestas[ESTADO]["estado"]
        municipio, otra = self.fields["municipio"], self.fields["otra_colonia"]
        names = [municipio.nombre for municipio in get_municipios(estado)]
        municipio.choices = [("", "Elige tu municipio"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        del self.fields["colonia"]
        otra.label, otra.required = "Colonia", True
        otra.error_messages["required"] = "Escribe tu colonia"

    def _offer_colonias(self, names: list[str]) -> None:
        del self.fields["municipio"]
        colonia = self.fields["colonia"]
        choices = [*((name, name) for name in names), (OTRA, "Mi colonia no aparece")]
        if len(names) <= MAX_RADIO:
            colonia.widget = forms.RadioSelect()
        else:
            choices.insert(0, ("", "Elige tu colonia"))
        colonia.choices = choices  # type: ignore[attr-defined]
        otra = self.fields["otra_colonia"]
        otra.help_text = "Solo si elegiste «Mi colonia no aparece»."
        otra.segun = True  # type: ignore[attr-defined]  # then it must be told: componentes/campo.html

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if self.codigo is None:
            return {**datos, "colonia": ""}
        if datos.get("colonia") != OTRA:
            datos["otra_colonia"] = ""
        elif not datos.get("otra_colonia") and not self.has_error("otra_colonia"):
            self.add_error("otra_colonia", "Escribe el nombre de tu colonia")
        return {**datos, "municipio": ""}
