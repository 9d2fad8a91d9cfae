"""Where a Solicitud stands: which of its pages shows it now."""

from django.urls import reverse
from django.utils import timezone

from tramites.estados import Estado
from tramites.models import Solicitud
from tramites.procedimientos import get_procedimiento
from tramites.wizard.avance import get_current_step_url

# A Solicitud that is closed has a page of its own; one that is confirmed stands at a step, or before what keeps it from
# the steps; one that has expired or was cancelled has no page any more: its own address says so.
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
    if solicitud.asegurado and (pagina := get_procedimiento(solicitud.tipo).pagina):
        return reverse(pagina)
    if solicitud.estado == Estado.CONFIRMADA:
        return _get_pagina_confirmada(solicitud)
    name = "cerrado" if solicitud.is_cerrada else PAGINAS.get(Estado(solicitud.estado))
    return reverse(name or "solicitud", args=[solicitud.tipo, solicitud.pk])


def _get_pagina_confirmada(solicitud: Solicitud) -> str:
    """Return the first step that is not done, or the page of what stands in the way of them all."""
    wizard = get_procedimiento(solicitud.tipo).wizard
    if wizard.get_impedimento(solicitud, timezone.localdate()):
        return reverse("impedimento", args=[solicitud.tipo, solicitud.pk])
    return get_current_step_url(solicitud, wizard.pasos)
