"""Registering at a family clinic, and changing it (D4 to D7 in docs/reglas.md, «Documents»)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from documentos.contexts.base import PERSONA, Contexto, ContextoPersonal
from documentos.contexts.partes import ClinicaImpresa, ContactoImpreso, DomicilioImpreso

HOMOCLAVE: Final = "IMSS-02-066"
MESES: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
    *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)

# What an institution that has written none of its own prints at the foot of the SAV-002.
PRIVACIDAD: Final = (
    "La institución que emite esta solicitud usa estos datos solo para registrar a su estudiante en una clínica, "
    "los guarda cifrados y los entrega únicamente a quien la ley señala. Su titular puede pedir que se le muestren, "
    "que se corrijan o que se borren: lo solicita a la institución, por los medios de su aviso de privacidad."
)


@dataclass(frozen=True, kw_only=True)
class DatosAcuseClinica(ContextoPersonal):
    """That the student is registered at a clinic (D4)."""

    tipo = "acuse_clinica"
    titulo = "Acuse de registro en clínica"
    archivo = "acuse-de-registro-en-clinica"
    plantilla = "documentos/pdf/acuse_clinica.html"
    homoclave = HOMOCLAVE
    formato = "SAV-002"
    cadena = PERSONA | {
        "fecha_nacimiento": "fecha de nacimiento",
        "sexo": "sexo",
        "plantel": "plantel",
        "clinica.delegacion": "delegación",
        "clinica.unidad": "UMF",
        "clinica.turno": "turno",
        "clinica.consultorio": "consultorio",
        "domicilio.en_una_linea": "domicilio",
        "realizado_por": "realizado por",
    }

    clinica: ClinicaImpresa
    domicilio: DomicilioImpreso
    contacto: ContactoImpreso
    realizado_por: str  # the student's name, or that of who did it at the window


@dataclass(frozen=True, kw_only=True)
class DatosCarnet(Contexto):
    """The appointment card (D5), to cut out and fold."""

    tipo = "carnet"
    titulo = "Carnet de citas"
    archivo = "carnet-de-citas"
    plantilla = "documentos/pdf/carnet.html"
    homoclave = HOMOCLAVE
    unico = True
    cadena = PERSONA | {
        "plantel": "plantel",
        "agregado_medico": "agregado médico",
        "clinica.delegacion": "delegación",
        "clinica.unidad": "UMF",
        "clinica.turno": "turno",
        "clinica.consultorio": "consultorio",
    }

    fecha_nacimiento: date
    entidad: str
    edad: int  # on the day of issue: `padron.identificadores.edad.compute_edad`
    agregado_medico: str
    clinica: ClinicaImpresa
    horario: str  # of the clinic in that shift: «8:00 a 14:00»; may be empty
    domicilio: DomicilioImpreso


@dataclass(frozen=True, kw_only=True)
class DatosSAV002(Contexto):
    """The application that the clinic files (D6). The student is the only one on it."""

    tipo = "sav002"
    titulo = "Solicitud de registro o aviso de baja de beneficiario (SAV-002)"
    archivo = "solicitud-sav-002"
    plantilla = "documentos/pdf/sav002.html"
    homoclave = HOMOCLAVE
    formato = "SAV-002"
    dof = date(2015, 7, 31)
    cadena = PERSONA | {
        "plantel": "plantel",
        "movimiento": "movimiento",
        "clinica.delegacion": "delegación",
        "clinica.unidad": "UMF",
        "clinica.turno": "turno",
        "clinica.consultorio": "consultorio",
        "mes_impreso": "mes de nacimiento",
        "lugar": "lugar",
    }

    movimiento: Literal["alta", "baja"]
    clinica: ClinicaImpresa
    mes_nacimiento: int  # 1 to 12
    documentos: tuple[str, ...]  # that the student shows, each as it is printed
    lugar: str  # where it is signed: «Guadalajara, Jalisco»
    privacidad: str  # the institution's text, or PRIVACIDAD

    @property
    def mes_impreso(self) -> str:
        """Return the month as the document prints it: «05 mayo»."""
        return f"{self.mes_nacimiento:02} {MESES[self.mes_nacimiento - 1]}"


@dataclass(frozen=True, kw_only=True)
class DatosCambioClinica(ContextoPersonal):
    """That the student changed clinic (D7): from where to where, and why."""

    tipo = "cambio_clinica"
    titulo = "Comprobante de cambio de clínica"
    archivo = "comprobante-de-cambio-de-clinica"
    plantilla = "documentos/pdf/cambio_clinica.html"
    homoclave = HOMOCLAVE
    formato = "SAV-005"
    cadena = PERSONA | {
        "fecha_nacimiento": "fecha de nacimiento",
        "sexo": "sexo",
        "plantel": "plantel",
        "anterior.delegacion": "delegación anterior",
        "anterior.unidad": "UMF anterior",
        "anterior.turno": "turno anterior",
        "anterior.consultorio": "consultorio anterior",
        "nueva.delegacion": "delegación nueva",
        "nueva.unidad": "UMF nueva",
        "nueva.turno": "turno nuevo",
        "nueva.consultorio": "consultorio nuevo",
        "motivo": "motivo",
        "domicilio.en_una_linea": "domicilio",
        "realizado_por": "realizado por",
    }

    anterior: ClinicaImpresa
    nueva: ClinicaImpresa
    motivo: str  # as it is printed: «Cambio de domicilio»
    domicilio: DomicilioImpreso
    contacto: ContactoImpreso
    realizado_por: str
