"""The states of a Solicitud, and the allowed changes between them (docs/reglas.md, «States»). Pure: no Django."""

from collections.abc import Mapping
from enum import StrEnum


class Estado(StrEnum):
    """The state of a Solicitud."""

    INICIADA = "iniciada"
    CONFIRMADA = "confirmada"
    POR_PROCESAR = "por_procesar"
    EN_ESPERA = "en_espera"
    CON_INCIDENCIA = "con_incidencia"
    CONCLUIDA = "concluida"
    CADUCADA = "caducada"
    CANCELADA = "cancelada"


ETIQUETAS: Mapping[Estado, str] = {
    Estado.INICIADA: "iniciada",
    Estado.CONFIRMADA: "correo confirmado",
    Estado.POR_PROCESAR: "por procesar",
    Estado.EN_ESPERA: "en espera del plantel",
    Estado.CON_INCIDENCIA: "con incidencia",
    Estado.CONCLUIDA: "concluida",
    Estado.CADUCADA: "caducada",
    Estado.CANCELADA: "cancelada",
}

# A Solicitud in POR_PROCESAR or EN_ESPERA cannot expire and cannot be cancelled. The last three states are final.
TRANSICIONES: Mapping[Estado, frozenset[Estado]] = {
    Estado.INICIADA: frozenset({Estado.CONFIRMADA, Estado.CADUCADA, Estado.CANCELADA}),
    Estado.CONFIRMADA: frozenset({Estado.POR_PROCESAR, Estado.CON_INCIDENCIA, Estado.CADUCADA, Estado.CANCELADA}),
    Estado.POR_PROCESAR: frozenset({Estado.CONFIRMADA, Estado.CON_INCIDENCIA, Estado.EN_ESPERA, Estado.CONCLUIDA}),
    Estado.EN_ESPERA: frozenset({Estado.POR_PROCESAR}),
    Estado.CON_INCIDENCIA: frozenset({Estado.CONFIRMADA, Estado.POR_PROCESAR, Estado.CANCELADA}),
    Estado.CONCLUIDA: frozenset(),
    Estado.CADUCADA: frozenset(),
    Estado.CANCELADA: frozenset(),
}

# The states of a Solicitud that is confirmed and not finished. In most procedures, a student who comes back continues
# such a Solicitud instead of starting a new one.
EN_CURSO = frozenset({Estado.CONFIRMADA, Estado.POR_PROCESAR, Estado.EN_ESPERA, Estado.CON_INCIDENCIA})


class TransicionProhibida(Exception):
    """The table TRANSICIONES does not allow the change between these two states."""


def check_transicion(desde: Estado, hacia: Estado) -> None:
    """Raise TransicionProhibida if a Solicitud must not change from the state `desde` to the state `hacia`."""
    if hacia not in TRANSICIONES[desde]:
        raise TransicionProhibida(f"{desde} → {hacia}")
