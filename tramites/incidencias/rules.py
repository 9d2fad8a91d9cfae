"""Pure rules of incidents: what to bring, by when there is an answer, how a fault reads."""

from datetime import date, timedelta

MAYORIA = 18
DOCUMENTOS = ("CURP", "Comprobante de domicilio", "Acta de nacimiento", "Credencial de estudiante")

# What differs, in words that a student understands; the value itself stays with the campus.
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


def get_documentos(*, nacimiento: date, hoy: date) -> tuple[str, ...]:
    """Return what to bring, in original (docs/reglas.md, «Incidents»). A minor brings the INE of mother or father."""
    ine = "INE de tu mamá o papá" if is_menor(nacimiento=nacimiento, hoy=hoy) else "INE"
    return (*DOCUMENTOS, ine)


def is_menor(*, nacimiento: date, hoy: date) -> bool:
    """Tell whether somebody is under 18 today. Who was born on 29 February comes of age on 1 March."""
    return (hoy.year - nacimiento.year - ((hoy.month, hoy.day) < (nacimiento.month, nacimiento.day))) < MAYORIA


def get_responder_antes(*, hoy: date, dias: int) -> date:
    """Return the last day for an answer: calendar days, by the policy of the campus."""
    return hoy + timedelta(days=dias)
