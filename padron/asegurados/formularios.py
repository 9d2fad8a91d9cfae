"""The forms in which staff correct a record. CURP and NSS are typed anew; the present ones never stand in a field."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from padron.asegurados.correccion import Correccion
from padron.asegurados.models import Asegurado, Inscripcion
from padron.asegurados.rules import normalize_correo
from padron.identificadores.fields import CURPField, NSSField

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

ERRORES_CURP = {
    "largo": "La CURP debe tener 18 letras y números; escribiste %(escritos)s.",
    "formato": "Revisa el carácter %(posicion)s de la CURP: ahí no puede ir.",
    "entidad": "Revisa los caracteres 12 y 13 de la CURP: son las dos letras del estado de nacimiento.",
    "fecha": "Revisa los caracteres 5 a 10 de la CURP: la fecha no existe.",
    "futura": "Revisa los caracteres 5, 6 y 17 de la CURP: la fecha todavía no llega.",
    "digito": "Revisa la CURP: un carácter no coincide.",
}
ERRORES_NSS = {
    "largo": "El NSS debe tener 11 números; escribiste %(escritos)s.",
    "formato": "El NSS lleva solo números.",
    "ceros": "Revisa el NSS: los 11 números no pueden ser cero.",
    "digito": "Revisa el NSS: un número no coincide.",
}


class AseguradoForm(ModelForm):
    """The names, and a CURP or an NSS where the present one is wrong."""

    curp_correcta = CURPField(
        label="CURP correcta",
        required=False,
        help_text="Escríbela solo si la actual está mal.",
        error_messages=ERRORES_CURP,
    )
    nss_correcto = NSSField(
        label="NSS correcto",
        required=False,
        help_text="Escríbelo solo si falta o el actual está mal.",
        error_messages=ERRORES_NSS,
    )

    class Meta:
        model = Asegurado
        fields = ("nombres", "primer_apellido", "segundo_apellido")

    def clean_curp_correcta(self) -> str:
        """Refuse the CURP of another student."""
        curp: str = self.cleaned_data["curp_correcta"]
        if curp and Asegurado.objects.filter(curp=curp).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Otro estudiante ya tiene esa CURP. Búscalo antes de cambiarla.")
        return curp

    def clean_nss_correcto(self) -> str:
        """Refuse the number of another student."""
        nss: str = self.cleaned_data["nss_correcto"]
        if nss and Asegurado.objects.filter(nss=nss).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Otro estudiante ya tiene ese NSS. Búscalo antes de cambiarlo.")
        return nss

    def get_correccion(self) -> Correccion:
        """Return what the form says."""
        datos = self.cleaned_data
        return Correccion(
            nombres=datos["nombres"],
            primer_apellido=datos["primer_apellido"],
            segundo_apellido=datos["segundo_apellido"],
            curp=datos["curp_correcta"] or None,
            nss=datos["nss_correcto"] or None,
        )


class InscripcionForm(ModelForm):
    """What a roster may have had wrong. Addresses are stored as they are compared."""

    class Meta:
        model = Inscripcion
        fields = (
            *("codigo", "correo", "correo_alterno", "nivel", "estatus", "fecha_inscripcion", "fecha_ingreso"),
            *("fecha_reporte_imss", "fecha_alta_imss", "fecha_baja", "otra_cobertura"),
        )

    def clean_correo(self) -> str:
        return normalize_correo(self.cleaned_data["correo"])

    def clean_correo_alterno(self) -> str:
        return normalize_correo(self.cleaned_data["correo_alterno"])

    def clean_fecha_inscripcion(self) -> Any:
        """Refuse a day that has not come."""
        fecha = self.cleaned_data["fecha_inscripcion"]
        if fecha and fecha > timezone.localdate():
            raise ValidationError("Escribe un día que ya haya pasado, o el de hoy.")
        return fecha


class LimiteCorreoForm(ModelForm):
    """How many students share a mailbox."""

    def clean_correo(self) -> str:
        return normalize_correo(self.cleaned_data["correo"])
