"""The change of clinic, as the rest of `tramites` sees it."""

from tramites.clinica.carnet import retiene
from tramites.clinica.trabajo import al_confirmar
from tramites.estados import EN_CURSO
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.procedimientos.cambio.documentos import TIPOS
from tramites.procedimientos.cambio.paginas import get_contexto_resultado
from tramites.procedimientos.cambio.services import procesar
from tramites.procedimientos.cambio.wizard import CambioWizard

CAMBIO = Procedimiento(
    tipo="cambio",
    titulo="Cambia de clínica",
    ficha=Ficha(
        resumen="Te cambias a otra Unidad de Medicina Familiar (UMF), o a otro turno de la misma.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "El código postal y la dirección donde vives mientras estudias.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Dices por qué quieres cambiar y dónde vives.",
            "Eliges clínica y turno entre las más cercanas.",
            "Comparas las dos clínicas y confirmas.",
        ),
        obtienes=(
            "Tu comprobante de cambio de clínica en PDF.",
            "Tu carnet de citas nuevo: el anterior deja de valer.",
        ),
    ),
    documentos=TIPOS,
    etapas=("Recibimos tu solicitud", "Apartamos tu lugar en la nueva clínica", "Preparamos tus documentos"),
    retoma=EN_CURSO,
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=CambioWizard,
    contexto_resultado=get_contexto_resultado,
    retiene=retiene,
    urls="tramites.clinica.urls",
)
