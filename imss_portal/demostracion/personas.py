"""The people of the demonstration who stand for one situation each, for the panel «Personas de prueba».

All are invented. Position 17 of each CURP is one that is not issued for that person; series of NSS likewise.
"""

from dataclasses import dataclass
from typing import Final

GUADALAJARA: Final = "GDL"
OAXACA: Final = "OAX"
MONTERREY: Final = "MTY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One scenario: what the visitor types, and what the roster says of the same person."""

    escenario: str
    explicacion: str
    curp: str
    nombres: str
    primer_apellido: str
    segundo_apellido: str = ""
    correo: str  # the address to type
    codigo: str = ""
    nss: str = ""  # the number to type; none where the roster's is wrong
    plantel: str = ""  # empty: on no roster
    correo_padron: str | None = None  # None: the same address
    correo_alterno: str = ""
    nss_padron: str | None = None  # None: the same number
    nivel: str = "licenciatura"

    @property
    def nombre(self) -> str:
        """Return the full name as the roster has it."""
        return " ".join(filter(None, (self.nombres, self.primer_apellido, self.segundo_apellido)))

    def as_linea(self) -> dict[str, str]:
        """Return what `demo --listar` prints."""
        names = ("escenario", "curp", "nss", "correo", "codigo")
        return {name: getattr(self, name) for name in names}


PERSONAS: Final = (
    Persona(
        escenario="localizado",
        explicacion="Ya tiene NSS: el portal lo localiza y entrega sus documentos.",
        curp="QUZX050309MJCNXMZ2",
        nombres="Ximena",
        primer_apellido="Quintanar",
        segundo_apellido="Zúñiga",
        correo="ximena.quintanar@example.com",
        codigo="GDL0000001",
        nss="61230500011",
        plantel=GUADALAJARA,
    ),
    Persona(
        escenario="por_asignar",
        explicacion="No tiene NSS: captura su domicilio y recibe uno.",
        curp="BEOT061130HNLRCDZ1",
        nombres="Tadeo",
        primer_apellido="Bermúdez",
        segundo_apellido="Ocaranza",
        correo="tadeo.bermudez@example.com",
        codigo="GDL0000002",
        plantel=GUADALAJARA,
    ),
    Persona(
        escenario="inconsistente_plantel",
        explicacion="El padrón trae sus apellidos al revés; lo corrige su plantel.",
        curp="EAAF040721MMCSRRZ0",
        nombres="María Fernanda",
        primer_apellido="Arroyo",
        segundo_apellido="Escamilla",
        correo="fernanda.escamilla@example.com",
        codigo="OAX0000001",
        plantel=OAXACA,
    ),
    Persona(
        escenario="inconsistente_subdelegacion",
        explicacion="El NSS del padrón tiene un dígito mal; lo corrige en la subdelegación.",
        curp="VITE030105HPLLPMZ2",
        nombres="José Emiliano",
        primer_apellido="Villagrán",
        segundo_apellido="Tapia",
        correo="emiliano.villagran@example.com",
        codigo="MTY0000001",
        nss_padron="84220300013",
        plantel=MONTERREY,
    ),
    Persona(
        escenario="dos_correos",
        explicacion="El padrón tiene dos correos suyos: entra con cualquiera de los dos.",
        curp="MOSA980502MSPRNN98",
        nombres="Ma. de los Ángeles",
        primer_apellido="Moreno",
        segundo_apellido="Sandoval",
        correo="angeles.moreno@example.org",
        correo_padron="angeles.moreno@alumnos.universidad.example",
        correo_alterno="angeles.moreno@example.org",
        codigo="GDL0000003",
        nss="61199800022",
        plantel=GUADALAJARA,
    ),
    Persona(
        escenario="sin_correo",
        explicacion="El padrón no tiene correo suyo: entra con su código de estudiante.",
        curp="XAOA010228HGTNRLZ1",
        nombres="Alonso",
        primer_apellido="Ñandú",
        segundo_apellido="Orozco",
        correo="alonso.nandu@example.com",
        correo_padron="",
        codigo="GDL0000004",
        plantel=GUADALAJARA,
    ),
    Persona(
        escenario="otro_correo",
        explicacion="Escribe un correo distinto del que tiene su escuela: no puede continuar.",
        curp="OAPR020617MASXXGZ3",
        nombres="Regina",
        primer_apellido="Oñate",
        segundo_apellido="Peña",
        correo="regina.onate@example.org",
        correo_padron="regina.onate@alumnos.universidad.example",
        codigo="GDL0000005",
        plantel=GUADALAJARA,
    ),
    Persona(
        escenario="sin_padron",
        explicacion="Su CURP es correcta, pero ninguna escuela la ha dado de alta.",
        curp="GARB040909HTSRXRZ5",
        nombres="Bruno",
        primer_apellido="De la Garza",
        segundo_apellido="Del Río",
        correo="bruno.delagarza@example.com",
    ),
    Persona(
        escenario="menor",
        explicacion="Es menor de edad y no tiene NSS.",
        curp="SAOL110514MOCMRXZ6",
        nombres="Lía",
        primer_apellido="Samaniego",
        segundo_apellido="Ordaz",
        correo="lia.samaniego@example.com",
        codigo="OAX0000002",
        plantel=OAXACA,
        nivel="preparatoria",
    ),
    Persona(
        escenario="correo_compartido",
        explicacion="Comparte el correo con su hermana; el plantel lo permitió.",
        curp="PEXS020131HZSRXLZ6",
        nombres="Saúl",
        primer_apellido="Perea",
        correo="familia.perea@example.com",
        codigo="MTY0000002",
        plantel=MONTERREY,
    ),
    Persona(
        escenario="correo_compartido_hermana",
        explicacion="Comparte el correo con su hermano; el plantel lo permitió.",
        curp="PEXN040817MZSRXMZ6",
        nombres="Noemí",
        primer_apellido="Perea",
        correo="familia.perea@example.com",
        codigo="MTY0000003",
        plantel=MONTERREY,
    ),
)
