"""The wizard steps that ask for a postal address (domicilio).

The class `Domicilio` contains the answers of these steps.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django import forms

from padron.catalogos.estados import ESTADOS
from padron.catalogos.models import CodigoPostal
from padron.catalogos.selectors import get_codigo_postal, get_colonias, get_distancia_entre, get_municipios
from padron.planteles.selectors import find_codigo_postal
from tramites.preguntas.forms import PasoForm, TextoField
from tramites.preguntas.pasos import Respuestas, Step
from tramites.preguntas.storage import get_respuestas, seed_respuestas
from tramites.solicitud.models import Solicitud

CODIGO_POSTAL, ESTADO, DOMICILIO = "codigo-postal", "estado", "domicilio"  # slugs of the wizard steps
SLUGS: Final = (CODIGO_POSTAL, ESTADO, DOMICILIO)
LARGO_CP = 5
LEJOS_KM: Final = 100  # nobody travels farther to school each day
MAX_RADIO = 7  # with more colonias than this, a drop-down list replaces the radio buttons
OTRA = "otra"
# The number of earlier Solicitudes in which the code looks for a postal address. The code must read them one by one,
# because SQL cannot search encrypted answers.
ULTIMAS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Domicilio:
    """The postal address where a student lives while studying.

    `estado` is the two-digit code of the state (entidad federativa), as INEGI defines it.
    """

    cp: str
    estado: str
    municipio: str
    colonia: str
    calle: str
    exterior: str
    interior: str

    @property
    def nombre_estado(self) -> str:
        """Return the name of the state (entidad federativa)."""
        return ESTADOS[self.estado]

    @property
    def lineas(self) -> tuple[str, str, str]:
        """Return the postal address in three lines, as on an envelope."""
        interior = f", interior {self.interior}" if self.interior else ""
        return (
            f"{self.calle} {self.exterior}{interior}",
            f"Colonia {self.colonia}",
            f"{self.municipio}, {self.nombre_estado}",
        )

    def to_json(self) -> dict[str, Any]:
        """Return the fields as a dict that can be stored as JSON."""
        return asdict(self)

    @classmethod
    def from_respuestas(cls, respuestas: Respuestas) -> "Domicilio":
        """Return the postal address from the answers to PASOS_DOMICILIO.

        If the catalogue contains the postal code, state and municipio come from the catalogue. Otherwise they come from
        the answers. Raises KeyError if an answer is missing.
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
    """Fill in the address steps with the student's last postal address.

    The student typed this postal address in an earlier Solicitud, and need not type it again (WCAG 2.2, 3.3.7). The
    wizard still shows the steps, because the student may live elsewhere now. The caller has locked the row of
    `solicitud`.
    """
    seed_respuestas(solicitud, _find_last_address(solicitud))


def _find_last_address(solicitud: Solicitud) -> Mapping[str, Mapping[str, Any]]:
    others = Solicitud.objects.filter(asegurado=solicitud.get_asegurado()).exclude(pk=solicitud.pk)
    for other in others.order_by("-actualizada")[:ULTIMAS]:
        answers = get_respuestas(other)
        if CODIGO_POSTAL in answers:
            return {slug: answers[slug] for slug in SLUGS if slug in answers}
    return {}


def is_lejano(uno: CodigoPostal, otro: CodigoPostal) -> bool:
    """Return whether two postal codes are in different states, and not within LEJOS_KM of each other.

    Many students live in the neighbouring state, for example in the Estado de México and study in Ciudad de México.
    """
    if uno.municipio.estado == otro.municipio.estado:
        return False
    distancia = get_distancia_entre(uno.cp, otro.cp)
    return distancia is None or distancia > LEJOS_KM


class CodigoPostalForm(PasoForm):
    """Asks for the postal code. The student can confirm a postal code that is not in the catalogue."""

    cp = TextoField(
        label="Código postal",
        help_text="¿Estudias lejos de casa? Usa el domicilio donde vives mientras estudias.",
        error_messages={"required": "Escribe los 5 números de tu código postal"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    conservar = forms.BooleanField(required=False, label="Mi código postal está bien: capturar mi dirección completa")
    vivo_ahi = forms.BooleanField(required=False, label="Sí, vivo ahí mientras estudio")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desconocido = bool(self.initial.get("conservar"))
        self.lejano = bool(self.initial.get("vivo_ahi"))

    def clean_cp(self) -> str:
        cp = str(self.cleaned_data["cp"]).replace(" ", "")
        if not (cp.isascii() and cp.isdecimal() and len(cp) == LARGO_CP):
            raise forms.ValidationError("Escribe los 5 números de tu código postal")
        return cp

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        cp = datos.get("cp")
        codigo = get_codigo_postal(cp) if cp else None
        self._ask_lejano(datos, codigo)
        if cp and codigo is None:
            self.desconocido = True
            if not datos.get("conservar"):
                texto = f"No encontramos el código postal {cp}. Revísalo o captura tu dirección completa"
                self.add_error("cp", texto)
        else:
            datos["conservar"] = False
        return datos

    def _ask_lejano(self, datos: dict[str, Any], codigo: CodigoPostal | None) -> None:
        """Ask whether the student lives there, if the postal code is in another state and far from the campus."""
        plantel = self.solicitud.get_inscripcion().plantel if codigo else None
        estudia = find_codigo_postal(plantel) if plantel else None
        self.lejano = bool(codigo and estudia and is_lejano(codigo, estudia))
        if codigo and estudia and self.lejano and not datos.get("vivo_ahi"):
            ciudad, estado = estudia.municipio.nombre, codigo.municipio.get_estado_display()
            texto = f"Estudias en {ciudad} y tu código postal es de {estado}. ¿Vives ahí mientras estudias?"
            self.add_error("cp", texto)
        if not self.lejano:
            datos.pop("vivo_ahi", None)


class EstadoForm(PasoForm):
    """Asks for the state (entidad federativa) if the catalogue does not contain the postal code."""

    estado = forms.ChoiceField(
        label="Estado",
        choices=[("", "Elige tu estado"), *sorted(ESTADOS.items(), key=lambda estado: estado[1])],
        error_messages={"required": "Elige el estado donde vives", "invalid_choice": "Elige el estado donde vives"},
        widget=forms.Select(attrs={"autocomplete": "address-level1"}),
    )


class DomicilioForm(PasoForm):
    """Asks for colonia, street and house number.

    If the catalogue does not contain the postal code, the form also asks for the municipio.
    """

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
        # The answers contain no state (entidad federativa) if a new catalogue no longer contains the postal code that
        # the student typed. In this case, the wizard asks for the postal code again.
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
        otra.segun = True  # type: ignore[attr-defined]  # so that componentes/campo.html does not print «(opcional)»

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
    """Return whether the student confirmed a postal code that is not in the catalogue."""
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
