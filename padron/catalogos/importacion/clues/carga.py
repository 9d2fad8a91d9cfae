"""One load of the clinics: the file is read whole, then stored in one transaction."""

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from padron.catalogos.importacion.clues.almacen import store_clinicas
from padron.catalogos.importacion.clues.centros import store_centros
from padron.catalogos.importacion.clues.lectura import Lectura, Progreso, read_clues
from padron.catalogos.importacion.clues.municipios import Indice
from padron.catalogos.importacion.clues.resumen import ResumenClinicas
from padron.catalogos.models import FuenteCatalogo
from plataforma.seguridad.auditoria import audit


def import_clues(
    *, archivo: Path, actor: str, fecha: dt.date | None = None, simular: bool = False, progreso: Progreso | None = None
) -> ResumenClinicas:
    """Make the clinics of the file's states what the register says. Raises ArchivoIlegible; nothing is changed then.

    Reading takes most of the time and holds no lock. Without `fecha` the date of the source is that of the file.
    """
    resumen = ResumenClinicas()
    lectura = read_clues(archivo, resumen=resumen, progreso=progreso)
    fecha = fecha or dt.datetime.fromtimestamp(archivo.stat().st_mtime, tz=timezone.get_current_timezone()).date()
    with transaction.atomic():
        # One load at a time: this row is its lock.
        fuente, _ = FuenteCatalogo.objects.update_or_create(
            catalogo=FuenteCatalogo.Catalogo.CLINICAS,
            defaults={"descripcion": "Secretaría de Salud, registro CLUES", "fecha": fecha, "filas": resumen.filas},
        )
        _store(lectura, resumen)
        audit("importar_clinicas", objeto=str(fuente), actor=actor, valores=resumen.as_dict())
        transaction.set_rollback(simular)
    return resumen


def _store(lectura: Lectura, resumen: ResumenClinicas) -> None:
    indice = Indice()
    store_clinicas(lectura, indice, resumen)
    resumen.centros_cp, resumen.centros_municipio = store_centros(lectura, indice)
