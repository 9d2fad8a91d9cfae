"""Storing the clinics of a register. A clinic is never deleted: people were registered there."""

from collections.abc import Iterable
from typing import Any, Final

from padron.catalogos.horarios import describe_horario
from padron.catalogos.importacion.clues import celdas
from padron.catalogos.importacion.clues.lectura import Lectura, Lugar
from padron.catalogos.importacion.clues.municipios import Indice
from padron.catalogos.importacion.clues.resumen import ResumenClinicas
from padron.catalogos.importacion.clues.turnos import store_turnos
from padron.catalogos.importacion.clues.unidades import Unidad
from padron.catalogos.models import Clinica

# What the register brings. `ficticia` and the key stay as they are.
CAMPOS: Final = (
    "numero", "nombre", "tipologia", "direccion", "colonia", "cp", "municipio_id", "municipio_nombre", "estado",
    "latitud", "longitud", "telefono", "horario", "ooad", "en_operacion",
)  # fmt: skip
# Where the register does not know, what staff wrote stays.
CONSERVADOS: Final = frozenset({"cp", "municipio_id", "latitud", "longitud", "telefono", "horario", "ooad"})


def store_clinicas(lectura: Lectura, indice: Indice, resumen: ResumenClinicas) -> None:
    """Write what is new or differs, and take out of operation what is gone."""
    antes = {row.clave: row for row in Clinica.objects.filter(ficticia=False)}
    horarios = {clave: row.horario for clave, row in antes.items()}
    cambiadas: list[Clinica] = []
    for unidad, valores in _make_valores(lectura, indice):
        row = antes.get(unidad.clave) or Clinica(clave=unidad.clave)
        if _apply(row, valores):
            cambiadas.append(row)
            resumen.nuevas += row.pk is None
            resumen.cambiadas += row.pk is not None
        else:
            resumen.sin_cambio += 1
    Clinica.objects.bulk_create(
        cambiadas,
        update_conflicts=True,
        unique_fields=["clave"],
        update_fields=[name.removesuffix("_id") for name in CAMPOS],
    )
    _close(antes, lectura, resumen)
    # Shifts follow from the hours: they are looked at again only where these are others than before.
    store_turnos(lectura, {row.clave for row in cambiadas if horarios.get(row.clave) != row.horario})


def _make_valores(lectura: Lectura, indice: Indice) -> Iterable[tuple[Unidad, dict[str, Any]]]:
    """Yield each clinic with the values of its columns."""
    by_cp = indice.find_by_cp({unidad.cp for unidad in lectura.clinicas.values()})
    for unidad in lectura.clinicas.values():
        municipio = indice.find(Lugar(unidad.estado, unidad.clave_municipio, unidad.municipio_nombre))
        otro = by_cp.get(unidad.cp)
        if municipio is None and otro is not None and indice.get_estado(otro) == unidad.estado:
            municipio = otro  # the register writes some names in its own way
        valores = {name: getattr(unidad, name) for name in CAMPOS if hasattr(unidad, name)}
        yield (
            unidad,
            valores
            | {
                "municipio_id": municipio,
                "municipio_nombre": indice.write_nombre(municipio, unidad.municipio_nombre),
                "latitud": unidad.punto.latitud if unidad.punto else None,
                "longitud": unidad.punto.longitud if unidad.punto else None,
                "horario": describe_horario((lectura.horarios or {}).get(unidad.clave, ()))[:200],
                "ooad": celdas.get_ooad(unidad.estado),
                "en_operacion": True,
            },
        )


def _apply(row: Clinica, valores: dict[str, Any]) -> bool:
    """Bring the values into the row. Return whether that changed it."""
    cambios = {
        name: valor
        for name, valor in valores.items()
        if getattr(row, name) != valor and not (name in CONSERVADOS and valor in ("", None))
    }
    for name, valor in cambios.items():
        setattr(row, name, valor)
    return bool(cambios) or row.pk is None


def _close(antes: dict[str, Clinica], lectura: Lectura, resumen: ResumenClinicas) -> None:
    """Take out of operation what the register says or no longer has; a state that it does not bring stays as it is."""
    gone = [
        row
        for clave, row in antes.items()
        if row.en_operacion
        and clave not in lectura.clinicas
        and (row.estado in lectura.estados or clave in lectura.fuera)
    ]
    Clinica.objects.filter(pk__in=[row.pk for row in gone]).update(en_operacion=False)
    resumen.cerradas = len(gone)
    for row in gone:
        motivo = "está fuera de operación" if row.clave in lectura.fuera else "ya no está en el archivo"
        resumen.notice(f"{row.clave}, {row.nombre}: {motivo}; conserva su historia.")
