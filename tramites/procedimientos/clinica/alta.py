"""The alta procedure: its texts, its questions and its result page."""

from datetime import date
from typing import Any

from django.utils import timezone

from documentos.contexts import DatosAcuseClinica
from padron.asegurados.selectors import get_adscripcion
from tramites.preguntas.domicilio import PASOS_DOMICILIO
from tramites.preguntas.forms import make_identidad
from tramites.preguntas.pasos import Impedimento, Step
from tramites.procedimientos.base import Presentacion, Procedimiento
from tramites.procedimientos.clinica.datos import TELEFONOS
from tramites.procedimientos.clinica.forms import ClinicaForm, TelefonosForm
from tramites.procedimientos.clinica.resultado import get_contexto_clinica
from tramites.procedimientos.clinica.rules import get_entrega_constancia
from tramites.procedimientos.clinica.services import al_confirmar, procesar_alta
from tramites.procedimientos.clinica.views import urls
from tramites.procedimientos.clinica.wizard import ClinicaWizard, make_paso_clinica, make_revision
from tramites.procedimientos.vigencia.cobertura import need_nss, need_vigencia
from tramites.solicitud.entrega import CONSTANCIA, get_entrega
from tramites.solicitud.estados import EN_CURSO
from tramites.solicitud.models import Solicitud


class AltaWizard(ClinicaWizard):
    """The steps are: confirm the identity, postal address, telephones, clinic, and review."""

    pasos = (
        make_identidad("tramites/alta/identidad.html"),
        *PASOS_DOMICILIO,
        Step(TELEFONOS, TelefonosForm, "¿Cuál es tu teléfono?"),
        make_paso_clinica(ClinicaForm, "Elige tu clínica"),
        make_revision("Revisa tu registro", "tramites/alta/revision.html"),
    )

    @staticmethod
    def get_impedimento(solicitud: Solicitud, hoy: date) -> Impedimento | None:
        return need_nss(solicitud) or need_vigencia(solicitud, hoy) or _need_no_clinica(solicitud)


def _need_no_clinica(solicitud: Solicitud) -> Impedimento | None:
    """Return an Impedimento if the student already has a clinic, otherwise None.

    The page of the Impedimento leads to the procedure cambio.
    """
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    if adscripcion is None:
        return None
    return Impedimento("tramites/alta/con_clinica.html", {"adscripcion": adscripcion})


def get_contexto_resultado(solicitud: Solicitud, hoy: date) -> dict[str, Any]:
    """Return the clinic, and whether the campus already has the constancia.

    If the campus asks for paper, the data contain the last day to hand in the constancia. A day in the past is left
    out.
    """
    contexto = get_contexto_clinica(solicitud, DatosAcuseClinica.tipo)
    hasta = get_entrega_constancia(
        alta=timezone.localdate(contexto["emitido"]), dias=contexto["plantel"].dias_constancia
    )
    entrega = get_entrega(solicitud, CONSTANCIA, plantel=contexto["plantel"], hasta=hasta, hoy=hoy)
    visita = "Ve a tu clínica por primera vez, en tu turno, con tus documentos y una identificación."
    return contexto | {
        "entrega": entrega,
        "fechas": tuple(entrega.list_fechas()),
        "que_sigue": (*entrega.list_pasos(), visita),
    }


ALTA = Procedimiento(
    tipo="alta",
    titulo="Regístrate en tu clínica",
    presentacion=Presentacion(
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
        oficial="https://www.imss.gob.mx/tramites/registro-umf",
        obtienes=(
            "Tu acuse de registro, tu carnet de citas y la solicitud SAV-002 en PDF.",
            "Tu constancia de vigencia, que ya dice cuál es tu clínica.",
        ),
    ),
    etapas=("Recibimos tu solicitud", "Apartamos tu lugar en la clínica", "Preparamos tus documentos"),
    # A student cannot continue a finished alta (CONCLUIDA), because a student who has a clinic must use the procedure
    # cambio.
    retoma=EN_CURSO,
    al_confirmar=al_confirmar,
    procesar=procesar_alta,
    wizard=AltaWizard,
    contexto_resultado=get_contexto_resultado,
    urls=urls,
)
