"""Factories of the padron, with traits. Every CURP has a position 17 that is not issued: Z, or 9 before 2000."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from padron.asegurados.models import Asegurado, CorreoVinculado, FallaDato, Inscripcion
from padron.catalogos.models import CodigoPostal, Colonia, Municipio, SerieNSS
from padron.identificadores import curp, nss
from padron.planteles.models import Institucion, Plantel

HOY = dt.date(2026, 11, 20)
DIAS = 3600  # birth dates from 2000 to 2009


def make_curp(*, nombres: str, primer_apellido: str, segundo_apellido: str, fecha: dt.date, entidad: str) -> str:
    """The CURP of an invented woman of that name."""
    first16 = curp.from_nombre(
        nombres=nombres,
        primer_apellido=primer_apellido,
        segundo_apellido=segundo_apellido,
        fecha_nacimiento=fecha,
        sexo="M",
        entidad=entidad,
    )
    first17 = first16 + ("9" if fecha.year < 2000 else "Z")
    return first17 + curp.check_digit(first17)


class InstitucionFactory(DjangoModelFactory[Institucion]):
    class Meta:
        model = Institucion
        django_get_or_create = ("nombre",)

    nombre = "Universidad de Prueba"
    siglas = "UP"
    registro_patronal = "Z9912345108"
    correo = "afiliacion@up.example"
    telefono = "33 5555 0100"
    horario = "lunes a viernes de 9:00 a 15:00"


class PlantelFactory(DjangoModelFactory[Plantel]):
    class Meta:
        model = Plantel

    class Params:
        subdelegacion = factory.Trait(ruta_inconsistencias=Plantel.Ruta.SUBDELEGACION)

    institucion = factory.SubFactory(InstitucionFactory)
    clave = factory.Sequence(lambda n: f"P{n:03}")
    nombre = factory.Sequence(lambda n: f"Plantel {n}")
    direccion = "Calle Inventada 1, Guadalajara"
    responsable = "Rosa Inventada"
    correo = "plantel@up.example"
    telefono = "33 5555 0101"
    horario = "lunes a viernes de 9:00 a 15:00"


class AseguradoFactory(DjangoModelFactory[Asegurado]):
    """A student without NSS; `con_nss=True` gives one that was located."""

    class Meta:
        model = Asegurado

    class Params:
        n = factory.Sequence(int)
        # What the CURP says; the table does not store it.
        fecha_nacimiento = factory.LazyAttribute(
            lambda o: dt.date(2000, 1, 1) + dt.timedelta(days=o.n // len(curp.ENTIDADES) % DIAS)
        )
        entidad = factory.LazyAttribute(lambda o: list(curp.ENTIDADES)[o.n % len(curp.ENTIDADES)])
        con_nss = factory.Trait(
            nss=factory.LazyAttribute(
                lambda o: nss.make(
                    serie=f"{60 + o.n // 9999}",
                    anio_registro=2020,
                    anio_nacimiento=o.fecha_nacimiento.year,
                    consecutivo=o.n % 9999 + 1,
                )
            ),
            nss_padron=factory.SelfAttribute("nss"),
            origen_nss=Asegurado.Origen.LOCALIZADO,
            fecha_nss=HOY,
        )

    nombres = "Ximena"
    primer_apellido = "Quintanar"
    segundo_apellido = "Zúñiga"
    curp = factory.LazyAttribute(
        lambda o: make_curp(
            nombres=o.nombres,
            primer_apellido=o.primer_apellido,
            segundo_apellido=o.segundo_apellido,
            fecha=o.fecha_nacimiento,
            entidad=o.entidad,
        )
    )


class InscripcionFactory(DjangoModelFactory[Inscripcion]):
    """An active enrolment with an e-mail; `sin_correo=True` leaves the roster without it, `vigente=True` is covered."""

    class Meta:
        model = Inscripcion

    class Params:
        n = factory.Sequence(int)
        sin_correo = factory.Trait(correo="")
        vigente = factory.Trait(asegurado__con_nss=True, fecha_alta_imss=dt.date(2026, 9, 7))

    asegurado = factory.SubFactory(AseguradoFactory)
    plantel = factory.SubFactory(PlantelFactory)
    ciclo = "2026-B"
    codigo = factory.LazyAttribute(lambda o: f"A{o.n:08}")
    correo = factory.LazyAttribute(lambda o: f"alumna{o.n}@example.com")
    nivel = "licenciatura"
    fecha_inscripcion = dt.date(2026, 8, 10)
    fecha_ingreso = dt.date(2026, 8, 17)
    fecha_carga = dt.date(2026, 8, 12)


class CorreoVinculadoFactory(DjangoModelFactory[CorreoVinculado]):
    class Meta:
        model = CorreoVinculado

    asegurado = factory.SubFactory(AseguradoFactory)
    correo = factory.Sequence(lambda n: f"vinculada{n}@example.com")


class FallaDatoFactory(DjangoModelFactory[FallaDato]):
    class Meta:
        model = FallaDato

    asegurado = factory.SubFactory(AseguradoFactory)
    causa = FallaDato.Causa.CURP_NOMBRE
    detalle = factory.LazyFunction(lambda: {"visto": "XXXX", "esperado": "YYYY"})


class SerieNSSFactory(DjangoModelFactory[SerieNSS]):
    class Meta:
        model = SerieNSS

    estado = "14"
    serie = factory.Sequence(lambda n: f"{n % 100:02}")
    orden = factory.Sequence(lambda n: n + 1)


class MunicipioFactory(DjangoModelFactory[Municipio]):
    class Meta:
        model = Municipio
        django_get_or_create = ("estado", "clave")

    estado = "14"
    clave = "039"
    nombre = "Guadalajara"


class CodigoPostalFactory(DjangoModelFactory[CodigoPostal]):
    class Meta:
        model = CodigoPostal
        django_get_or_create = ("cp",)

    cp = "44100"
    municipio = factory.SubFactory(MunicipioFactory)


class ColoniaFactory(DjangoModelFactory[Colonia]):
    class Meta:
        model = Colonia

    codigo_postal = factory.SubFactory(CodigoPostalFactory)
    nombre = factory.Sequence(lambda n: f"Colonia {n}")
    tipo = "Colonia"
