"""The steps that ask for an address, for any procedure that needs one; and the address that leaves them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django import forms

from padron.catalogos.estados import ESTADOS
from padron.catalogos.selectors import get_codigo_postal, get_colonias, get_municipios
from tramites.preguntas.forms import PasoForm, TextoField
from tramites.preguntas.pasos import Respuestas, Step
from tramites.preguntas.storage import get_respuestas, seed_respuestas
from tramites.solicitud.models import Solicitud

CODIGO_POSTAL, ESTADO, DOMICILIO = "codigo-postal", "estado", "domicilio"  # slugs of the steps
SLUGS: Final = (CODIGO_POSTAL, ESTADO, DOMICILIO)
LARGO_CP = 5
MAX_RADIO = 7  # up to so many colonias are radio buttons; more are a list
OTRA = "otra"
ULTIMAS: Final = 5  # earlier Solicitudes to search: answers are encrypted, so a query cannot find an address


@dataclass(frozen=True, kw_only=True)
class Domicilio:
    """Where a student lives while studying. `estado` is the INEGI code."""

    cp: str
    estado: str
    municipio: str
    colonia: str
    calle: str
    exterior: str
    interior: str

    @property
    def nombre_estado(self) -> str:
        """Return the name of the state."""
        return ESTADOS[self.estado]

    @property
    def lineas(self) -> tuple[str, str, str]:
        """Return the address as it is written on an envelope."""
        interior = f", interior {self.interior}" if self.interior else ""
        return (
            f"{self.calle} {self.exterior}{interior}",
            f"Colonia {self.colonia}",
            f"{self.municipio}, {self.nombre_estado}",
        )

    def to_json(self) -> dict[str, Any]:
        """Return the fields as JSON holds them."""
        return asdict(self)

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas) -> "Domicilio":
        """Return the address that PASOS_DOMICILIO asked for. Raises KeyError if a step is missing.

        If the catalogue knows the postal code, it gives state and municipio. If not, the student chose both.
        """
        answers = respuestas[DOMICILIO]
        cp = respuestas[CODIGO_POSTAL]["cp"]
        known = get_codigo_postal(cp)
        return cls(
            cp=cp,
            estado=known.municipio.estado if known else respuestas[ESTADO]["estado"],
            municipio=known.municipio.nombre if known else answers["municipio"],
            colonia=answers["otra_colonia"] or answers["colonia"],
            calle=answers["calle"],
            exterior=answers["exterior"],
            interior=answers["interior"],
        )


def seed_domicilio(solicitud: Solicitud) -> None:
    """Fill in the address that the student typed last, in any Solicitud (WCAG 2.2, 3.3.7 Redundant Entry).

    The caller has locked the row. Each step is still shown, because addresses change.
    """
    seed_respuestas(solicitud, _find_last_address(solicitud))


def _find_last_address(solicitud: Solicitud) -> Mapping[str, Mapping[str, Any]]:
    others = Solicitud.objects.filter(asegurado=solicitud.get_asegurado()).exclude(pk=solicitud.pk)
    for other in others.order_by("-actualizada")[:ULTIMAS]:
        answers = get_respuestas(other)
        if CODIGO_POSTAL in answers:
            return {slug: answers[slug] for slug in SLUGS if slug in answers}
    return {}


class CodigoPostalForm(PasoForm):
    """The postal code. The student can keep one that the catalogue does not know."""

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
    """The state, for a postal code that the catalogue does not know."""

    estado = forms.ChoiceField(
        label="Estado",
        choices=[("", "Elige tu estado"), *sorted(ESTADOS.items(), key=lambda estado: estado[1])],
        error_messages={"required": "Elige el estado donde vives", "invalid_choice": "Elige el estado donde vives"},
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
    )


class DomicilioForm(PasoForm):
    """Colonia, street and numbers; for an unknown postal code also the municipio."""

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
        # No state: the catalogue lost this postal code after the student typed it. The wizard then leads back to it.
        estado = self.respuestas.get(ESTADO, {}).get("estado", "")
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
        otra.segun = True  # type: ignore[attr-defined]  # componentes/campo.html: not marked as «(opcional)»

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if self.codigo is None:
            return {**datos, "colonia": ""}
        if datos.get("colonia") != OTRA:
            datos["otra_colonia"] = ""
        elif not datos.get("otra_colonia") and not self.has_error("otra_colonia"):
            self.add_error("otra_colonia", "Escribe el nombre de tu colonia")
        return {**datos, "municipio": ""}


def is_cp_desconocido(respuestas: Respuestas) -> bool:
    """Return whether the student kept a postal code that the catalogue does not know."""
    return bool(respuestas.get(CODIGO_POSTAL, {}).get("conservar"))


PASOS_DOMICILIO = (
    Step(CODIGO_POSTAL, CodigoPostalForm, "¿Cuál es tu código postal?", template="tramites/domicilio/cp.html"),
    Step(ESTADO, EstadoForm, "¿En qué estado vives?", applies=is_cp_desconocido, depends_on=(CODIGO_POSTAL,)),
    Step(
        DOMICILIO,
        DomicilioForm,
        "¿Cuál es tu domicilio?",
        template="tramites/domicilio/domicilio.html",
        depends_on=(CODIGO_POSTAL, ESTADO),
    ),
)
