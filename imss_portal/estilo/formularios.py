"""Forms for the samples of /estilo/: each field of the portal's kinds, in each of its states."""

from dataclasses import dataclass

from django import forms

CURP_LARGO = 18


@dataclass(frozen=True)
class Etiqueta:
    """The words of an option card that has more to say than its name."""

    titulo: str
    lineas: tuple[str, ...] = ()
    nota: str = ""

    def __str__(self) -> str:
        return self.titulo


class Tarjetas(forms.RadioSelect):
    """Option cards; those whose words carry a note cannot be chosen."""

    def create_option(self, *args: object, **kwargs: object) -> dict[str, object]:
        option: dict[str, object] = super().create_option(*args, **kwargs)  # type: ignore[arg-type]
        if getattr(option["label"], "nota", ""):
            option["attrs"] = {**option["attrs"], "disabled": True}  # type: ignore[dict-item]
        return option


class DatosForm(forms.Form):
    """Fields as the gate and the address ask them."""

    curp = forms.CharField(
        label="CURP",
        help_text="18 letras y números. Puedes pegarla.",
        error_messages={"required": "Escribe tu CURP"},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    correo = forms.EmailField(
        label="Correo electrónico",
        help_text="Usa el correo que registraste en tu escuela.",
        error_messages={
            "required": "Escribe tu correo completo, como nombre@ejemplo.com",
            "invalid": "Escribe tu correo completo, como nombre@ejemplo.com",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    interior = forms.CharField(label="Número interior", required=False)
    motivo = forms.ChoiceField(
        label="Motivo",
        choices=[("", "Elige un motivo"), ("d", "Cambio de domicilio"), ("t", "Otro turno")],
        error_messages={"required": "Elige un motivo"},
    )
    aviso = forms.BooleanField(
        label="He leído el aviso de privacidad", error_messages={"required": "Marca que leíste el aviso de privacidad"}
    )

    def clean_curp(self) -> str:
        """Say how many letters are missing, as the gate does."""
        curp = str(self.cleaned_data["curp"])
        if len(curp) != CURP_LARGO:
            raise forms.ValidationError(f"Tu CURP debe tener 18 letras y números; escribiste {len(curp)}")
        return curp


class ClinicaForm(forms.Form):
    """Option cards: plain, with more to say, chosen, and one that cannot be chosen."""

    clinica = forms.ChoiceField(
        label="Clínicas cercanas al código postal 44100",
        help_text="Distancia en línea recta desde el centro del código postal.",
        choices=[
            ("3", Etiqueta("UMF 903 · a 0.9 km", ("Calzada Ejemplo 120, Centro", "Turnos: matutino, vespertino"))),
            ("52", Etiqueta("UMF 952 · a 1.7 km", ("Avenida Muestra 455, Reforma", "Turno: matutino"))),
            ("93", Etiqueta("UMF 993 · a 2.4 km", ("Calle Prueba 8, Jardines",), "Sin lugares por ahora")),
        ],
        widget=Tarjetas,
        error_messages={"required": "Elige una clínica"},
    )
    turno = forms.ChoiceField(
        label="Turno",
        choices=[("m", "Matutino"), ("v", "Vespertino, de lunes a viernes, con atención también los días festivos")],
        widget=forms.RadioSelect,
        error_messages={"required": "Elige un turno"},
    )


def make_datos(prefix: str, *, disabled: bool = False, **typed: str) -> DatosForm:
    """Return the form: empty without `typed`, else as it comes back with what was typed."""
    data = {f"{prefix}-{name}": value for name, value in typed.items()}
    form = DatosForm(data or None, prefix=prefix)
    for field in form.fields.values():
        field.disabled = disabled
    if disabled:
        form.initial = {"curp": "QUZX050309MJCNXMZ2", "correo": "ximena.quintanar@example.com", "motivo": "d"}
    return form


def make_clinica(prefix: str, **chosen: str) -> ClinicaForm:
    """Return the form with what was chosen."""
    return ClinicaForm(prefix=prefix, initial=chosen)
