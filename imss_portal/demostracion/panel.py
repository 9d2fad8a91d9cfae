"""What the panel «Personas de prueba» shows: the named people by what lies behind the gate."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from imss_portal.demostracion.persona import Persona
from imss_portal.demostracion.personas import PERSONAS
from tramites.camino.destinos import DESTINOS
from tramites.procedimientos.base import Destino


@dataclass(frozen=True, slots=True, kw_only=True)
class Ficha:
    """One person: what will happen, and the gate filled with them."""

    nombre: str
    escenario: str
    curp: str
    correo: str
    nss: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grupo:
    """The people to try one procedure, or the expediente, with."""

    tipo: str
    titulo: str
    personas: tuple[Ficha, ...]


def list_grupos() -> list[Grupo]:
    """Return the groups with their people, in the order of the portal. A group without people is left out."""
    grupos = [_make_grupo(destino) for destino in DESTINOS.values()]
    return [grupo for grupo in grupos if grupo.personas]


def _make_grupo(destino: Destino) -> Grupo:
    personas = [persona for persona in PERSONAS if destino.tipo in persona.tramites]
    fichas = tuple(_make_ficha(persona, destino) for persona in personas)
    return Grupo(tipo=destino.tipo, titulo=destino.titulo, personas=fichas)


def _make_ficha(persona: Persona, destino: Destino) -> Ficha:
    nss = persona.nss if destino.pide_nss else ""
    typed = {"curp": persona.curp, "nss": nss, "correo": persona.correo}
    query = urlencode({name: value for name, value in typed.items() if value})
    return Ficha(
        nombre=persona.nombre,
        escenario=persona.explicacion,
        curp=persona.curp,
        correo=persona.correo,
        nss=nss,
        url=f"{reverse('empezar', args=[destino.tipo])}?{query}",
    )
