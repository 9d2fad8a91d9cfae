"""The forms about incidents: «Estos no son mis datos», and the answer to a question of the campus.

«Estos no son mis datos» asks which of the shown data are wrong, and what is right. Birth date, sex and entity of birth
come from the CURP, and the names and the NSS from the roster. So each answer can be compared with the CURP at once,
before the campus is told.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.formats import date_format

from padron.asegurados.models import Asegurado
from padron.asegurados.models.asegurado import SEXOS
from padron.identificadores.curp import ENTIDADES, decode
from padron.identificadores.fields import CURPField, NSSField
from padron.identificadores.nss import agrupado
from tramites.preguntas.forms import TextoField
from tramites.solicitud.incidencias.rules import get_letras, is_nombre_de

__all__ = ["TODOS", "Comparacion", "CorrectosForm", "ElegirForm", "RespuestaForm"]

TODOS: Final = "todos"
NOMBRE: Final = ("nombres", "primer_apellido", "segundo_apellido")
TITULOS: Final[Mapping[str, str]] = {
    "nombres": "Nombre o nombres",
    "primer_apellido": "Primer apellido",
    "segundo_apellido": "Segundo apellido",
    "fecha_nacimiento": "Fecha de nacimiento",
    "sexo": "Sexo",
    "entidad": "Entidad de nacimiento",
    "curp": "CURP",
    "nss": "NSS",
    TODOS: "Todos los datos",
}
ELIGE: Final = "Elige qué dato está mal"
SIN_CAMBIO: Final = "Es lo mismo que mostramos. Escribe el dato correcto"
FECHA: Final = "Escribe la fecha con números, como 09/03/2005"


@dataclass(frozen=True)
class Opcion:
    """One choice of the first form, with the lines that the template componentes/opcion.html shows."""

    titulo: str
    lineas: tuple[str, ...]


@dataclass(frozen=True)
class Comparacion:
    """What the school has, what the CURP says about it, and whether the typed data agree with the CURP."""

    texto: str
    coincide: bool


def list_mostrados(asegurado: Asegurado) -> dict[str, str]:
    """Return the data that the pages show to the student, as texts."""
    mostrados = {
        **{name: getattr(asegurado, name) for name in NOMBRE},
        "fecha_nacimiento": _say_fecha(asegurado.fecha_nacimiento),
        "sexo": asegurado.nombre_sexo,
        "entidad": asegurado.nombre_entidad,
        "curp": asegurado.curp,
    }
    return mostrados | ({"nss": agrupado(asegurado.nss)} if asegurado.nss else {})


def _say_fecha(fecha: date) -> str:
    return date_format(fecha, r"j \d\e F \d\e Y").lower()


class RespuestaForm(forms.Form):
    """Asks for the student's answer to a question of the campus."""

    texto = forms.CharField(
        label="Tu respuesta",
        max_length=2000,
        error_messages={"required": "Escribe tu respuesta", "max_length": "Escríbela con 2000 letras o menos"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # With `maxlength`, a browser stops accepting letters and does not say why.
        self.fields["texto"].widget.attrs.pop("maxlength", None)


class ElegirForm(forms.Form):
    """Asks which of the shown data are wrong. Each choice shows the present value."""

    dato = forms.MultipleChoiceField(
        label="Los datos que mostramos",
        help_text="Puedes elegir más de uno.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": ELIGE, "invalid_choice": ELIGE},
    )

    def __init__(self, *args: Any, asegurado: Asegurado, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mostrados = list_mostrados(asegurado)
        opciones = [(name, Opcion(TITULOS[name], (valor or "No tenemos",))) for name, valor in mostrados.items()]
        otra = (TODOS, Opcion("Todo: son datos de otra persona", ()))
        self.fields["dato"].choices = [*opciones, otra]  # type: ignore[attr-defined]

    def clean_dato(self) -> list[str]:
        """Return the chosen data, in the order of the page. «Todo» replaces all other choices."""
        elegidos = self.cleaned_data["dato"]
        return [TODOS] if TODOS in elegidos else [name for name in TITULOS if name in elegidos]


class CorrectosForm(forms.Form):
    """Asks for the right value of each chosen datum. For the choice «Todo» it asks for nothing."""

    def __init__(self, *args: Any, asegurado: Asegurado, elegidos: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asegurado, self.elegidos = asegurado, elegidos
        self.mostrados = list_mostrados(asegurado)
        for name in elegidos:
            if name != TODOS:
                self.fields[name] = self._make_field(name)

    def _make_field(self, name: str) -> forms.Field:
        ahora = self.mostrados.get(name) or "nada"
        comunes: dict[str, Any] = {"label": f"{TITULOS[name]}: lo correcto", "help_text": f"Ahora dice: {ahora}"}
        falta = {"required": f"Escribe lo correcto: {TITULOS[name].lower()}"}
        if name == "curp":
            return CURPField(**comunes)
        if name == "nss":
            return NSSField(**comunes)
        if name == "fecha_nacimiento":
            comunes["help_text"] += ". Escríbela con números, como 09/03/2005."
            formatos = ["%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%Y-%m-%d"]
            errores = {"required": FECHA, "invalid": FECHA}
            return forms.DateField(
                **comunes, input_formats=formatos, error_messages=errores, widget=forms.TextInput({"inputmode": "text"})
            )
        if name in ("sexo", "entidad"):
            opciones = self._list_opciones(name)
            widget = forms.RadioSelect if name == "sexo" else forms.Select
            errores = {"required": "Elige lo correcto", "invalid_choice": "Elige de la lista"}
            return forms.ChoiceField(**comunes, choices=opciones, widget=widget, error_messages=errores)
        if name == "segundo_apellido":
            comunes["help_text"] += ". Déjalo vacío si no tienes."
        return TextoField(
            **comunes,
            max_length=100,
            required=name != "segundo_apellido",
            error_messages=falta | {"max_length": "Escríbelo con 100 letras o menos"},
        )

    def _list_opciones(self, name: str) -> list[tuple[str, str]]:
        if name == "sexo":
            return list(SEXOS.items())
        return [("", "Elige la entidad"), *ENTIDADES.items()]

    def clean(self) -> dict[str, Any]:
        """Refuse a value that the page already shows."""
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [name for name in self.elegidos if name in datos]:
            if _compact(self._say(name)) == _compact(self.mostrados.get(name, "")):
                self.add_error(name, SIN_CAMBIO)
        return datos

    def _say(self, name: str) -> str:
        """Return a typed value in the form in which pages show it."""
        valor = self.cleaned_data[name]
        if name == "fecha_nacimiento":
            return _say_fecha(valor)
        if name in ("sexo", "entidad"):
            return dict(self._list_opciones(name))[valor]
        return agrupado(valor) if name == "nss" else str(valor)

    @property
    def cambios(self) -> dict[str, dict[str, str]]:
        """Return for each wrong datum what the page shows («visto») and what is right («esperado»), for the staff.

        If the CURP says something about the datum, it is there too («según la CURP»).
        """
        if TODOS in self.elegidos:
            visto = self.asegurado.nombre_completo
            return {TITULOS[TODOS]: {"visto": visto, "esperado": "dice que son de otra persona"}}
        segun = self._compare()
        return {
            TITULOS[name]: {
                "visto": self.mostrados.get(name, ""),
                "esperado": self._say(name) or "nada",
                **({"según la CURP": "coincide" if segun[name].coincide else "no coincide"} if name in segun else {}),
            }
            for name in self.elegidos
        }

    @property
    def comparaciones(self) -> list[Comparacion]:
        """Return what the CURP says about the chosen data, each text once."""
        return list(dict.fromkeys(self._compare().values()))

    def _compare(self) -> dict[str, Comparacion]:
        """Return by datum what the CURP says. If the student also typed another CURP, that CURP counts."""
        curp = self.cleaned_data.get("curp") or self.asegurado.curp
        datos = decode(curp)
        partes = {"fecha_nacimiento": datos.fecha_nacimiento, "sexo": datos.sexo, "entidad": datos.entidad}
        dice = {
            "fecha_nacimiento": _say_fecha(datos.fecha_nacimiento),
            "sexo": dict(self._list_opciones("sexo"))[datos.sexo],
            "entidad": datos.nombre_entidad,
        }
        found = {
            name: Comparacion(f"{TITULOS[name]}: tu CURP dice {dice[name]}.", self.cleaned_data.get(name) == valor)
            for name, valor in partes.items()
            if name in self.elegidos
        }
        if {*NOMBRE, "curp"} & {*self.elegidos}:
            nombre = self._compare_nombre(curp)
            found |= {name: nombre for name in (*NOMBRE, "curp") if name in self.elegidos}
        return found

    def _compare_nombre(self, curp: str) -> Comparacion:
        escrito = {name: self.cleaned_data.get(name, getattr(self.asegurado, name)) for name in NOMBRE}
        nombre, primero, segundo = (getattr(self.asegurado, name) for name in NOMBRE)
        escuela = " ".join(filter(None, (primero, segundo, nombre))).upper()
        texto = f"Tu escuela tiene {escuela}; tu CURP dice {get_letras(curp)}."
        return Comparacion(texto, is_nombre_de(curp, **escrito))


def _compact(text: str) -> str:
    return " ".join(text.split()).casefold()
