"""Where a request comes from, as far as limits need to know. Neither value is stored as it is."""

from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64  # what one household or one phone is given: it may use any address in it


@dataclass(frozen=True)
class Origen:
    """A network and a browser; empty where there is nothing to count by.

    A classroom shares a network, so that `red` alone never refuses anything. `navegador` is the secret of the CSRF
    cookie: every browser that may send a form at all has one, and nobody else can use it up.
    """

    red: str = ""
    navegador: str = ""


def get_origen(request: HttpRequest) -> Origen:
    """Return where the request comes from. A trusted network (`REDES_CONFIABLES`) counts as none."""
    return Origen(red=_get_red(request), navegador=str(request.META.get("CSRF_COOKIE", "")))


def _get_red(request: HttpRequest) -> str:
    try:
        address = ip_address(_get_address(request))
    except ValueError:  # a Unix socket, or a proxy that says nothing
        return ""
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if any(address in red for red in _list_confiables(tuple(settings.REDES_CONFIABLES))):
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)


def _get_address(request: HttpRequest) -> str:
    # The last hop is what our own proxy saw; those before it are whatever the client says they are.
    hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.DETRAS_DE_PROXY else ""
    return hops.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


@cache
def _list_confiables(redes: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(red) for red in redes)
