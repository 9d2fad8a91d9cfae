"""What each document says of invented students: an ordinary one, and one of whom everything is as long as it gets."""

import datetime as dt
from typing import Any, TypeVar

from documentos.contexts import (
    PRIVACIDAD,
    ClinicaImpresa,
    ContactoImpreso,
    Contexto,
    DatosAcuseClinica,
    DatosCambioClinica,
    DatosCarnet,
    DatosNSS,
    DatosRenuncia,
    DatosSAV002,
    DatosTarjeta,
    DatosVigencia,
    DomicilioImpreso,
)

C = TypeVar("C", bound=Contexto)

PERSONA: dict[str, Any] = {
    "institucion": "Universidad de Prueba",
    "plantel": "Plantel Norte",
    "curp": "GANG050505MJCRXDZ9",
    "nss": "92050512347",
    "nombres": "María Guadalupe",
    "primer_apellido": "García",
    "segundo_apellido": "Núñez",
    "demostracion": True,
}
PERSONAL: dict[str, Any] = PERSONA | {
    "fecha_nacimiento": dt.date(2005, 5, 5),
    "sexo": "M",
    "entidad": "Jalisco",
}
UMF_52 = ClinicaImpresa(delegacion="Jalisco", unidad="UMF 52", turno="Matutino", consultorio="12")
UMF_3 = ClinicaImpresa(delegacion="Jalisco", unidad="UMF 3", turno="Vespertino", consultorio="4")
SIN_ALTA = ClinicaImpresa(delegacion="Jalisco", unidad="", turno="", consultorio="")
DOMICILIO = DomicilioImpreso(
    calle="Av. Federalismo Norte",
    exterior="1580",
    interior="",
    colonia="Mezquitán Country",
    municipio="Guadalajara",
    estado="Jalisco",
    cp="44260",
)
CONTACTO = ContactoImpreso(telefono="", celular="33 5550 0123", correo="maria.garcia@alumnos.example.com")

# As long as the columns and the roster let them be, or nearly: 105 letters of institution, 120 of name.
LARGA: dict[str, Any] = {
    "institucion": "Universidad Tecnológica de la Sierra Norte del Estado de Querétaro de Arteaga"
    " y de la Región Huasteca",
    "plantel": "Centro Universitario de Ciencias Económico Administrativas y de la Salud, Plantel Oriente",
    "nombres": "María de los Ángeles Guadalupe Concepción Teresa Inés Ñeñé X",
    "primer_apellido": "De la Fuente Ybarra y Peñaloza-Montemayor de Güemes Zúñiga Ñ",
    "segundo_apellido": "",
    "demostracion": True,
}
LARGA_PERSONAL = LARGA | {"sexo": "X"}
CLINICA_LARGA = ClinicaImpresa(
    delegacion="Estado de México Poniente",
    unidad="UMF con Hospital y Unidad Médica de Atención Ambulatoria 198",
    turno="Vespertino",
    consultorio="117",
)
DOMICILIO_LARGO = DomicilioImpreso(
    calle="Privada de los Héroes de la Independencia y de la Reforma Agraria Número Dos",
    exterior="Km 14.5, mza. 23",
    interior="Edif. Ñ, depto. 402",
    colonia="Ampliación Fraccionamiento Residencial Bosques de Santa María Tequepexpan",
    municipio="Dolores Hidalgo Cuna de la Independencia Nacional",
    estado="Veracruz de Ignacio de la Llave",
    cp="01180",
)
CONTACTO_LARGO = ContactoImpreso(
    telefono="55 5555 0000 ext. 12345",
    celular="+52 55 5555 0000",
    correo="maria.de.los.angeles.guadalupe.concepcion.teresa@alumnos.universidad.example",
)
DOCUMENTOS = ("Identificación con foto", "Comprobante de domicilio", "CURP", "Credencial de estudiante")

BASE: dict[type[Contexto], dict[str, Any]] = {
    DatosNSS: PERSONAL | {"situacion": "asignado"},
    DatosTarjeta: PERSONA,
    DatosVigencia: PERSONAL
    | {
        "con_derecho": True,
        "vigente_al": dt.date(2026, 11, 20),
        "clinica": UMF_52,
        "agregado_medico": "1F2005ES",
        "registro_patronal": "Z9912345107",
        "patron": "Universidad de Prueba",
        "inicio_vigencia": dt.date(2026, 9, 1),
        "fecha_constancia": dt.date(2026, 11, 20),
        "motivo": "",
    },
    DatosAcuseClinica: PERSONAL
    | {
        "clinica": UMF_52,
        "domicilio": DOMICILIO,
        "contacto": CONTACTO,
        "realizado_por": "María Guadalupe García Núñez",
    },
    DatosCarnet: PERSONA
    | {
        "fecha_nacimiento": dt.date(2005, 5, 5),
        "entidad": "Jalisco",
        "edad": 21,
        "agregado_medico": "1F2005ES",
        "clinica": UMF_52,
        "horario": "8:00 a 14:00",
        "domicilio": DOMICILIO,
    },
    DatosSAV002: PERSONA
    | {
        "movimiento": "alta",
        "clinica": UMF_52,
        "mes_nacimiento": 5,
        "documentos": DOCUMENTOS,
        "lugar": "Guadalajara, Jalisco",
        "privacidad": PRIVACIDAD,
    },
    DatosCambioClinica: PERSONAL
    | {
        "anterior": UMF_52,
        "nueva": UMF_3,
        "motivo": "Cambio de domicilio",
        "domicilio": DOMICILIO,
        "contacto": CONTACTO,
        "realizado_por": "María Guadalupe García Núñez",
    },
    DatosRenuncia: PERSONA
    | {
        "codigo": "219876543",
        "motivo": "Tengo otra cobertura",
        "otra_institucion": "ISSSTE",
        "otro_numero": "GANG050505/9",
        "tutor": "",
    },
}
_LARGOS: dict[str, Any] = LARGA_PERSONAL | {
    "clinica": CLINICA_LARGA,
    "anterior": CLINICA_LARGA,
    "nueva": CLINICA_LARGA,
    "domicilio": DOMICILIO_LARGO,
    "contacto": CONTACTO_LARGO,
    "realizado_por": "Licenciada María Fernanda Escamilla Arroyo de Villagrán, responsable de afiliación",
    "horario": "14:00 a 20:30",
    "lugar": "Dolores Hidalgo Cuna de la Independencia Nacional, Guanajuato",
    "patron": LARGA["institucion"],
    "motivo": "La clínica que me toca queda a dos horas de donde vivo mientras estudio y trabajo por la tarde",
    "otra_institucion": "Instituto de Seguridad y Servicios Sociales de los Trabajadores del Estado",
    "otro_numero": "ISSSTE-GANG050505/9-BIS-0001",
    "tutor": "María Guadalupe Concepción Villavicencio-Zúñiga Hernández",
    "movimiento": "baja",
    "documentos": (*DOCUMENTOS, "Acta de nacimiento", "Identificación de la madre, el padre o el tutor"),
}


def make(clase: type[C], **values: Any) -> C:
    """The ordinary one, but for these values."""
    return clase(**BASE[clase] | values)


def make_largo(clase: type[C], **values: Any) -> C:
    """The long one, but for these values."""
    return make(clase, **{name: value for name, value in _LARGOS.items() if name in BASE[clase]} | values)
