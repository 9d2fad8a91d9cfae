"""The roster import.

archivo reads the file, perfil looks at its columns as a whole, revision checks each row, almacen and fallas store,
informe tells. Other apps import what `__all__` names from here.
"""

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.carga import Salidas, import_filas, import_padron
from padron.asegurados.importacion.informe import Resumen
from padron.asegurados.importacion.notas import Nota, describe
from plataforma.archivos.lectura import ArchivoIlegible

__all__ = ["ArchivoIlegible", "Fila", "Nota", "Resumen", "Salidas", "describe", "import_filas", "import_padron"]
