"""The first reading of a roster: what its columns as a whole show, before any row is judged.

A row alone cannot tell whether «M» is mujer or masculino, whether 03/04/2026 is in March or in April, whether
«2026 B» is the cycle that the others call «2026-B», or whose CURP it is that stands on two rows.
"""

from padron.asegurados.importacion.perfil.lectura import read_perfil
from padron.asegurados.importacion.perfil.veredicto import Veredicto

__all__ = ["Veredicto", "read_perfil"]
