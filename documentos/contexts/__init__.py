"""What a procedure hands over for each type of document: frozen, and all that its template may print.

A new document is one class here, its template, and its line in `TIPOS`.
"""

from documentos.contexts.base import PERSONA, SEXOS, Contexto, ContextoPersonal, Sexo
from documentos.contexts.clinica import (
    PRIVACIDAD,
    DatosAcuseClinica,
    DatosCambioClinica,
    DatosCarnet,
    DatosSAV002,
)
from documentos.contexts.nss import DatosNSS, DatosTarjeta
from documentos.contexts.partes import ClinicaImpresa, ContactoImpreso, DomicilioImpreso
from documentos.contexts.renuncia import DatosRenuncia
from documentos.contexts.vigencia import DatosVigencia

__all__ = [
    "PERSONA",
    "PRIVACIDAD",
    "SEXOS",
    "TIPOS",
    "ClinicaImpresa",
    "ContactoImpreso",
    "Contexto",
    "ContextoPersonal",
    "DatosAcuseClinica",
    "DatosCambioClinica",
    "DatosCarnet",
    "DatosNSS",
    "DatosRenuncia",
    "DatosSAV002",
    "DatosTarjeta",
    "DatosVigencia",
    "DomicilioImpreso",
    "Sexo",
]

TIPOS: dict[str, type[Contexto]] = {
    clase.tipo: clase
    for clase in (
        *(DatosNSS, DatosTarjeta, DatosVigencia, DatosAcuseClinica),
        *(DatosCarnet, DatosSAV002, DatosCambioClinica, DatosRenuncia),
    )
}
