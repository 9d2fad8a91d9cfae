"""What the samples of /estilo/ show: invented people, and the words of the real pages."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

from imss_portal.estilo.formularios import ClinicaForm, make_clinica, make_datos

LARGO: Final = "María de los Ángeles Guadalupe Villavicencio-Etchegaray de la Garza y Ruiz de Velasco"
CORREO_LARGO: Final = "maria.de.los.angeles.guadalupe.villavicencio@alumnos.preparatoria-regional.example"
EMITIDO: Final = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
# Name, class of the sample's box.
MODOS: Final = (("De día", "dia"), ("De noche", "noche"), ("En papel", "papel"))
ETAPAS: Final = ("Recibimos tu solicitud", "Buscamos tu número con tu CURP", "Preparamos tus documentos")
# Slug of template and sample, name, what it is for.
COMPONENTES: Final = (
    ("barra_no_oficial", "Barra «Sitio no oficial»", "Lo primero de cada página, igual de día y de noche."),
    ("encabezado", "Encabezado", "Nombre del portal y ayuda. Con sesión, también el expediente."),
    ("atras", "Atrás", "Regresa a la página anterior sin perder lo escrito. Va antes del título."),
    ("paso", "Paso", "Dónde va el trámite. El total aparece cuando se conoce."),
    ("campo", "Campo", "Etiqueta, pista, error y control, en el orden en que se leen."),
    ("resumen_errores", "Resumen de errores", "Al volver con errores recibe el foco. Cada liga lleva a su campo."),
    ("boton", "Botón", "Una acción principal por página. Las demás van con contorno."),
    ("opcion", "Opción", "Toda la tarjeta se presiona. Si no se puede elegir, dice por qué."),
    ("lista_resumen", "Lista de resumen", "Lo que se escribió o se emitió, un dato por renglón."),
    ("aviso", "Aviso", "El signo y las palabras dicen de qué tipo es. El color solo ayuda."),
    ("tabla_documentos", "Tabla de documentos", "Nombre, folio, fecha, tamaño y lo que se puede hacer."),
    ("ruta", "Ruta", "Los tres pasos. Cada estado tiene su forma y su palabra."),
    ("progreso", "Progreso", "Lo que dice la base de datos, con etapas que tienen nombre."),
    ("pie", "Pie", "Privacidad, accesibilidad y dónde se hacen los trámites oficiales."),
)
ERRORES: Final = ("400", "403", "403_csrf", "404", "410", "429", "500", "503")
RUTA: Final = (
    {"titulo": "Obtén tu Número de Seguridad Social (NSS)", "estado": "hecho", "nota": "Hecho el 20 de noviembre"},
    {
        "titulo": "Verifica que tu escuela te haya inscrito en el IMSS",
        "texto": "A partir del 18 de diciembre, consulta tu vigencia.",
        "estado": "actual",
        "url": "#ruta",
        "accion": "Consultar mi vigencia",
    },
    {"titulo": "Regístrate en tu clínica (UMF)", "estado": "pendiente", "texto": "Cuando estés vigente."},
)


def get_muestras() -> dict[str, Any]:
    """Return what the templates of the samples show."""
    return {
        "modos": MODOS,
        "largo": LARGO,
        "correo_largo": CORREO_LARGO,
        "formularios": _make_formularios(),
        "opciones": _make_opciones(),
        "pares": [("Nombre", "Ximena Quintanar Zúñiga"), ("Código postal", "44100", "#lista_resumen")],
        "pares_largos": [("Nombre completo, como está en tu acta", LARGO, "#lista_resumen"), ("Correo", CORREO_LARGO)],
        "documentos": [_make_documento("Número de Seguridad Social", "RE-PW8F-9FFY")],
        "documentos_largos": [
            _make_documento("Constancia de vigencia de derechos con la clínica que te corresponde", "RE-9PXT-3M5K"),
            _make_documento("Carnet de citas", "RE-4KTM-8XQ2", estado="sustituido el 3 de diciembre"),
        ],
        "ruta": RUTA,
        "etapas": ETAPAS,
    }


def _make_formularios() -> dict[str, Any]:
    return {
        "vacio": make_datos("vacio"),
        "errores": make_datos("errores", curp="QUZX050309MJCNXM", correo="ximena@", interior="4"),
        "uno": make_datos(
            "uno", curp="QUZX050309MJCNXM", correo="ximena.quintanar@example.com", motivo="d", aviso="on"
        ),
        "deshabilitado": make_datos("deshabilitado", disabled=True),
        "foco": make_datos("foco"),
        "noche": make_datos("noche", curp="QUZX050309MJCNXM", correo="ximena.quintanar@example.com"),
        "papel": make_datos("papel", curp="QUZX050309MJCNXMZ2", correo="ximena.quintanar@example.com"),
    }


def _make_opciones() -> dict[str, ClinicaForm]:
    chosen = {name: make_clinica(f"opcion-{name}", clinica="52") for name in ("dia", "noche", "papel")}
    return {**chosen, "foco": make_clinica("opcion-foco"), "encima": make_clinica("opcion-encima")}


def _make_documento(titulo: str, folio: str, estado: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        titulo=titulo, folio=folio, fecha=EMITIDO, url="/estilo/", tamano=24_576, enviar_url="/estilo/", estado=estado
    )
