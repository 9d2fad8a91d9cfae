"""The way back from a public page that many pages lead to."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


def find_atras(request: HttpRequest) -> str:
    """Return path and query of the page of ours that led here, or "" where none is known.

    Browsers tell it to us only about our own pages (SECURE_REFERRER_POLICY); whatever else was sent is not believed.
    """
    sent = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(sent)
    atras = f"{parts.path}?{parts.query}" if parts.query else parts.path
    # Without its host a path such as «//example.com» would be another host's address.
    if parts.path == request.path or not url_has_allowed_host_and_scheme(atras, None):
        return ""
    try:
        resolve(parts.path)
    except Resolver404:
        return ""
    return atras
