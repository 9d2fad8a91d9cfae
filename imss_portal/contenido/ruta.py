"""The three steps of a student and the procedures beside them: each leads to the portal's own, once there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse

from imss_portal.contenido.oficiales import TRAMITES_IMSS, Enlace
from tramites.procedimientos.todos import PROCEDIMIENTOS

HECHO: Final = "hecho"
OFICIAL: Final = " (sitio oficial del IMSS)"


@dataclass(frozen=True)
class Paso:
    """One station of the route: what `componentes/ruta_paso.html` draws."""

    numero: int
    tipo: str
    titulo: str
    texto: str
    accion: str
    secundario: bool = True
    estado: str = ""

    @property
    def url(self) -> str:
        """Return the page of the portal's own procedure; nothing if it has none, or if the step is done."""
        return "" if self.estado == HECHO else get_url(self.tipo)

    @property
    def externo_url(self) -> str:
        return "" if self.url or self.estado == HECHO else TRAMITES_IMSS

    @property
    def externo(self) -> str:
        return self.accion + OFICIAL


PASOS: Final = (
    Paso(
        numero=1,
        tipo="nss",
        titulo="Obtén tu Número de Seguridad Social (NSS)",
        texto="Es tu número en el IMSS, el mismo toda tu vida. Necesitas tu CURP, tu correo y tu domicilio.",
        accion="Obtener o localizar mi NSS",
    ),
    Paso(
        numero=2,
        tipo="vigencia",
        titulo="Verifica que tu escuela te haya inscrito en el IMSS",
        texto="La vigencia dice si ya puedes usar el servicio médico. Necesitas tu CURP, tu NSS y tu correo.",
        accion="Consultar mi vigencia",
    ),
    Paso(
        numero=3,
        tipo="alta",
        titulo="Regístrate en tu clínica (UMF)",
        texto="Eliges tu Unidad de Medicina Familiar (UMF) y tu turno. Necesitas tu CURP, tu correo y tu domicilio.",
        accion="Registrarme en mi clínica",
    ),
)


def get_pasos(estados: Mapping[str, str] | None = None) -> list[Paso]:
    """Return the steps, of which the first that the portal offers is the main action of the page.

    With the states of a student's steps none is: the page has an action of theirs above.
    """
    if estados is not None:
        return [replace(paso, estado=estados.get(paso.tipo, "")) for paso in PASOS]
    ofrecidos = [paso for paso in PASOS if paso.url]
    return [replace(paso, secundario=paso not in ofrecidos[:1]) for paso in PASOS]


def get_url(tipo: str) -> str:
    """Return the page of the procedure `tipo`, or nothing if the portal has none."""
    return reverse("tramite", args=[tipo]) if tipo in PROCEDIMIENTOS else ""


def get_enlace(tipo: str, texto: str) -> Enlace:
    """Return the way to the procedure `tipo`: the portal's own, else the official one, whose words say so."""
    url = get_url(tipo)
    return Enlace(url, texto) if url else Enlace(TRAMITES_IMSS, texto + OFICIAL)
