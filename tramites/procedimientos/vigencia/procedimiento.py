"""The vigencia, as the rest of `tramites` sees it."""

from documentos.contexts import DatosVigencia
from tramites.estados import Estado
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.procedimientos.vigencia.paginas import get_contexto_resultado
from tramites.procedimientos.vigencia.services import al_confirmar, procesar
from tramites.procedimientos.vigencia.wizard import VigenciaWizard

VIGENCIA = Procedimiento(
    tipo="vigencia",
    titulo="Consulta tu vigencia",
    ficha=Ficha(
        resumen="La vigencia dice si tu escuela ya te inscribió en el IMSS y puedes usar el servicio médico.",
        necesitas=("Tu CURP.", "Tu NSS.", "El correo que registraste en tu escuela."),
        pasos=(
            "Escribes tu CURP, tu NSS y tu correo.",
            "Abres la liga que te enviamos.",
            "Ves si estás vigente y descargas tu constancia.",
        ),
        obtienes=(
            "Tu constancia de vigencia en PDF, con sello digital y código QR.",
            "Si aún no estás vigente: la razón y qué hacer.",
        ),
    ),
    documentos=(DatosVigencia.tipo,),
    etapas=("Recibimos tu solicitud", "Revisamos tu inscripción", "Preparamos tu constancia"),
    # What is under way is waited for; a constancia is of its day, and another day begins another one. One that an NSS
    # stands in the way of is not gone on with: who has a session by now is not asked for the NSS any more.
    retoma=frozenset({Estado.POR_PROCESAR, Estado.CON_INCIDENCIA}),
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=VigenciaWizard,
    contexto_resultado=get_contexto_resultado,
    pide_nss=True,
)
