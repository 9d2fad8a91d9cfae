"""The documents that the tests print: of every type an ordinary one and a long one, and the variants that differ."""

import dataclasses

from documentos.contexts import TIPOS, Contexto, DatosCarnet, DatosRenuncia, DatosTarjeta, DatosVigencia
from tests.helpers.documentos.factories import LARGOS, make_datos
from tests.helpers.documentos.samples import SIN_ALTA, make, make_largo

CORTOS = make_datos(demostracion=False, nombres="Xi", primer_apellido="Ñu", segundo_apellido="", sexo="H")
SESENTA = make_datos(
    nombres="María Guadalupe de los Ángeles",
    primer_apellido="Hernández",
    segundo_apellido="Villavicencio-Zúñiga",
    demostracion=False,
)
# As long as the columns and the roster allow: 160 characters of institution, 121 of name.
LARGUISIMOS = dataclasses.replace(
    LARGOS, institucion=f"{LARGOS.institucion}, Unidad de Posgrado e Investigación {'W' * 20}"
)
SIN_VIGENCIA = make(
    DatosVigencia,
    con_derecho=False,
    vigente_al=None,
    inicio_vigencia=None,
    clinica=SIN_ALTA,
    registro_patronal="",
    patron="",
    motivo="Tu inscripción está en trámite: vuelve a consultar a partir del 18 de diciembre.",
)
ORDINARIOS: dict[str, Contexto] = {tipo: make(clase) for tipo, clase in TIPOS.items()}
LARGAS: dict[str, Contexto] = {f"{tipo}-largo": make_largo(clase) for tipo, clase in TIPOS.items()}
CASOS: dict[str, Contexto] = (
    ORDINARIOS
    | LARGAS
    | {
        "nss-largo": LARGOS,
        "nss-oficial": CORTOS,
        "tarjeta-largo": DatosTarjeta.from_contexto(LARGUISIMOS),
        "tarjeta-sesenta": DatosTarjeta.from_contexto(SESENTA),
        "tarjeta-oficial": DatosTarjeta.from_contexto(CORTOS),
        "vigencia-no": SIN_VIGENCIA,
        "carnet-oficial": make(DatosCarnet, demostracion=False, segundo_apellido=""),
        "renuncia-sin-nss": make(DatosRenuncia, nss="", otra_institucion="", otro_numero="", motivo="No la necesito"),
    }
)
TARJETAS = [caso for caso in CASOS if caso.startswith("tarjeta")]
CARNETS = [caso for caso in CASOS if caso.startswith("carnet")]
DIRECCION = "https://ruta.example/verificar/Zx4-qH9_tLw2rVb7NcKm1A/"
