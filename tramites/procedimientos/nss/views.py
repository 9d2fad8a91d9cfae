"""«Ya tengo mi NSS»: a student whose campus obtains the NSS types an NSS that they already have."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from padron.identificadores.fields import NSSField
from tramites.procedimientos.nss.declarado import declare_nss, is_ajeno
from tramites.solicitud.acceso import make_pagina
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

AJENO = "Este NSS ya es de otra persona. Revisa tus números; si son correctos, habla con tu plantel"


class NSSPropioForm(forms.Form):
    """Asks for an NSS. The check digit must agree, and the NSS must not belong to another student."""

    nss = NSSField()

    def __init__(self, *args: object, solicitud: Solicitud, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        self.solicitud = solicitud

    def clean_nss(self) -> str:
        nss = str(self.cleaned_data["nss"])
        if is_ajeno(self.solicitud, nss):
            raise forms.ValidationError(AJENO)
        return nss


def _ask_nss(request: HttpRequest, solicitud: Solicitud) -> HttpResponse | None:
    """Show the form, or store the typed NSS. The campus must then confirm the NSS."""
    if solicitud.estado != Estado.EN_ESPERA:
        return redirect(solicitud)
    form = NSSPropioForm(request.POST if request.method == "POST" else None, solicitud=solicitud)
    if request.method == "POST" and form.is_valid():
        declare_nss(solicitud, nss=form.cleaned_data["nss"])
        return redirect(solicitud)
    return render(request, "tramites/nss/ya_tengo.html", {"solicitud": solicitud, "form": form})


urls = (path("ya-tengo-nss/", make_pagina(_ask_nss), name="ya_tengo_nss"),)
