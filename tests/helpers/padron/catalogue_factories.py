"""Factories of the clinics. All of them are invented."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from padron.catalogos.models import CentroCP, CentroMunicipio, Clinica, Consultorio, Turno
from tests.helpers.factories import MunicipioFactory


class ClinicaFactory(DjangoModelFactory[Clinica]):
    """A clinic in Guadalajara without shifts; `sin_lugar=True` leaves nobody knowing where it is."""

    class Meta:
        model = Clinica

    class Params:
        sin_lugar = factory.Trait(latitud=None, longitud=None)

    clave = factory.Sequence(lambda n: f"ZZTST{n:06}")
    numero = factory.Sequence(lambda n: 700 + n)
    nombre = factory.LazyAttribute(lambda o: f"UMF {o.numero} de prueba")
    tipologia = "UMF"
    direccion = "Calle Inventada 1"
    cp = "44100"
    municipio = factory.SubFactory(MunicipioFactory)
    municipio_nombre = factory.LazyAttribute(lambda o: o.municipio.nombre if o.municipio else "Lugar Inventado")
    estado = factory.LazyAttribute(lambda o: o.municipio.estado if o.municipio else "14")
    latitud = 20.67
    longitud = -103.34


class TurnoFactory(DjangoModelFactory[Turno]):
    class Meta:
        model = Turno

    clinica = factory.SubFactory(ClinicaFactory)
    nombre = Turno.Nombre.MATUTINO
    desde = dt.time(8)
    hasta = dt.time(14)


class ConsultorioFactory(DjangoModelFactory[Consultorio]):
    class Meta:
        model = Consultorio

    turno = factory.SubFactory(TurnoFactory)
    numero = factory.Sequence(lambda n: n + 1)


class CentroCPFactory(DjangoModelFactory[CentroCP]):
    class Meta:
        model = CentroCP

    cp = "44100"
    estado = "14"
    latitud = 20.67
    longitud = -103.34


class CentroMunicipioFactory(DjangoModelFactory[CentroMunicipio]):
    class Meta:
        model = CentroMunicipio

    municipio = factory.SubFactory(MunicipioFactory)
    latitud = 20.67
    longitud = -103.34
