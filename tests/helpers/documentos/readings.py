"""What is read aloud of each document, first to last."""

from collections.abc import Callable
from typing import Any

from documentos.contexts import ClinicaImpresa, Contexto
from tests.helpers.documentos.cases import DIRECCION
from tests.helpers.documentos.factories import make_row

AVISO = ("Sitio no oficial.", "No pertenece al IMSS ni al Gobierno de México.")
DEMOSTRACION = "DEMOSTRACIÓN · SIN VALIDEZ OFICIAL"
NACIMIENTO = "5 de mayo de 2005"
EMITIDO = "20 de noviembre de 2026"
NSS = "92 05 05 1234 7"


def get_lectura(datos: Contexto) -> list[str]:
    """All of it. A type without a reading of its own is a KeyError."""
    return [
        *(*AVISO, datos.institucion, datos.plantel, *_read_demostracion(datos), datos.titulo),
        *("Folio", "RE-7K3M-92QX", f"{EMITIDO}, 10:42 h", datos.homoclave, datos.formato),
        *((f"{datos.dof:%d}", f"{datos.dof:%m}", f"{datos.dof:%Y}") if datos.dof else ()),
        *LECTURAS[datos.tipo](datos),
        "No es un documento oficial del IMSS.",
    ]


def _read_demostracion(datos: Contexto) -> list[str]:
    return [DEMOSTRACION] if datos.demostracion else []


def _read_sello(datos: Contexto) -> list[str]:
    documento = make_row(datos)
    return [
        *("Cadena original", documento.cadena, "Sello digital", documento.sello, "Número de serie"),
        *(documento.certificado_id, "Secuencia", "1042", datos.get_leyenda_cadena(), DIRECCION),
    ]


def _read_sello_corto(datos: Contexto) -> list[str]:
    documento = make_row(datos)
    return [
        *("Sello", "Folio", documento.folio, "Secuencia", "1042", "Número de serie", documento.certificado_id),
        *("Sello digital", f"…{documento.sello[-16:]}"),
    ]


def _read_nombre(datos: Contexto) -> list[str]:
    apellido = datos.segundo_apellido or "Sin segundo apellido"
    return ["Nombre(s)", "Primer apellido", "Segundo apellido", datos.nombres, datos.primer_apellido, apellido]


def _read_nss(datos: Any) -> list[str]:
    return [
        *(f"NSS {datos.situacion}", NSS, "CURP", datos.curp),
        *("Nombre(s)", datos.nombres, "Primer apellido", datos.primer_apellido, "Segundo apellido"),
        *(datos.segundo_apellido or "Sin segundo apellido", "Fecha de nacimiento", NACIMIENTO),
        *("Sexo", datos.sexo_impreso, "Entidad de nacimiento", "Jalisco", "Plantel", datos.plantel),
        *_read_sello(datos),
    ]


def _read_tarjeta(datos: Any) -> list[str]:
    return [
        *(datos.institucion, *_read_demostracion(datos), "Tu Número de Seguridad Social es", NSS),
        *("asociado a la CURP", datos.curp, datos.nombre_completo, DIRECCION, *AVISO),
        *("Recorta por la línea", "Guárdala en tu cartera.", *_read_sello_corto(datos)),
    ]


def _read_vigencia(datos: Any) -> list[str]:
    vigente = ["Vigente al", EMITIDO] if datos.con_derecho else [datos.motivo]
    return [
        *("Datos generales", *_read_nombre(datos), "NSS", NSS, "CURP", datos.curp, "Sexo", datos.sexo_impreso),
        *("Fecha de nacimiento", NACIMIENTO, "Lugar de nacimiento", "Jalisco", "Beneficiarios", "Ninguno"),
        *("Con derecho al servicio médico", "SI" if datos.con_derecho else "NO", *vigente),
        *("Delegación", datos.clinica.delegacion, "Agregado médico", "1F2005ES", "UMF", datos.clinica.unidad),
        *("Turno", datos.clinica.turno, "Consultorio", datos.clinica.consultorio, "Plantel", datos.plantel),
        *("Registro patronal", datos.registro_patronal or "Ninguno", datos.patron or "Ninguno"),
        *("Estado", datos.estado_impreso, "1 de septiembre de 2026" if datos.con_derecho else "Sin vigencia", EMITIDO),
        *_read_sello(datos),
    ]


def _read_identidad(datos: Any) -> list[str]:
    return [
        *(*_read_nombre(datos), "NSS", NSS, "CURP", datos.curp, "Sexo", datos.sexo_impreso),
        *("Fecha de nacimiento", NACIMIENTO, "Parentesco", "Titular", "Lugar de nacimiento", "Jalisco"),
    ]


