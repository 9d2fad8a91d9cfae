"""The demonstration's clinics: invented, and named as such. Sixty of them, five around each of twelve cities.

Their numbers, keys, streets and telephones belong to nobody. Only the demonstration calls this.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db import transaction

from padron.catalogos.models import CentroCP, CentroMunicipio, Clinica, Consultorio, Municipio, Turno
from padron.catalogos.rules import Punto
from padron.catalogos.selectors import get_municipio


class Ciudad(NamedTuple):
    """A city: its centre, where its first postal code is, and the postal codes of its five clinics."""

    estado: str
    municipio: str
    lada: str
    centro: Punto
    cps: tuple[str, str, str, str, str]


CIUDADES: Final = (
    Ciudad("14", "Guadalajara", "33", Punto(20.6767, -103.3476), ("44100", "44160", "44200", "44600", "44870")),
    Ciudad("09", "Cuauhtémoc", "55", Punto(19.4167, -99.1470), ("06720", "06700", "06000", "06500", "06800")),
    Ciudad("19", "Monterrey", "81", Punto(25.6714, -100.3090), ("64000", "64010", "64060", "64460", "64700")),
    Ciudad("21", "Puebla", "222", Punto(19.0433, -98.1980), ("72000", "72160", "72400", "72500", "72570")),
    Ciudad("20", "Oaxaca de Juárez", "951", Punto(17.0606, -96.7253), ("68000", "68020", "68050", "68120", "68080")),
    Ciudad("26", "Hermosillo", "662", Punto(29.0892, -110.9613), ("83000", "83010", "83100", "83200", "83280")),
    Ciudad("31", "Mérida", "999", Punto(20.9670, -89.6237), ("97000", "97070", "97100", "97219", "97203")),
    Ciudad("22", "Querétaro", "442", Punto(20.5931, -100.3920), ("76000", "76020", "76080", "76100", "76160")),
    Ciudad("11", "León", "477", Punto(21.1220, -101.6820), ("37000", "37150", "37230", "37300", "37480")),
    Ciudad("15", "Toluca", "722", Punto(19.2926, -99.6557), ("50000", "50010", "50070", "50100", "50120")),
    Ciudad("02", "Tijuana", "664", Punto(32.5331, -117.0382), ("22000", "22010", "22050", "22100", "22044")),
    Ciudad("30", "Xalapa", "228", Punto(19.5296, -96.9235), ("91000", "91010", "91020", "91060", "91110")),
)
COLONIAS: Final = ("Centro", "Jardines Imaginarios", "Lomas de Ejemplo", "Barrio Supuesto", "Paseo Ficticio")
# Degrees from the city's centre, in the order of the postal codes; the clinic lies a little beside that of its own.
_LUGARES: Final = ((0.0, 0.0), (0.012, -0.009), (-0.018, 0.016), (0.027, 0.021), (-0.034, -0.03))
_AL_LADO: Final = 0.003
_MATUTINO, _VESPERTINO = (dt.time(8), dt.time(14)), (dt.time(14), dt.time(20))

Cupo = tuple[int | None, int]  # places, taken
Turnos = dict[str, tuple[tuple[dt.time, dt.time], tuple[Cupo, ...]]]
# By the order of the clinic in its city: limits in the first, a full afternoon in the second, a night shift in the
# fourth, one last place in the fifth.
TURNOS: Final[tuple[Turnos, ...]] = (
    {"matutino": (_MATUTINO, ((40, 12), (40, 20))), "vespertino": (_VESPERTINO, ((40, 5),))},
    {"matutino": (_MATUTINO, ((None, 0), (None, 0))), "vespertino": (_VESPERTINO, ((25, 25),))},
    {"matutino": (_MATUTINO, ((None, 0),)), "vespertino": (_VESPERTINO, ((None, 0),))},
    {
        "matutino": (_MATUTINO, ((None, 0),)),
        "vespertino": (_VESPERTINO, ((None, 0),)),
        "nocturno": ((dt.time(20), dt.time(23)), ((None, 0),)),
    },
    {"matutino": (_MATUTINO, ((None, 0),)), "vespertino": (_VESPERTINO, ((15, 14),))},
)


@transaction.atomic
def load_clinicas_ficticias() -> int:
    """Store what is missing of the invented clinics and of the centres around them. Return how many clinics are new.

    Places that were taken stay taken, and centres that a register brought stay as they are.
    """
    antes = {row.clave: row for row in Clinica.objects.filter(ficticia=True)}
    nuevas = 0
    for n, ciudad in enumerate(CIUDADES):
        municipio = get_municipio(estado=ciudad.estado, nombre=ciudad.municipio)
        _store_centros(ciudad, municipio)
        for clinica, turnos in zip(_make(n, ciudad, municipio), TURNOS, strict=True):
            if clinica.clave not in antes:
                _store(clinica, turnos)
                nuevas += 1
            elif antes[clinica.clave].municipio_id != clinica.municipio_id:  # the postal codes were loaded since
                Clinica.objects.filter(clave=clinica.clave).update(municipio=municipio)
    return nuevas


def _make(n: int, ciudad: Ciudad, municipio: Municipio | None) -> Iterator[Clinica]:
    for lugar, (cp, punto) in enumerate(zip(ciudad.cps, _list_puntos(ciudad), strict=True)):
        numero = 901 + n * len(_LUGARES) + lugar
        has_noche = "nocturno" in TURNOS[lugar]
        yield Clinica(
            clave=f"DEMOS{numero:06}",
            numero=numero,
            nombre=f"UMF {numero} (demostración)",
            tipologia="UMF",
            direccion=f"Calle Inventada {numero}",
            colonia=COLONIAS[lugar],
            cp=cp,
            municipio=municipio,
            municipio_nombre=ciudad.municipio,
            estado=ciudad.estado,
            latitud=round(punto.latitud + _AL_LADO, 6),
            longitud=round(punto.longitud + _AL_LADO, 6),
            telefono=f"{ciudad.lada} {'5555' if len(ciudad.lada) == 2 else '555'} {numero:04}",
            horario=f"lunes a viernes de 8:00 a {'23' if has_noche else '20'}:00",
            ooad="Demostración",
            ficticia=True,
        )


def _store(clinica: Clinica, turnos: Turnos) -> None:
    """Store the clinic with its shifts."""
    clinica.save()
    for nombre, ((desde, hasta), cupos) in turnos.items():
        turno = Turno.objects.create(clinica=clinica, nombre=nombre, desde=desde, hasta=hasta)
        Consultorio.objects.bulk_create(
            Consultorio(turno=turno, numero=numero, cupo=cupo, ocupados=ocupados)
            for numero, (cupo, ocupados) in enumerate(cupos, start=1)
        )


def _store_centros(ciudad: Ciudad, municipio: Municipio | None) -> None:
    centros = [
        CentroCP(cp=cp, estado=ciudad.estado, **punto._asdict())
        for cp, punto in zip(ciudad.cps, _list_puntos(ciudad), strict=True)
    ]
    CentroCP.objects.bulk_create(centros, ignore_conflicts=True)
    if municipio:
        CentroMunicipio.objects.get_or_create(municipio=municipio, defaults=ciudad.centro._asdict())


def _list_puntos(ciudad: Ciudad) -> list[Punto]:
    """Return where its postal codes are, for the demonstration."""
    return [
        Punto(round(ciudad.centro.latitud + norte, 6), round(ciudad.centro.longitud + este, 6))
        for norte, este in _LUGARES
    ]
