"""Pure rules of incidents: the papers to bring, the last day for an answer, and texts."""

from datetime import date, timedelta

from padron.identificadores.edad import is_menor

DOCUMENTOS = ("CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante")

# The text that the student reads about each cause of an incident. The text does not contain the wrong data, because
# only the campus may see them.
DIFERENCIAS = {
    "curp_nombre": "tu nombre no coincide con tu CURP",
    "curp_fecha": "tu fecha de nacimiento no coincide con tu CURP",
    "curp_sexo": "tu sexo no coincide con tu CURP",
    "curp_entidad": "tu entidad de nacimiento no coincide con tu CURP",
    "nss_digito": "el NSS que tiene tu escuela está incompleto o tiene un número equivocado",
    "nss_distinto": "tu escuela tiene dos NSS tuyos distintos",
    "nss_repetido": "tu NSS aparece también con otra CURP",
    "codigo_repetido": "tu código de estudiante aparece también con otra CURP",
    "no_son_mis_datos": "dijiste que los datos que mostramos no son tuyos",
}


def get_papeles(*, nacimiento: date, hoy: date) -> tuple[str, ...]:
    """Return the original papers that the student must bring (docs/reglas.md, «Incidents»).

    A student under 18 brings the INE (voter card) of mother or father.
    """
    ine = "INE de tu mamá o papá" if is_menor(nacimiento=nacimiento, hoy=hoy) else "INE"
    return (*DOCUMENTOS, ine)


def get_responder_antes(*, hoy: date, dias: int) -> date:
    """Return the last day for the answer of the campus.

    It is `dias` calendar days after `hoy`. Each campus sets its own `dias`.
    """
    return hoy + timedelta(days=dias)
