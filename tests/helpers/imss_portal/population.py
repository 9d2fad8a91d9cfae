"""Some rows of every model that staff have pages of."""

from itertools import count
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from documentos.models import Certificado
from padron.asegurados.models import (
    Adscripcion,
    Asegurado,
    ClaveRegistro,
    ConsecutivoNSS,
    CorreoSuspendido,
    DomicilioAsegurado,
    Inscripcion,
    LimiteCorreo,
    Manifestacion,
)
from padron.catalogos.models import Consultorio, FuenteCatalogo, Municipio, Subdelegacion
from padron.planteles.models import Ciclo
from plataforma.bandeja.services import note_latido
from plataforma.seguridad.limites import Limite, take
from tests.helpers.documentos.factories import emit, make_datos
from tests.helpers.factories import (
    CodigoPostalFactory,
    ColoniaFactory,
    CorreoVinculadoFactory,
    FallaDatoFactory,
    InscripcionFactory,
    InstitucionFactory,
    PlantelFactory,
    SerieNSSFactory,
)
from tests.helpers.padron.clinic_factories import make_clinica
from tests.helpers.tramites.student import make_solicitud
from tramites.procedimientos.renuncia.models import Renuncia
from tramites.procedimientos.vigencia.models import AvisoVigencia
from tramites.solicitud.estados import Estado
from tramites.solicitud.incidencias.conversacion import comment_incidencia
from tramites.solicitud.incidencias.services import open_incidencia
from tramites.solicitud.models import Confirmacion, Solicitud, Transicion

VENTANA = timezone.timedelta(hours=1)
_numbers = count(1)


def populate(rows: int) -> None:
    """Make so many more of everything."""
    for n in (next(_numbers) for _ in range(rows)):
        with transaction.atomic():
            inscripcion = _make_padron(n)
            _make_catalogos(n)
            solicitud = _make_tramite(inscripcion)
            _make_documento(solicitud, inscripcion.asegurado)
            _make_personal(n)


def _make_padron(n: int) -> Inscripcion:
    plantel = PlantelFactory(institucion=InstitucionFactory(nombre=f"Universidad {n}"))
    inscripcion: Inscripcion = InscripcionFactory(asegurado__con_nss=True, plantel=plantel)
    FallaDatoFactory(asegurado=inscripcion.asegurado, detalle={"visto": inscripcion.asegurado.curp, "esperado": "X"})
    CorreoVinculadoFactory(asegurado=inscripcion.asegurado)
    CorreoSuspendido.objects.create(asegurado=inscripcion.asegurado, correo=inscripcion.correo)
    ClaveRegistro.objects.create(
        asegurado=inscripcion.asegurado, plantel=plantel, huella="inventada", vence=timezone.now()
    )
    consultorio = Consultorio.objects.filter(turno__clinica=make_clinica(n)).latest("pk")
    hoy = timezone.localdate()
    Adscripcion.objects.create(asegurado=inscripcion.asegurado, consultorio=consultorio, desde=hoy)
    DomicilioAsegurado.objects.create(asegurado=inscripcion.asegurado, datos={"calle": "Inventada"}, fecha=hoy)
    Manifestacion.objects.create(asegurado=inscripcion.asegurado, plantel=plantel, version="2026-11-21")
    Ciclo.objects.create(institucion=plantel.institucion, clave="2026-B")
    LimiteCorreo.objects.create(correo=f"familia{n}@example.com")
    ConsecutivoNSS.objects.create(serie="61", anio_registro=26, anio_nacimiento=n)
    return inscripcion


def _make_catalogos(n: int) -> None:
    municipio = Municipio.objects.create(estado="14", clave=f"{n:03}", nombre=f"Municipio {n}")
    ColoniaFactory(codigo_postal=CodigoPostalFactory(cp=f"{44000 + n}", municipio=municipio))
    SerieNSSFactory()
    Subdelegacion.objects.create(nombre=f"Subdelegación {n}", direccion="Calle 1", horario="8:00 a 15:00")
    FuenteCatalogo.objects.create(catalogo=f"catalogo{n}", descripcion="Inventado")


def _make_tramite(inscripcion: Inscripcion) -> Solicitud:
    solicitud = make_solicitud(Estado.CON_INCIDENCIA, inscripcion, datos={"calle": "Inventada"})
    Transicion.objects.create(solicitud=solicitud, desde="iniciada", hacia="confirmada")
    Confirmacion.objects.create(solicitud=solicitud, correo=solicitud.correo, vence=timezone.now())
    detalle = {"visto": inscripcion.asegurado.curp, "esperado": "X"}
    incidencia = open_incidencia(causa="curp_nombre", solicitud=solicitud, plantel=inscripcion.plantel, detalle=detalle)
    comment_incidencia(incidencia, autor="rosa", texto="Falta el acta.", al_alumno=True)
    asegurado, plantel = inscripcion.asegurado, inscripcion.plantel
    Renuncia.objects.create(solicitud=solicitud, asegurado=asegurado, plantel=plantel, motivo="no_la_necesito")
    AvisoVigencia.objects.create(solicitud=solicitud, asegurado=asegurado, correo=solicitud.correo)
    return solicitud


def _make_documento(solicitud: Solicitud, asegurado: Asegurado) -> None:
    datos = make_datos(curp=asegurado.curp, nss=asegurado.nss)
    emit(solicitud.clave_documento("nss"), datos=datos, titular=asegurado.titular)


def _make_personal(n: int) -> None:
    user = User.objects.create(username=f"persona{n}", is_staff=True)
    Group.objects.create(name=f"grupo{n}")
    kind = ContentType.objects.get_for_model(User)
    values: dict[str, Any] = {"object_id": str(user.pk), "object_repr": str(user), "action_flag": CHANGE}
    cambio = '[{"changed": {"fields": ["Nombre"]}}]'
    LogEntry.objects.create(user=user, content_type=kind, change_message=cambio, **values)
    note_latido(f"latido{n}")
    Certificado.objects.create(numero_serie=f"{n}", pem="inventado")
    take(Limite("prueba", 9, VENTANA), str(n))
