"""What the clinic step and its pages show."""

from dataclasses import dataclass
from typing import Final

from padron.asegurados.models import Adscripcion
from padron.catalogos.models import Clinica
from padron.catalogos.selectors import (
    ClinicaCercana,
    TurnoOfrecido,
    get_clinica,
    get_clinicas_cercanas,
    get_codigo_postal,
    get_municipio,
    get_turnos,
)
from tramites.clinica.rules import Lugar, get_articulo
from tramites.domicilio.datos import CODIGO_POSTAL, DOMICILIO, ESTADO
from tramites.models import SIN_LUGAR, Incidencia, Solicitud
from tramites.wizard.pasos import Respuestas

__all__ = ["Cercanas", "Eleccion", "Turno", "find_eleccion", "get_cercanas", "get_incidencia_lugar"]


LEJANAS: Final = 5  # shown where none is near


@dataclass(frozen=True)
class Turno:
    """A shift as a card offers it. With a `nota` it cannot be chosen: the note says why."""

    cercana: ClinicaCercana
    turno: TurnoOfrecido
    nota: str = ""

    @property
    def lugar(self) -> Lugar:
        """Return what choosing it sends."""
        return Lugar(self.cercana.clinica.clave, self.turno.nombre)

    @property
    def etiqueta(self) -> str:
        """Return the shift's name with a capital."""
        return self.turno.etiqueta.capitalize()


@dataclass(frozen=True)
class Cercanas:
    """The clinics near an address that are shown, nearest first, and whether there are more.

    `is_lejos`: none is near, these are the nearest all the same.
    """

    cp: str
    clinicas: tuple[ClinicaCercana, ...]
    has_more: bool = False
    is_lejos: bool = False

    @property
    def has_lugar(self) -> bool:
        """Tell whether any of them has a place."""
        return any(cercana.has_lugar for cercana in self.clinicas)

    @property
    def is_todas(self) -> bool:
        """Tell whether these are known to be all that are near."""
        return not (self.has_more or self.is_lejos) and any(uno.distancia_km is not None for uno in self.clinicas)


@dataclass(frozen=True)
class Eleccion:
    """A clinic and shift that exist, as sentences name them."""

    clinica: Clinica
    turno: TurnoOfrecido

    @property
    def con_articulo(self) -> str:
        """Return «la UMF 52»."""
        return f"{get_articulo(self.clinica.tipologia)} {self.clinica.nombre_corto}"

    @property
    def has_lugar(self) -> bool:
        """Tell whether it can be chosen now."""
        return self.clinica.en_operacion and self.turno.has_lugar

    def is_at(self, adscripcion: Adscripcion | None) -> bool:
        """Tell whether the student is there already."""
        return adscripcion is not None and adscripcion.is_at(clinica=self.clinica, turno=self.turno.nombre)


def get_cercanas(respuestas: Respuestas, *, cuantas: int) -> Cercanas:
    """Return the clinics near the address that the steps asked for; where none is near, the nearest.

    Raises KeyError if a step is missing.
    """
    cp = respuestas[CODIGO_POSTAL]["cp"]
    municipio = None
    if get_codigo_postal(cp) is None:
        estado, nombre = respuestas[ESTADO]["estado"], respuestas[DOMICILIO]["municipio"]
        municipio = get_municipio(estado=estado, nombre=nombre)
    found = get_clinicas_cercanas(cp=cp, municipio=municipio, cuantas=cuantas + 1)  # one more tells that there are more
    if cerca := tuple(cercana for cercana in found if cercana.is_cerca):
        return Cercanas(cp, cerca[:cuantas], has_more=len(cerca) > cuantas)
    lejos = tuple(cercana for cercana in found if cercana.distancia_km is not None)
    return Cercanas(cp, lejos[:LEJANAS], is_lejos=bool(lejos))


def find_eleccion(lugar: Lugar | None) -> Eleccion | None:
    """Return the clinic and shift, full or closed ones too, or None if there are none such."""
    clinica = get_clinica(lugar.clinica) if lugar else None
    if clinica is None or lugar is None:
        return None
    turno = next((turno for turno in get_turnos(clinica) if turno.nombre == lugar.turno), None)
    return Eleccion(clinica, turno) if turno else None


def get_incidencia_lugar(solicitud: Solicitud) -> Incidencia | None:
    """Return the open incident by which the campus was told that no clinic near by has a place, or None."""
    return (
        Incidencia.objects.filter(curp=solicitud.curp, causa=SIN_LUGAR, estado__in=Incidencia.PENDIENTES)
        .select_related("plantel")
        .first()
    )
