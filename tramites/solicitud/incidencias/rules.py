"""Pure rules of incidents: what to bring, the last day for an answer, how a difference is named."""

from datetime import date, timedelta

from padron.identificadores.edad import is_menor

DOCUMENTOS = ("CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante")

# Each cause in words for the student. The value that differs is shown to the campus only.
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
    """Return the original papers to bring (docs/reglas.md, «Incidents»). A minor brings the INE of mother or father."""
    ine = "INE de tu mamá o papá" if is_menor(nacimiento=nacimiento, hoy=hoy) else "INE"
    return (*DOCUMENTOS, ine)


def get_responder_antes(*, hoy: date, dias: int) -> date:
    """Return the last day for an answer: `dias` calendar days from today, by the policy of the campus."""
    return hoy + timedelta(days=dias)
