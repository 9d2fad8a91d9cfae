"""The NSS procedure, as the rest of `tramites` sees it."""

from documentos.contexts import DatosNSS
from tramites.estados import EN_CURSO, Estado
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.procedimientos.nss.paginas import get_contexto_incidencia, get_contexto_resultado
from tramites.procedimientos.nss.services import al_confirmar, procesar

NSS = Procedimiento(
    tipo="nss",
    titulo="Obtén o localiza tu NSS",
    ficha=Ficha(
        resumen="El Número de Seguridad Social (NSS) es tu número en el IMSS. Será el mismo toda tu vida.",
        necesitas=("Tu CURP.", "El correo que registraste en tu escuela."),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Ves tu NSS y descargas tu documento.",
        ),
        obtienes=("Tu NSS.", "El documento «Número de Seguridad Social» en PDF, con sello digital y código QR."),
    ),
    documentos=(DatosNSS.tipo,),
    etapas=("Recibimos tu solicitud", "Buscamos tu número con tu CURP", "Preparamos tu documento"),
    retoma=EN_CURSO | {Estado.CONCLUIDA},  # the number is for life: asking again shows the same result
    al_confirmar=al_confirmar,
    procesar=procesar,
    contexto_resultado=get_contexto_resultado,
    contexto_incidencia=get_contexto_incidencia,
)
