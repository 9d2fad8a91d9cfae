"""Loading the demonstration: institution, campuses, clinics, and the roster by way of the import that staff use."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.db.models import Min

from imss_portal.demostracion.generador import PLANTELES, generate_filas
from imss_portal.demostracion.persona import GUADALAJARA, MONTERREY, OAXACA
from imss_portal.demostracion.personas import PERSONAS
from padron.asegurados.importacion import Resumen, import_filas
from padron.asegurados.models import Asegurado, Inscripcion, LimiteCorreo
from padron.asegurados.services import adscribir
from padron.catalogos.clinicas_ficticias import load_clinicas_ficticias
from padron.catalogos.estados import OTROS_ESTADOS
from padron.catalogos.models import Clinica, SerieNSS, Subdelegacion, Turno
from padron.planteles.models import Institucion, Plantel

INSTITUCION: Final = {
    "siglas": "UD",
    "registro_patronal": "Z9900000108",
    "correo": "afiliacion@universidad.example",
    "telefono": "33 5555 0100",
    "horario": "lunes a viernes de 9:00 a 17:00",
}
DATOS_PLANTEL: Final[dict[str, dict[str, Any]]] = {
    GUADALAJARA: {
        "nombre": "Plantel Guadalajara",
        "direccion": "Calzada Inventada 100, Centro, 44100 Guadalajara, Jalisco",
        "responsable": "Rosa Elena Imaginaria",
        "telefono": "33 5555 0101",
    },
    OAXACA: {
        "nombre": "Plantel Oaxaca",
        "direccion": "Calle Inventada 20, Centro, 68000 Oaxaca de Juárez, Oaxaca",
        "responsable": "Benito Supuesto",
        "telefono": "951 555 0102",
        "recibe_en_papel": True,  # the other two show what happens without paper
    },
    MONTERREY: {
        "nombre": "Plantel Monterrey",
        "direccion": "Avenida Inventada 3000, Centro, 64000 Monterrey, Nuevo León",
        "responsable": "Alicia Ficticia",
        "telefono": "81 5555 0103",
        "ruta_inconsistencias": Plantel.Ruta.SUBDELEGACION,
    },
}
SUBDELEGACION: Final = {
    "nombre": "Subdelegación Inventada Monterrey",
    "direccion": "Avenida Supuesta 500, Centro, 64000 Monterrey, Nuevo León",
    "telefono": "81 5555 0199",
    "horario": "lunes a viernes de 8:00 a 15:30",
}
# State, series, order. Invented: series that no office is known to use.
SERIES: Final = (("14", "61", 1), ("14", "62", 2), ("20", "73", 1), ("19", "84", 1), (OTROS_ESTADOS, "97", 1))
ACTOR: Final = "demo"
PRIMERA_CLINICA: Final = "DEMOS000901"  # in Guadalajara
DIAS_EN_CLINICA: Final = 60
COMPARTIDO: Final = "familia.perea@example.com"


@transaction.atomic
def load_demostracion(*, total: int, hoy: dt.date) -> Resumen:
    """Store what is missing of the demonstration. What staff changed of a campus stays; again it changes nothing.

    On another day only the dates of those who must have entered lately change.
    """
    _load_planteles()
    load_clinicas_ficticias()
    for estado, serie, orden in SERIES:
        SerieNSS.objects.get_or_create(estado=estado, serie=serie, defaults={"orden": orden})
    LimiteCorreo.objects.get_or_create(correo=COMPARTIDO, defaults={"limite": 2})
    referencia = _get_referencia(hoy)
    filas = generate_filas(total=total, referencia=referencia, hoy=hoy)
    resumen = import_filas(filas=filas, hoy=hoy, actor=ACTOR)
    _adscribir_personas(referencia)
    return resumen


def _load_planteles() -> None:
    institucion, _ = Institucion.objects.get_or_create(nombre="Universidad de Demostración", defaults=INSTITUCION)
    oficina, _ = Subdelegacion.objects.get_or_create(nombre=SUBDELEGACION["nombre"], defaults=SUBDELEGACION)
    for clave, datos in DATOS_PLANTEL.items():
        correo = f"{clave.lower()}@universidad.example"
        defaults = {"institucion": institucion, "correo": correo, "horario": institucion.horario, "codigo_abre": True}
        defaults |= datos
        if clave == MONTERREY:
            defaults["subdelegacion"] = oficina
        Plantel.objects.get_or_create(clave=clave, defaults=defaults)


def _adscribir_personas(referencia: dt.date) -> None:
    """Register at the first clinic of Guadalajara who must have one; wherever they are by now, they stay."""
    clinica = Clinica.objects.get(clave=PRIMERA_CLINICA)
    desde = referencia - dt.timedelta(days=DIAS_EN_CLINICA)
    con_clinica = [persona.curp for persona in PERSONAS if persona.has_clinica]
    for asegurado in Asegurado.objects.filter(curp__in=con_clinica, adscripciones=None):
        adscribir(asegurado=asegurado, clinica=clinica, turno=Turno.Nombre.MATUTINO, hoy=desde, actor=ACTOR)


def _get_referencia(hoy: dt.date) -> dt.date:
    """Return the day of the first load, from which all dates count: the next day's load finds the same roster."""
    rows = Inscripcion.objects.filter(plantel__clave__in=PLANTELES)
    first: dt.date | None = rows.aggregate(first=Min("fecha_carga"))["first"]
    return first or hoy
