"""The data of clinics for the pages with a map."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from padron.catalogos.models import Clinica
from padron.catalogos.selectors import ClinicaCercana, TurnoOfrecido
from tramites.procedimientos.clinica.rules import describe_distancia

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
OSM: Final = "https://www.openstreetmap.org"
DECIMALES: Final = 6
SIN_LUGARES: Final = "sin lugares"


@dataclass(frozen=True)
class Punto:
    """A clinic on a page with a map.

    `turnos` contains texts about the shifts, and `llenos` is a text about the full shifts. The links to other maps are
    useful only if the coordinates of the clinic are known (`has_lugar_en_mapa`).
    """

    numero: int
    clinica: Clinica
    distancia: str
    turnos: tuple[str, ...]
    llenos: str = ""

    @property
    def latitud(self) -> str:
        """Return the latitude with a decimal point, for URLs and JavaScript.

        It is an empty text if the latitude is unknown.
        """
        return _write(self.clinica.latitud)

    @property
    def longitud(self) -> str:
        """Return the longitude with a decimal point, for URLs and JavaScript.

        It is an empty text if the longitude is unknown.
        """
        return _write(self.clinica.longitud)

    @property
    def has_lugar_en_mapa(self) -> bool:
        """True if the coordinates of the clinic are known."""
        return bool(self.latitud and self.longitud)

    @property
    def geo(self) -> str:
        """Return the `geo:` URL (RFC 5870) that opens the map app of a phone.

        The URL also contains the name of the clinic, in a form that Android understands.
        """
        lugar = f"{self.latitud},{self.longitud}"
        return f"geo:{lugar}?{urlencode({'q': f'{lugar}({self.clinica.nombre_corto})'})}"

    @property
    def openstreetmap(self) -> str:
        """Return the URL of the clinic on OpenStreetMap."""
        query = urlencode({"mlat": self.latitud, "mlon": self.longitud})
        return f"{OSM}/?{query}#map=17/{self.latitud}/{self.longitud}"

    @property
    def como_llegar(self) -> str:
        """Return the URL of directions to the clinic on OpenStreetMap.

        The page of OpenStreetMap asks for the starting point.
        """
        return f"{OSM}/directions?{urlencode({'to': f'{self.latitud},{self.longitud}'})}"


def make_punto(clinica: Clinica, *, numero: int = 1, distancia: float | None = None) -> Punto:
    """Return the Punto (a place on the map) of one clinic, without the shifts of the clinic."""
    return Punto(numero, clinica, describe_distancia(distancia), ())


def list_puntos(cercanas: Iterable[ClinicaCercana]) -> list[Punto]:
    """Return one Punto (a place on the map) for each clinic, with the shifts of the clinic. Number them from 1."""
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
    """View decorator: allow the page to load the images of the map.

    The images come from the server in TILES_URL. The page may load no images from any other foreign server.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.TILES_URL:
            return view(request, *args, **kwargs)
        server = urlsplit(settings.TILES_URL)
        allowing = csp_update({"img-src": [f"{server.scheme}://{server.netloc}"]})
        return cast("HttpResponse", allowing(view)(request, *args, **kwargs))

    return wrapper


def describe_turno(turno: TurnoOfrecido) -> str:
    """Return the name of a shift, such as «Matutino».

    If the shift is full, the text says so, as in «Vespertino: sin lugares».
    """
    nombre = turno.etiqueta.capitalize()
    return nombre if turno.has_lugar else f"{nombre}: {SIN_LUGARES}"


def describe_llenos(turnos: Iterable[TurnoOfrecido]) -> str:
    """Return one text about all full shifts. It is empty if every shift has a free place."""
    return ". ".join(describe_turno(turno) for turno in turnos if not turno.has_lugar)


def _write(grados: float | None) -> str:
    return "" if grados is None else f"{grados:.{DECIMALES}f}"
