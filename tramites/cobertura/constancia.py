"""The constancia de vigencia, for whichever procedure issues it."""

from datetime import date
from typing import cast

from django.conf import settings

from documentos.contexts import ClinicaImpresa, DatosVigencia, Sexo
from padron.asegurados.models import Adscripcion, Asegurado
from padron.asegurados.selectors import get_adscripcion
from padron.asegurados.vigencia.rules import Vigente
from padron.identificadores import agregado
from tramites.cobertura.selectors import Cobertura, get_cobertura

__all__ = ["build_constancia", "print_clinica"]


def build_constancia(asegurado: Asegurado, *, hoy: date) -> DatosVigencia:
    """Return what the constancia of today prints, of a SI or of a NO. Raises ValueError for a student without NSS."""
    if asegurado.nss is None:
        raise ValueError("no NSS to print")
    cobertura = get_cobertura(asegurado, hoy=hoy)
    inicio, registro = _get_alta(cobertura)
    return DatosVigencia(
        institucion=cobertura.plantel.institucion.nombre,
        plantel=cobertura.plantel.nombre,
        curp=asegurado.curp,
        nss=asegurado.nss,
        nombres=asegurado.nombres,
        primer_apellido=asegurado.primer_apellido,
        segundo_apellido=asegurado.segundo_apellido,
        fecha_nacimiento=asegurado.fecha_nacimiento,
        sexo=cast("Sexo", asegurado.sexo),
        entidad=asegurado.nombre_entidad,
        con_derecho=inicio is not None,
        vigente_al=hoy if inicio else None,
        clinica=print_clinica(get_adscripcion(asegurado)),
        agregado_medico=agregado.make(sexo=asegurado.sexo, anio_nacimiento=asegurado.fecha_nacimiento.year),
        registro_patronal=registro,
        patron=cobertura.plantel.institucion.nombre,
        inicio_vigencia=inicio,
        fecha_constancia=hoy,
        motivo=f"{cobertura.razon.titulo}." if cobertura.razon else "",
        demostracion=settings.MODO_DEMOSTRACION,
    )


def print_clinica(adscripcion: Adscripcion | None) -> ClinicaImpresa:
    """Return how documents print where a student is registered; blank before the alta."""
    if adscripcion is None:
        return ClinicaImpresa(delegacion="", unidad="", turno="", consultorio="")
    return ClinicaImpresa(
        delegacion=adscripcion.clinica.ooad,
        unidad=adscripcion.clinica.nombre_corto,
        turno=adscripcion.turno.get_nombre_display().capitalize(),
        consultorio=str(adscripcion.consultorio.numero),
    )


def _get_alta(cobertura: Cobertura) -> tuple[date | None, str]:
    """Return since when there is cover, and the employer's registro patronal; of a NO the campus's own."""
    if isinstance(cobertura.vigencia, Vigente):
        return cobertura.vigencia.inicio, cobertura.vigencia.registro_patronal
    return None, cobertura.plantel.institucion.registro_patronal
