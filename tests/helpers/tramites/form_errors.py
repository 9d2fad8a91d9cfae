"""A test helper that reads the error messages on a page with a form."""

import re
from html import unescape

from tests.helpers.tramites.student import Respuesta


def list_error_messages(page: Respuesta) -> list[str]:
    """Return the error messages that a page shows next to its fields.

    The test fails if the error summary of the page lists other messages.
    """
    assert page.status_code == 200
    text = unescape(page.content.decode())
    at_fields = re.findall(r'<p class="campo__error"><span class="solo-lector">Error: </span>(.+?)</p>', text)
    in_summary = re.findall(r'<li><a href="#id_\w+">(.+?)</a></li>', text)
    assert at_fields == in_summary
    return at_fields
