"""The alta, as the rest of `tramites` sees it."""

from tramites.clinica.carnet import retiene
from tramites.clinica.trabajo import al_confirmar
from tramites.estados import EN_CURSO
from tramites.procedimientos.alta.documentos import TIPOS
from tramites.procedimientos.alta.paginas import get_contexto_resultado
from tramites.procedimientos.alta.services import procesar
from tramites.procedimientos.alta.wizard import AltaWizard
from tramites.procedimientos.base import Ficha, Procedimiento

ALTA = Procedimiento(
    tipo="alta",
    titulo="Regístrate en tu clínica",
    ficha=Ficha(
        resumen="Te registras en una Unidad de Medicina Familiar (UMF): la clínica donde te atenderán.",
        necesitas=(
            "Tu CURP.",
            "El correo que registraste en tu escuela.",
            "El código postal y la dirección donde vives mientras estudias.",
            "Tu NSS y tu vigencia: los revisamos por ti.",
        ),
        pasos=(
            "Escribes tu CURP y tu correo.",
            "Abres la liga que te enviamos.",
            "Escribes tu domicilio y, si quieres, tu teléfono.",
            "Eliges clínica y turno entre las más cercanas.",
            "Revisas, te registras y descargas tus documentos.",
        ),
        obtienes=(
            "Tu acuse de registro, tu carnet de citas y la solicitud SAV-002 en PDF.",
            "Tu constancia de vigencia, que ya dice cuál es tu clínica.",
        ),
    ),
    documentos=TIPOS,
    etapas=("Recibimos tu solicitud", "Apartamos tu lugar en la clínica", "Preparamos tus documentos"),
    retoma=EN_CURSO,  # whoever has a clinic is led to its change
    al_confirmar=al_confirmar,
    procesar=procesar,
    wizard=AltaWizard,
    contexto_resultado=get_contexto_resultado,
    retiene=retiene,
    urls="tramites.clinica.urls",
)
