"""Coming back without a procedure in mind: the gate alone, and then the student's file."""

from typing import ClassVar

from tramites.estados import EN_CURSO
from tramites.models import Solicitud
from tramites.procedimientos.base import Ficha, Procedimiento
from tramites.wizard.base import BaseWizard
from tramites.wizard.pasos import Step


class SinPreguntas(BaseWizard):
    """Nothing is asked."""

    pasos: ClassVar[tuple[Step, ...]] = ()


def do_nothing(solicitud: Solicitud) -> None:
    """Leave it as it is: the confirmed address was all that it was for."""


EXPEDIENTE = Procedimiento(
    tipo="expediente",
    titulo="Continúa donde te quedaste",
    ficha=Ficha(resumen="", necesitas=(), pasos=(), obtienes=()),
    documentos=(),
    etapas=(),
    retoma=EN_CURSO,
    al_confirmar=do_nothing,
    procesar=do_nothing,
    wizard=SinPreguntas,
    contexto_resultado=lambda solicitud, hoy: {},
    pagina="expediente",
)
