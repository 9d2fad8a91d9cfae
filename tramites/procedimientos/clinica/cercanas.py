"""The clinics near a postal code, and the clinic and shift that the student chose."""

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
from tramites.preguntas.domicilio import CODIGO_POSTAL, DOMICILIO, ESTADO
from tramites.preguntas.pasos import Respuestas
from tramites.procedimientos.clinica.rules import Lugar, get_articulo
from tramites.solicitud.incidencias.models import SIN_CLINICA, SIN_LUGAR, Incidencia
from tramites.solicitud.models import Solicitud

__all__ = ["Cercanas", "LugarElegido", "OpcionTurno", "find_lugar", "get_cercanas", "get_incidencia_lugar"]

LEJANAS: Final = 5  # number of clinics that are shown if no clinic is near


@dataclass(frozen=True)
class OpcionTurno:
    """A shift of a clinic that the page offers to the student.

    If the student cannot choose the shift, `nota` says why.
    """

    cercana: ClinicaCercana
    turno: TurnoOfrecido
    nota: str = ""

    @property
    def lugar(self) -> Lugar:
        """Return the clinic and shift that the form sends if the student chooses this option."""
        return Lugar(self.cercana.clinica.clave, self.turno.nombre)

    @property
    def etiqueta(self) -> str:
        """Return the name of the shift with a capital letter."""
        return self.turno.etiqueta.capitalize()


@dataclass(frozen=True)
class Cercanas:
    """The clinics that the page shows for a postal code, nearest first.

    If `has_more` is true, more clinics are near than the page shows. If `is_lejos` is true, no clinic is near, and the
    page shows distant clinics.
    """

    cp: str
    clinicas: tuple[ClinicaCercana, ...]
    has_more: bool = False
    is_lejos: bool = False

    @property
    def has_lugar(self) -> bool:
        """True if at least one of `clinicas` has a free place."""
        return any(cercana.has_lugar for cercana in self.clinicas)

    @property
    def has_cercana(self) -> bool:
        """True if at least one clinic is near the postal code, or may be near because its distance is unknown."""
        return bool(self.clinicas) and not self.is_lejos

    @property
    def is_todas(self) -> bool:
        """True if `clinicas` contains all clinics near the postal code.

        It is False if no distance is known, because then nobody knows which clinics are near.
        """
        return not (self.has_more or self.is_lejos) and any(uno.distancia_km is not None for uno in self.clinicas)


@dataclass(frozen=True)
class LugarElegido:
    """The clinic and shift that a student chose, as objects of the catalogue."""

    clinica: Clinica
    turno: TurnoOfrecido

    @property
    def con_articulo(self) -> str:
        """Return the name of the clinic with its Spanish article, as in «la UMF 52»."""
        return f"{get_articulo(self.clinica.tipologia)} {self.clinica.nombre_corto}"

    def is_at(self, adscripcion: Adscripcion | None) -> bool:
        """Return whether `adscripcion` is a registration at this clinic and shift."""
        return adscripcion is not None and adscripcion.is_at(clinica=self.clinica, turno=self.turno.nombre)


def get_cercanas(respuestas: Respuestas, *, cuantas: int) -> Cercanas:
    """Return up to `cuantas` clinics near the postal code that the student typed.

    If no clinic is near, return up to LEJANAS distant clinics, nearest first. Raises KeyError if the student has not
    answered the steps of the postal address.
    """
    cp = respuestas[CODIGO_POSTAL]["cp"]
    municipio = None
    if get_codigo_postal(cp) is None:
        estado, nombre = respuestas[ESTADO]["estado"], respuestas[DOMICILIO]["municipio"]
        municipio = get_municipio(estado=estado, nombre=nombre)
    found = get_clinicas_cercanas(cp=cp, municipio=municipio, cuantas=cuantas + 1)  # one extra clinic, for `has_more`
    if cerca := tuple(cercana for cercana in found if cercana.is_cerca):
        return Cercanas(cp, cerca[:cuantas], has_more=len(cerca) > cuantas)
    lejos = tuple(cercana for cercana in found if cercana.distancia_km is not None)
    return Cercanas(cp, lejos[:LEJANAS], is_lejos=bool(lejos))


def find_lugar(lugar: Lugar | None) -> LugarElegido | None:
    """Return the clinic and shift from the catalogue, or None if they do not exist.

    The shift can be full, and the clinic can be closed.
    """
    clinica = get_clinica(lugar.clinica) if lugar else None
    if clinica is None or lugar is None:
        return None
    turno = next((turno for turno in get_turnos(clinica) if turno.nombre == lugar.turno), None)
    return LugarElegido(clinica, turno) if turno else None


def get_incidencia_lugar(solicitud: Solicitud) -> Incidencia | None:
    """Return the student's open report that no clinic is near them, or that none of these has a free place, or None."""
    return (
        Incidencia.objects.filter(
            curp=solicitud.curp, causa__in=(SIN_LUGAR, SIN_CLINICA), estado__in=Incidencia.PENDIENTES
        )
        .select_related("plantel")
        .first()
    )
