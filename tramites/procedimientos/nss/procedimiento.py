"""The NSS procedure, as the rest of `tramites` sees it."""

from documentos.contexts import DatosNSS, DatosTarjeta
from tramites.estados import EN_CURSO, Estado
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.procedimientos.nss.paginas import get_contexto_resultado
from tramites.procedimientos.nss.services import al_confirmar, procesar, reanudar
from tramites.procedimientos.nss.wizard import NSSWizard

NSS = Procedimiento(
    tipo="nss",
    titulo="Obtén o localiza tu NSS",
    ficha=Ficha(
        resumen="El Número de Seguridad Social (NSS) es tu número en el IMSS. Será el mismo toda tu vida.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "El código postal y la dirección donde vives mientras estudias.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Si aún no tienes NSS, escribes tu domicilio.",
            "Ves tu NSS y descargas tus documentos.",
        ),
        obtienes=("Tu NSS, en un documento y una tarjeta en PDF, con sello digital y código QR.",),
    ),
    documentos=(DatosNSS.tipo, DatosTarjeta.tipo),
    etapas=("Recibimos tu solicitud", "Localizamos o asignamos tu número", "Preparamos tus documentos"),
    retoma=EN_CURSO | {Estado.CONCLUIDA},  # the number is for life: asking again shows the same result
    al_confirmar=al_confirmar,
    procesar=procesar,
    reanudar=reanudar,
    wizard=NSSWizard,
    contexto_resultado=get_contexto_resultado,
)
