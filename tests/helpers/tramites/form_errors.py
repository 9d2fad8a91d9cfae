"""What a page complains of."""

import re
from html import unescape

from tests.helpers.tramites.student import Respuesta


def errors_of(page: Respuesta) -> list[str]:
    """The messages at the fields; the summary must say the same."""
    assert page.status_code == 200
    text = unescape(page.content.decode())
    at_fields = re.findall(r'<p class="campo__error"><span class="solo-lector">Error: </span>(.+?)</p>', text)
    in_summary = re.findall(r'<li><a href="#id_\w+">(.+?)</a></li>', text)
    assert at_fields == in_summary
    return at_fields
