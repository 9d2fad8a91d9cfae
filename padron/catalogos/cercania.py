"""The clinics near a postal code. Source: docs/reglas.md, «Clinics». Other apps import it from `selectors`."""

import datetime as dt
import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Value

from padron.catalogos.models import CentroCP, CentroMunicipio, Clinica, Municipio, Turno
from padron.catalogos.rules import Punto, get_distancia_km, has_lugar

# About an hour on the road. Nobody goes farther for a consultation, and a register that lacks a region would otherwise
# offer the clinics of another one.
RADIO_KM: Final = 50

# By hand: to build and compile this from Django's expressions takes three times as long as the database takes for it.
# The distance is the square on a map that is true at the centre, which orders a city as the haversine does. One whose
# place nobody knows is not lost at the end of the list if it is of this municipio.
_CERCANAS: Final = """
SELECT * FROM catalogos_clinica WHERE en_operacion ORDER BY
CASE
    WHEN cp = %(cp)s AND (municipio_id = %(municipio)s OR CAST(%(municipio)s AS bigint) IS NULL) THEN 0
    WHEN municipio_id = %(municipio)s AND (latitud IS NULL OR CAST(%(latitud)s AS double precision) IS NULL) THEN 1
    WHEN estado = %(estado)s AND CAST(%(latitud)s AS double precision) IS NULL THEN 2
    ELSE 3
END,
(latitud - %(latitud)s) * (latitud - %(latitud)s)
    + (longitud - %(longitud)s) * (longitud - %(longitud)s) * %(encogido)s NULLS LAST,
numero NULLS LAST, clave
LIMIT %(cuantas)s OFFSET %(desde)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoOfrecido:
    """A shift as a student may choose it, or not."""

    nombre: str
    etiqueta: str
    desde: dt.time
    hasta: dt.time
    has_lugar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicaCercana:
    """A clinic with its shifts, and how far it is in a straight line; None where either place is unknown.

    `is_cerca` tells whether it is within RADIO_KM; where the distance is unknown, whether its municipio is the same, or
    its state where no distance is known at all.
    """

    clinica: Clinica
    distancia_km: float | None
    is_cerca: bool
    turnos: tuple[TurnoOfrecido, ...]

    @property
    def has_lugar(self) -> bool:
        """Tell whether any of its shifts has a place."""
        return any(turno.has_lugar for turno in self.turnos)


def get_clinicas_cercanas(
    *, cp: str, municipio: Municipio | None = None, desde: int = 0, cuantas: int = 5
) -> list[ClinicaCercana]:
    """Return the clinics in operation, nearest first: `cuantas` of them after the first `desde`.

    Those of the same municipio and CP come first, then by distance from the centre of the CP, or of its municipio
    where no unit lies in the CP. Without a centre those of the municipio come first, then those of its state.
    `municipio` is asked of the catalogue if it is not given; an unknown CP needs it.
    """
    municipio = municipio or _find_municipio(cp)
    centro = _find_centro(cp, municipio)
    pagina = {"desde": desde, "cuantas": cuantas}
    clinicas = list(Clinica.objects.raw(_CERCANAS, _make_parametros(cp, municipio, centro) | pagina))
    turnos = _list_turnos([clinica.pk for clinica in clinicas])
    return [_place(clinica, turnos.get(clinica.pk, ()), centro, municipio) for clinica in clinicas]


def get_distancia_entre(cp: str, otro: str) -> float | None:
    """Return the kilometres in a straight line between two postal codes, or None if the place of one is unknown."""
    uno, dos = (_find_centro(codigo, _find_municipio(codigo)) for codigo in (cp, otro))
    return get_distancia_km(uno, dos) if uno and dos else None


def get_turnos(clinica: Clinica) -> tuple[TurnoOfrecido, ...]:
    """Return the clinic's shifts by hour."""
    return _list_turnos([clinica.pk]).get(clinica.pk, ())


def _find_municipio(cp: str) -> Municipio | None:
    return Municipio.objects.filter(codigos_postales=cp).first()


def _find_centro(cp: str, municipio: Municipio | None) -> Punto | None:
    """Return the centre of the postal code, else that of the municipio, in one query."""
    del_cp = CentroCP.objects.filter(pk=cp).order_by().values_list(Value(0), "latitud", "longitud")
    del_municipio = CentroMunicipio.objects.filter(pk=municipio.pk if municipio else None).order_by()
    centros = del_cp.union(del_municipio.values_list(Value(1), "latitud", "longitud"))
    return next((Punto(latitud, longitud) for _, latitud, longitud in sorted(centros)), None)


def _make_parametros(cp: str, municipio: Municipio | None, centro: Punto | None) -> dict[str, Any]:
    return {
        "cp": cp,
        "municipio": municipio.pk if municipio else None,
        "estado": municipio.estado if municipio else "",
        "latitud": centro.latitud if centro else None,
        "longitud": centro.longitud if centro else None,
        "encogido": math.cos(math.radians(centro.latitud)) ** 2 if centro else None,
    }


def _place(
    clinica: Clinica, turnos: tuple[TurnoOfrecido, ...], centro: Punto | None, municipio: Municipio | None
) -> ClinicaCercana:
    km = _measure(centro, clinica)
    if km is not None:
        is_cerca = km <= RADIO_KM
    elif municipio is None:
        is_cerca = centro is None  # nothing is known: nothing can be left out
    elif centro is None:
        is_cerca = clinica.estado == municipio.estado
    else:
        is_cerca = clinica.municipio_id == municipio.pk
    return ClinicaCercana(clinica=clinica, distancia_km=km, is_cerca=is_cerca, turnos=turnos)


def _measure(centro: Punto | None, clinica: Clinica) -> float | None:
    if centro is None or clinica.latitud is None or clinica.longitud is None:
        return None
    return get_distancia_km(centro, Punto(clinica.latitud, clinica.longitud))


def _list_turnos(clinicas: Collection[int]) -> dict[int, tuple[TurnoOfrecido, ...]]:
    """Return the shifts of the clinics by hour, by the clinic's key."""
    rows = Turno.objects.filter(clinica__in=clinicas).order_by("clinica_id", "desde")
    columns = rows.values_list("clinica_id", "nombre", "desde", "hasta", "consultorios__cupo", "consultorios__ocupados")
    turnos: dict[int, dict[str, TurnoOfrecido]] = {}
    for clinica, nombre, desde, hasta, cupo, ocupados in columns:
        antes = turnos.setdefault(clinica, {}).get(nombre)
        turnos[clinica][nombre] = TurnoOfrecido(
            nombre=nombre,
            etiqueta=Turno.Nombre(nombre).label,
            desde=desde,
            hasta=hasta,
            has_lugar=(antes is not None and antes.has_lugar) or has_lugar(cupo=cupo, ocupados=ocupados),
        )
    return {clinica: tuple(by_nombre.values()) for clinica, by_nombre in turnos.items()}
