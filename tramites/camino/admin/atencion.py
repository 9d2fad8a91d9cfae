"""The form with which staff start work on an incident, write a comment, or close the incident."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from tramites.solicitud.incidencias.atencion import (
    attend_incidencia,
    has_falla_abierta,
    is_comprobable,
    reject_incidencia,
    resolve_incidencia,
)
from tramites.solicitud.incidencias.conversacion import ask_alumno, comment_incidencia
from tramites.solicitud.incidencias.models import Incidencia

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

ATENDER, COMENTAR, ESCRIBIR, RESOLVER, IMPROCEDENTE = "atender", "comentar", "escribir", "resolver", "improcedente"
PREGUNTAR, CITAR = "preguntar", "citar"
ACCIONES = (
    (ATENDER, "Atenderla yo"),
    (COMENTAR, "Dejar un comentario para el personal"),
    (PREGUNTAR, "Preguntar al alumno: responde en su página"),
    (CITAR, "Pedir al alumno que venga al plantel"),
    (ESCRIBIR, "Escribir al alumno, sin pedirle nada"),
    (RESOLVER, "Resolverla: el dato ya está bien"),
    (IMPROCEDENTE, "Cerrarla como improcedente: no hay qué corregir"),
)
PIDEN_TEXTO = (COMENTAR, PREGUNTAR, CITAR, ESCRIBIR, IMPROCEDENTE)
PIDEN = {PREGUNTAR: Incidencia.Pide.RESPUESTA, CITAR: Incidencia.Pide.VISITA}


class AtencionForm(ModelForm):
    """Asks staff what to do with an incident, and for a text.

    The text is a comment, a message to the student, or the answer of the campus.
    """

    accion = forms.ChoiceField(
        label="Qué hacer",
        choices=ACCIONES,
        widget=forms.RadioSelect,
        error_messages={"required": "Elige qué hacer."},
    )
    texto = forms.CharField(
        label="Texto",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="El alumno lee en su página lo que le escribes; un correo le avisa. "
        "Tu respuesta al cerrarla le llega por correo. No escribas CURP ni NSS.",
    )
    comprobada = forms.BooleanField(
        label="Vi los documentos: la CURP y los datos están bien así",
        required=False,
        help_text="Solo al resolver, cuando no hay nada que corregir en la ficha.",
    )

    class Meta:
        model = Incidencia
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_comprobable(self.instance):
            del self.fields["comprobada"]

    def clean(self) -> dict[str, Any]:
        """Refuse a comment, a message or a rejection without a text.

        The form also refuses to mark an incident as solved while the student's record still has the data fault. It
        accepts this if staff say that they have checked the student's papers.
        """
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        accion = datos.get("accion")
        if accion in PIDEN_TEXTO and not datos.get("texto"):
            self.add_error("texto", "Escribe el texto.")
        if accion == RESOLVER and not datos.get("comprobada") and has_falla_abierta(self.instance):
            raise ValidationError("Los datos del estudiante todavía tienen esta diferencia. Corrígelos en su ficha.")
        return datos

    def apply(self, *, actor: str) -> None:
        """Do the action that staff chose in the form, in the caller's transaction.

        Raises IncidenciaCerrada if somebody has closed the incident in the meantime. Raises SigueLaFalla if the
        student's record still has the data fault of the incident.
        """
        incidencia, texto, accion = self.instance, self.cleaned_data["texto"], self.cleaned_data["accion"]
        if accion == ATENDER:
            attend_incidencia(incidencia, actor=actor)
        elif accion == RESOLVER:
            comprobada = self.cleaned_data.get("comprobada", False)
            resolve_incidencia(incidencia, actor=actor, respuesta=texto, comprobada=comprobada)
        elif accion == IMPROCEDENTE:
            reject_incidencia(incidencia, actor=actor, respuesta=texto)
        elif accion in PIDEN:
            ask_alumno(incidencia, autor=actor, texto=texto, pide=PIDEN[accion])
        else:
            comment_incidencia(incidencia, autor=actor, texto=texto, al_alumno=accion == ESCRIBIR)
