"""Where a Solicitud stands: which of its pages shows it now."""

from django.urls import reverse

from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.wizard.avance import get_current_step_url

# A Solicitud that is closed has a page of its own; one that is confirmed stands at a step; one that has expired or was
# cancelled has no page any more, and leads to where another one begins.
PAGINAS = {
    Estado.INICIADA: "correo",
    Estado.POR_PROCESAR: "espera",
    Estado.EN_ESPERA: "en_espera",
    Estado.CON_INCIDENCIA: "incidencia",
    Estado.CONCLUIDA: "resultado",
}


def get_pagina(solicitud: Solicitud) -> str:
    """Return the address of the page that shows where the Solicitud stands."""
    if solicitud.continua_en:
        return get_pagina(solicitud.continua_en)
    if solicitud.estado == Estado.CONFIRMADA:
        return get_current_step_url(solicitud, get_procedimiento(solicitud.tipo).wizard.pasos)
    name = "cerrado" if solicitud.is_cerrada else PAGINAS.get(Estado(solicitud.estado))
    return reverse(name, args=[solicitud.tipo, solicitud.pk]) if name else reverse("tramite", args=[solicitud.tipo])