def _read_domicilio(datos: Any) -> list[str]:
    domicilio, contacto = datos.domicilio, datos.contacto
    return [
        *("Calle", domicilio.calle, "Colonia", domicilio.colonia, "Número exterior", domicilio.exterior),
        *("Municipio o alcaldía", domicilio.municipio, "Número interior", domicilio.interior or "Sin número interior"),
        *("Entidad federativa", domicilio.estado, "Código postal", domicilio.cp),
        *("Teléfono fijo", contacto.telefono or "Sin dato", "Teléfono celular", contacto.celular),
        *("Correo electrónico", contacto.correo, "Trámite realizado por", datos.realizado_por),
    ]


def _read_clinica(clinica: ClinicaImpresa) -> list[str]:
    return [clinica.unidad, "Delegación", clinica.delegacion, clinica.consultorio, "Turno", clinica.turno]


def _read_acuse(datos: Any) -> list[str]:
    return [
        *("Mediante el presente se hace constar", EMITIDO, "RE-7K3M-92QX", *_read_identidad(datos)),
        *("Clínica de adscripción", *_read_clinica(datos.clinica), *_read_domicilio(datos), *_read_sello(datos)),
    ]


def _read_carnet(datos: Any) -> list[str]:
    clinica = datos.clinica
    return [
        *(datos.institucion, *_read_demostracion(datos), "Pega aquí tu foto", "Carnet de citas", NSS, "1F2005ES"),
        *(datos.nombre_completo, f"{clinica.unidad}, {clinica.delegacion}", clinica.turno, datos.horario),
        *(clinica.consultorio, *AVISO, "Datos generales", "CURP", datos.curp, "21 años", "Jalisco", NACIMIENTO),
        *("Domicilio", datos.domicilio.en_una_linea, DIRECCION),
        *("Fecha", "Hora", "Servicio", "Consultorio", "Más vale prevenir.", "Fecha", "Hora", "Servicio", "Consultorio"),
        *("Dobla hacia atrás por la línea horizontal", datos.plantel, *_read_sello_corto(datos)),
    ]


def _read_sav002(datos: Any) -> list[str]:
    clave = "01 alta" if datos.movimiento == "alta" else "02 baja"
    return [
        *("Clave", clave, "Modalidad", "32", "Clínica", *_read_clinica(datos.clinica), "NSS", NSS, "CURP", datos.curp),
        *(*_read_nombre(datos), "Agregado de identidad", "Mes de nacimiento", datos.nombre_completo, "05 mayo"),
        *("Documentos que presenta", *datos.documentos, "bajo protesta de decir verdad", datos.nombre_completo),
        *("Firma del asegurado", datos.lugar, EMITIDO, "Nombre y firma de quien recibe", datos.privacidad),
        *(*_read_sello_corto(datos), DIRECCION),
    ]


def _read_cambio(datos: Any) -> list[str]:
    anterior, nueva = datos.anterior, datos.nueva
    return [
        *("Mediante el presente se hace constar", EMITIDO, "RE-7K3M-92QX", *_read_identidad(datos)),
        *("Clínica anterior", "Clínica nueva", "UMF", anterior.unidad, nueva.unidad),
        *("Delegación", anterior.delegacion, nueva.delegacion, "Turno", anterior.turno, nueva.turno),
        *("Consultorio", anterior.consultorio, nueva.consultorio, "Motivo", datos.motivo),
        *(*_read_domicilio(datos), *_read_sello(datos)),
    ]


def _read_renuncia(datos: Any) -> list[str]:
    return [
        *(*_read_nombre(datos), "CURP", datos.curp, "NSS", NSS if datos.nss else "Sin NSS", "Plantel", datos.plantel),
        *("Código de estudiante", datos.codigo, "Motivo", datos.motivo),
        *("Institución que me cubre", datos.otra_institucion or "Ninguna", datos.otro_numero or "Ninguno"),
        *("Madre, padre o tutor", datos.tutor or "mayor de edad", "bajo protesta de decir verdad"),
        *(datos.nombre_completo, "Firma del estudiante", datos.tutor, "Recibió", *_read_sello(datos)),
    ]


LECTURAS: dict[str, Callable[[Any], list[str]]] = {
    "nss": _read_nss,
    "tarjeta": _read_tarjeta,
    "vigencia": _read_vigencia,
    "acuse_clinica": _read_acuse,
    "carnet": _read_carnet,
    "sav002": _read_sav002,
    "cambio_clinica": _read_cambio,
    "renuncia": _read_renuncia,
}
