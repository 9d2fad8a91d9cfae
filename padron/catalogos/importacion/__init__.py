"""The catalogues' loads.

Postal codes: paquete, sepomex (reading) → carga → municipios, almacen (storing) → resumen (telling). Clinics: `clues`.
Other apps and the commands import from here.
"""

from padron.catalogos.importacion.carga import import_sepomex, load_codigos_postales
from padron.catalogos.importacion.clues.carga import import_clues
from padron.catalogos.importacion.clues.resumen import ResumenClinicas
from padron.catalogos.importacion.resumen import Resumen
from plataforma.archivos.lectura import ArchivoIlegible

__all__ = [
    "ArchivoIlegible",
    "Resumen",
    "ResumenClinicas",
    "import_clues",
    "import_sepomex",
    "load_codigos_postales",
]
