"""The postal catalogue's loads: paquete, sepomex (reading) → carga → municipios, almacen (storing) → resumen (telling).

Other apps and the commands import from here.
"""

from padron.catalogos.importacion.carga import import_sepomex, load_codigos_postales
from padron.catalogos.importacion.resumen import Resumen
from padron.catalogos.lectura import ArchivoIlegible

__all__ = ["ArchivoIlegible", "Resumen", "import_sepomex", "load_codigos_postales"]
