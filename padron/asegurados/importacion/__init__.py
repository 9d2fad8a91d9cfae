"""The roster import: archivo (reading) → revision (checking) → almacen, fallas (storing) → informe (telling).

Other apps import `import_padron`, `import_filas` and what these take and give from here.
"""

from padron.asegurados.importacion.archivo import Fila
from padron.asegurados.importacion.carga import import_filas, import_padron
from padron.asegurados.importacion.informe import Resumen
from plataforma.archivos.lectura import ArchivoIlegible

__all__ = ["ArchivoIlegible", "Fila", "Resumen", "import_filas", "import_padron"]
