"""Where clinics lie, as the map pages need it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from padron.catalogos.models import Clinica
from padron.catalogos.selectors import ClinicaCercana
from tramites.clinica.rules import describe_distancia
from tramites.clinica.turnos import describe_llenos, describe_turno

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
OSM: Final = "https://www.openstreetmap.org"
DECIMALES: Final = 6


@dataclass(frozen=True)
class Punto:
    """A clinic on a map page: its number in the list, its shifts in words, and links where its place is known."""

    numero: int
    clinica: Clinica
    distancia: str
    turnos: tuple[str, ...]
    llenos: str = ""

    @property
    def latitud(self) -> str:
        """Return it as addresses and scripts write it; empty where it is unknown."""
        return _write(self.clinica.latitud)

    @property
    def longitud(self) -> str:
        """Return it as addresses and scripts write it; empty where it is unknown."""
        return _write(self.clinica.longitud)

    @property
    def has_lugar_en_mapa(self) -> bool:
        """Tell whether the place is known."""
        return bool(self.latitud and self.longitud)

    @property
    def geo(self) -> str:
        """Return the address that a telephone opens in its own map (RFC 5870, with the label that Android reads)."""
        lugar = f"{self.latitud},{self.longitud}"
        return f"geo:{lugar}?{urlencode({'q': f'{lugar}({self.clinica.nombre_corto})'})}"

    @property
    def openstreetmap(self) -> str:
        """Return the clinic's place on OpenStreetMap."""
        query = urlencode({"mlat": self.latitud, "mlon": self.longitud})
        return f"{OSM}/?{query}#map=17/{self.latitud}/{self.longitud}"

    @property
    def como_llegar(self) -> str:
        """Return the way there on OpenStreetMap, whose page asks where one sets out."""
        return f"{OSM}/directions?{urlencode({'to': f'{self.latitud},{self.longitud}'})}"


def make_punto(clinica: Clinica, *, numero: int = 1, distancia: float | None = None) -> Punto:
    """Return a clinic as a map page shows it."""
    return Punto(numero, clinica, describe_distancia(distancia), ())


def list_puntos(cercanas: Iterable[ClinicaCercana]) -> list[Punto]:
    """Return clinics as a map page shows them, with their shifts, numbered from 1."""
    return [
        Punto(
            numero=numero,
            clinica=cercana.clinica,
            distancia=describe_distancia(cercana.distancia_km),
            turnos=tuple(map(describe_turno, cercana.turnos)),
            llenos=describe_llenos(cercana.turnos),
        )
        for numero, cercana in enumerate(cercanas, start=1)
    ]


def allow_teselas(view: View[P]) -> View[P]:
    """Let the page of a view show pictures of the map server that the institution configured, and of no other host."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.TILES_URL:
            return view(request, *args, **kwargs)
        server = urlsplit(settings.TILES_URL)
        allowing = csp_update({"img-src": [f"{server.scheme}://{server.netloc}"]})
        return cast("HttpResponse", allowing(view)(request, *args, **kwargs))

    return wrapper


def _write(grados: float | None) -> str:
    return "" if grados is None else f"{grados:.{DECIMALES}f}"
