"""The steps that ask for an address, for any procedure that needs one."""

from tramites.domicilio.datos import CODIGO_POSTAL, DOMICILIO, ESTADO
from tramites.domicilio.forms import CodigoPostalForm, DomicilioForm, EstadoForm
from tramites.wizard.pasos import Respuestas, Step


def is_cp_desconocido(respuestas: Respuestas) -> bool:
    """Tell whether the postal code was kept although the catalogue does not know it."""
    return bool(respuestas.get(CODIGO_POSTAL, {}).get("conservar"))


PASOS_DOMICILIO = (
    Step(CODIGO_POSTAL, CodigoPostalForm, "¿Cuál es tu código postal?", template="tramites/domicilio/cp.html"),
    Step(ESTADO, EstadoForm, "¿En qué estado vives?", applies=is_cp_desconocido, depends_on=(CODIGO_POSTAL,)),
    Step(
        DOMICILIO,
        DomicilioForm,
        "¿Cuál es tu domicilio?",
        template="tramites/domicilio/domicilio.html",
        depends_on=(CODIGO_POSTAL, ESTADO),
    ),
)
