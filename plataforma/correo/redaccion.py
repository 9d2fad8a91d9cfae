"""From a row to the words of a mail."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from plataforma.correo.adjuntos import Adjunto
from plataforma.correo.models import Correo
from plataforma.correo.plantillas import get_plantilla


def redactar(correo: Correo) -> EmailMultiAlternatives:
    """Return the mail with text, HTML and attachments.

    Its Message-ID is a function of the row: if it goes out twice, because the connection broke after the server took
    it, mail programs show it once.
    """
    plantilla = get_plantilla(correo.plantilla)
    datos = {
        "portal_nombre": settings.PORTAL_NOMBRE,
        "sitio": settings.SITE_URL,
        "demostracion": settings.MODO_DEMOSTRACION,
        **plantilla.completar(correo.datos),
    }
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    mail = EmailMultiAlternatives(
        subject=plantilla.asunto.format(**datos),
        body=_close_up(render_to_string(plantilla.texto, datos)),
        to=[correo.para],
        headers={"Message-ID": f"<{correo.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(plantilla.html, datos), "text/html")
    for adjunto in (Adjunto(*values) for values in correo.adjuntos):
        mail.attach(adjunto.nombre, adjunto.read(), "application/pdf")
    return mail


def _close_up(text: str) -> str:
    """Leave one empty line at most between paragraphs: what is absent leaves more of them."""
    return re.sub(r"\n{3,}", "\n\n", text)
