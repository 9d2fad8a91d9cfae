"""The names of our cookies. Over HTTPS, the prefix of a name is a promise that browsers hold."""

from django.conf import settings

__all__ = ["make_cookie_name"]


def make_cookie_name(name: str, *, path: str = "/") -> str:
    """Return the name of a cookie, with its prefix if the portal is served over HTTPS.

    A browser accepts a cookie `__Host-…` only over HTTPS, from this host alone, and for the path `/`. It accepts
    `__Secure-…` only over HTTPS, for any path. So a page over HTTP cannot plant one of our cookies, and another host of
    the same domain cannot plant a cookie `__Host-…`.
    """
    if not settings.SESSION_COOKIE_SECURE:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"
