"""The renuncia, as the rest of `tramites` sees it."""

from documentos.contexts import DatosRenuncia
from tramites.estados import EN_CURSO
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.procedimientos.renuncia.paginas import get_contexto_resultado
from tramites.procedimientos.renuncia.services import al_confirmar, procesar
from tramites.procedimientos.renuncia.wizard import RenunciaWizard

RENUNCIA = Procedimiento(
    tipo="renuncia",
    titulo="Renuncia a tu afiliación",
    ficha=Ficha(
        resumen="Puedes renunciar si no necesitas este servicio. Vale desde que tu plantel recibe el documento.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "Si tienes otro servicio médico: su nombre y tu número.",
            "Si eres menor de edad: el nombre de tu mamá, papá o tutor.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo, y abres la liga que te enviamos.",
            "Dices por qué renuncias.",
            "Descargas el documento, lo firmas y lo entregas en tu plantel.",
        ),
        obtienes=("Tu renuncia en PDF, lista para firmar.",),
    ),
    documentos=(DatosRenuncia.tipo,),
    etapas=("Recibimos tu solicitud", "Registramos tu renuncia", "Preparamos tu documento"),
    retoma=EN_CURSO,
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=RenunciaWizard,
    contexto_resultado=get_contexto_resultado,
    urls="tramites.procedimientos.renuncia.urls",
)
